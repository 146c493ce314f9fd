import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach } from 'vitest'
import { patientWork } from '../files/patient-work.fake.ts'
import { openMemory } from './memory-file.ts'

export const FIRST = '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11'
export const SECOND = '7c415b56-8f48-488a-98ab-847ef4460442'
export const fresh = {
  version: 2,
  clientIdentifier: SECOND,
  tokenStored: 'unknown',
  tokenSession: null,
  tokenMark: null,
  unfinishedStored: 'unknown',
  session: null,
  signedInAt: null,
  confirmedAt: null,
  computer: null,
  others: [],
}
export const salvaged = { ...fresh, clientIdentifier: FIRST }
export const older = {
  version: 2,
  clientIdentifier: FIRST,
  tokenStored: 'yes',
  tokenSession: null,
  tokenMark: null,
  unfinishedStored: 'no',
  session: null,
  signedInAt: 1_760_000_000_000,
  confirmedAt: 1_760_000_100_000.5,
  computer: null,
  others: [],
}

/** A folder that is empty before each test, and the memory in it. For tests. */
export function useFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-memory-'))
  const path = join(folder, 'Latchkey', 'memory.json')
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
      openMemory({
        folder: dirname(path),
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
