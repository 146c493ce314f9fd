import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach } from 'vitest'
import { patientWork } from '../files/patient-work.manual.ts'
import { openSettings } from './file.ts'

export const FIRST = '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11'
export const SECOND = '7c415b56-8f48-488a-98ab-847ef4460442'
export const fresh = {
  version: 1,
  clientIdentifier: SECOND,
  tokenStored: 'unknown',
  unfinishedStored: 'unknown',
  signedInAt: null,
  confirmedAt: null,
  computer: null,
  others: [],
}
export const salvaged = { ...fresh, clientIdentifier: FIRST }
export const older = {
  version: 1,
  clientIdentifier: FIRST,
  tokenStored: 'yes',
  unfinishedStored: 'no',
  signedInAt: 1_760_000_000_000,
  confirmedAt: 1_760_000_100_000.5,
  computer: null,
  others: [],
}

/** A folder that is empty before each test of a file, and what the settings in it come to. For tests. */
export function useFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-settings-'))
  const path = join(folder, 'Latchkey', 'settings.json')
  const reports: string[] = []
  beforeEach(() => {
    rmSync(folder, { recursive: true })
    mkdirSync(folder)
    reports.length = 0
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  return {
    folder,
    path,
    reports,
    open: (computer: string | null = null, newIdentifier = () => SECOND) =>
      openSettings({
        path,
        home: folder,
        work: patientWork(),
        newIdentifier,
        computer: Promise.resolve(computer),
        report: what => void reports.push(what),
      }),
    onDisk: (): unknown => JSON.parse(readFileSync(path, 'utf8')),
    write: (text: string) => {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    },
  }
}
