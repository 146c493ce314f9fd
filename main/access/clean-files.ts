import type { PresetName } from '../../common/presets.ts'
import type { FileWork } from '../files/file-work.ts'
import type { Secret } from '../secret.ts'
import type { createProgramFiles } from './program-files.ts'

interface Options {
  /** Loads what changes files, with the first key that is in one. */
  readonly load: () => Promise<{ readonly createProgramFiles: typeof createProgramFiles }>
  readonly work: FileWork
  readonly report: (what: string, error?: unknown) => void
}

interface InFiles {
  readonly preset: PresetName | null
  /** Where it was written. */
  readonly files?: readonly string[]
}

/**
 * Takes a key that is given up out of the files that it was written into, where it is still the one in them. Resolves with
 * those.
 */
export const createCleaning =
  ({ load, work, report }: Options) =>
  async ({ preset, files = [] }: InFiles, key: Secret): Promise<readonly string[]> => {
    const found: string[] = []
    if (files.length === 0) return found
    try {
      const programs = (await load()).createProgramFiles({ work, report })
      for (const path of files) {
        const cleaned = await programs.cleanAny(path, preset, key)
        if (cleaned === 'cleaned') found.push(path)
        else if (cleaned !== 'other')
          report(`A revoked key could not be taken out of the file of a program (${cleaned})`)
      }
    } catch (error) {
      report('A revoked key could not be taken out of the file of a program', error)
    }
    return found
  }
