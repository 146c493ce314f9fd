import type { PresetName } from '../../common/presets.ts'
import { keyDeviceName, printableAscii } from '../../common/device-names.ts'
import type { FileWork } from '../files/file-work.ts'
import type { KeyRecord } from '../keys/record.ts'
import { Secret } from '../secret.ts'
import type { createProgramFiles } from './program-files.ts'

interface Options {
  /** Loads what changes files, with the first key that is in one. */
  readonly load: () => Promise<{ readonly createProgramFiles: typeof createProgramFiles }>
  readonly work: FileWork
  /** The name of this computer. */
  readonly deviceName: string
  readonly report: (what: string, error?: unknown) => void
}

interface InFiles {
  readonly preset: PresetName | null
  /** Where it was written. */
  readonly files?: readonly string[]
  /** Of all that was written there, by which it is told from another key. */
  readonly fileMarks?: readonly string[]
  /** Of the key itself. */
  readonly mark?: string | null
}

/** A key that takes the place of another. */
export interface Instead extends Pick<KeyRecord, 'name' | 'identifier'> {
  readonly key: string
}

/**
 * Takes a key that is given up out of the files that it was written into, or puts another in its place, where it is still
 * the one in them. Resolves with those.
 */
export const createCleaning =
  ({ load, work, deviceName, report }: Options) =>
  async (
    { preset, files = [], fileMarks = [], mark = null }: InFiles,
    instead?: Instead,
  ): Promise<readonly string[]> => {
    const found: string[] = []
    if (files.length === 0) return found
    try {
      const programs = (await load()).createProgramFiles({ work, report })
      const marks = mark === null ? fileMarks : [...fileMarks, mark]
      const gone = { marks, ...(instead && { instead: fileKeyOf(instead, deviceName) }) }
      for (const path of files) {
        const cleaned = await programs.cleanAny(path, preset, gone)
        if (cleaned === 'cleaned') found.push(path)
        else if (cleaned !== 'other')
          report(`A revoked key could not be taken out of the file of a program (${cleaned})`)
      }
    } catch (error) {
      report('A revoked key could not be taken out of the file of a program', error)
    }
    return found
  }

/** The file's own address stays: it is of the same server. */
const fileKeyOf = ({ name, identifier, key }: Instead, deviceName: string) => ({
  address: null,
  key: new Secret(key),
  identifier,
  deviceName: keyDeviceName(name, deviceName),
  product: printableAscii(name, 'Key'),
})
