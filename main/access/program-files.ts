import { lstatSync, statSync } from 'node:fs'
import { dirname, isAbsolute } from 'node:path'
import type { KeyAnswer } from '../../common/access-answers.ts'
import type { fileTroubles } from '../../common/access-answers.ts'
import type { PresetName } from '../../common/presets.ts'
import { type FileWork, PATIENCE_MS } from '../files/file-work.ts'
import { readForeign } from '../files/read-foreign.ts'
import { destination, replaceFile } from '../files/replace-file.ts'
import { markOf } from '../vault/mark.ts'
import { Garbled, isGarbled } from './garbled.ts'
import { type FileKey, fileKeyOf, plain, programFormats, type ProgramFormat } from './program-formats.ts'

export type FileTrouble = (typeof fileTroubles)[number]

/** `path`: the file itself, where the given one was a link. */
export type Written = { readonly path: string } | { readonly refused: FileTrouble }

/** `other`: the file is gone, or another key is in it. */
export type Cleaned = 'cleaned' | 'other' | FileTrouble

interface Options {
  readonly work: FileWork
  readonly report: (what: string, error: unknown) => void
}

interface Gone {
  /** Of what is meant: whoever has them can tell it from another, and nothing more. */
  readonly marks: readonly string[]
  readonly instead?: FileKey
}

/** From the text that is there, an empty one if there is none, to the text that is to be there; null: leaves it. */
type Edit = (format: ProgramFormat, text: string) => string | null

const LARGEST_BYTES = 131_072
const OWNER_ALONE = 0o600

export type ProgramFiles = ReturnType<typeof createProgramFiles>

/** The files in which programs keep their keys. What is not ours in them stays byte for byte; nothing here rejects. */
export function createProgramFiles({ work, report }: Options) {
  async function change(path: string, preset: PresetName, edit: Edit): Promise<Written | null> {
    const load = programFormats[preset]
    if (load === undefined) return { refused: 'no-format' }
    if (!isAbsolute(path)) return { refused: 'no-folder' }
    try {
      const format = await load()
      return await work.within(PATIENCE_MS, path, late => changeNow(path, late, text => edit(format, text)))
    } catch (error) {
      if (isGarbled(error)) return { refused: 'garbled' }
      report('The file of a program could not be changed', error)
      return { refused: 'unread' }
    }
  }

  async function changeNow(
    path: string,
    late: AbortSignal,
    edit: (text: string) => string | null,
  ): Promise<Written | null> {
    // Also shows that the disk answers, before main itself touches it.
    const found = await readForeign(path, { largestBytes: LARGEST_BYTES, within: null })
    late.throwIfAborted()
    if (found.kind === 'unread' && found.bytes.length === LARGEST_BYTES) return { refused: 'too-large' }
    if (found.kind === 'unread') throw found.why
    const place = destination(path)
    if (!isFolder(dirname(place))) return { refused: 'no-folder' }
    if (found.kind === 'no-file') return { refused: 'no-file' }
    const there = lstatSync(place, { throwIfNoEntry: false })
    if (there !== undefined && there.uid !== (process.getuid?.() ?? there.uid)) return { refused: 'not-ours' }
    const text = edit(found.kind === 'read' ? textOf(found.bytes) : '')
    if (text === null) return null
    try {
      replaceFile(place, text, (there?.mode ?? OWNER_ALONE) & OWNER_ALONE)
      return { path: place }
    } catch (error) {
      report('The file of a program could not be written', error)
      return { refused: 'unwritable' }
    }
  }

  /** Puts a key where that program reads it. */
  async function write(path: string, preset: PresetName, given: FileKey): Promise<Written> {
    const written = await change(path, preset, (format, text) => format.write(text, plain(given)))
    return written ?? { path }
  }

  /** Takes a key out of a file if it is still that one, or puts another in its place. */
  async function clean(path: string, preset: PresetName, gone: Gone): Promise<Cleaned> {
    const { marks, instead } = gone
    const isKey = (value: string) => marks.includes(markOf(value))
    const cleaned = await change(path, preset, (format, text) =>
      instead === undefined ? format.clean(text, isKey) : format.swap(text, isKey, plain(instead)),
    )
    if (cleaned === null) return 'other'
    return 'refused' in cleaned ? cleaned.refused : 'cleaned'
  }

  return {
    write,
    /** A key as a command would get it. */
    give: async (path: string, key: KeyAnswer): Promise<Written> =>
      key.preset === null ? { refused: 'no-format' } : write(path, key.preset, fileKeyOf(key)),
    clean,
    /** As `clean`, where it is not known any more for which program the key was written. */
    async cleanAny(path: string, preset: PresetName | null, gone: Gone): Promise<Cleaned> {
      const presets = Object.keys(programFormats) as PresetName[]
      const found: Cleaned[] = []
      for (const one of preset === null ? presets : [preset, ...presets]) {
        found.push(await clean(path, one, gone))
        if (found.at(-1) === 'cleaned') return 'cleaned'
      }
      // A file that one program could not read may be another's, with another key in it.
      return found.find(cleaned => cleaned === 'other') ?? found[0] ?? 'no-format'
    },
  }
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new Garbled('It is no text', { cause })
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
