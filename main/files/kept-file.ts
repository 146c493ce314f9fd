import { readlinkSync, rmSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { type FileWork, isNoAnswer, PATIENCE_MS } from './file-work.ts'
import { keepAside } from './keep-aside.ts'
import { type Found, isLeadsOut, readForeign } from './read-foreign.ts'
import { destination, replaceFile } from './replace-file.ts'

export const LARGEST_KEPT_BYTES = 65_536

export interface KeptFileOptions<T> {
  readonly path: string
  /** Another folder, besides its own, into which a link may lead. */
  readonly home: string
  readonly work: FileWork
  /** Throws if the text makes no sense. */
  readonly parse: (text: string) => T
  /** Called with what could not be read or written, and what was done about it. */
  readonly report: (what: string, error: unknown) => void
  readonly replace?: typeof replaceFile
  readonly largestBytes?: number
}

export type KeptFile<T> = ReturnType<typeof createKeptFile<T>>

/**
 * A file of ours that others can write, read once and always written whole. An unusable one is kept beside the new one
 * as `.broken`; if it is in a place that we do not read, nothing is written there either.
 */
export async function openKeptFile<T>(options: KeptFileOptions<T>) {
  const { path, home, work, largestBytes = LARGEST_KEPT_BYTES } = options
  const limits = { largestBytes, within: [home, dirname(path)] }
  const reading = work
    .within(PATIENCE_MS, path, () => readForeign(path, limits))
    .catch((why: unknown): Found => ({ kind: 'unread', why, bytes: Buffer.alloc(0) }))
  return createKeptFile(await reading, options)
}

interface Understood<T> {
  /** `unread`: it is in a place that we do not read, or the disk did not answer. */
  readonly kind: 'nothing' | 'usable' | 'broken' | 'unread'
  /** Its content, if it is usable. */
  readonly content: T | undefined
}

function createKeptFile<T>(file: Found, options: KeptFileOptions<T>) {
  const { path, report, replace = replaceFile, largestBytes = LARGEST_KEPT_BYTES } = options
  const name = basename(path)
  const text = 'bytes' in file ? file.bytes.toString() : ''
  const { kind, content } = understood()
  /** Nothing is written there. */
  let isElsewhere = kind === 'unread'
  // An unusable file is moved aside before anything is written in its place.
  let inTheWay = kind === 'broken'
  let unwritable: 'no' | 'yes' | 'dismissed' = 'no'

  function understood(): Understood<T> {
    if (file.kind === 'nothing') return { kind: 'nothing', content: undefined }
    try {
      if (file.kind === 'no-file') throw new Error('Not a file')
      if (file.kind === 'unread') throw file.why
      return { kind: 'usable', content: options.parse(text) }
    } catch (error) {
      report(`${name} could not be used, starting anew`, error)
      return { kind: isLeadsOut(error) || isNoAnswer(error) ? 'unread' : 'broken', content: undefined }
    }
  }

  /** Gives up what a link leads to, and leaves it alone: what is written next takes the place of that link. */
  function stayHere() {
    if (!isElsewhere || file.kind !== 'unread' || !isLeadsOut(file.why)) return
    try {
      // Something else may be there by now.
      readlinkSync(path)
      rmSync(path)
      isElsewhere = false
    } catch (error) {
      report(`${name} is a link that could not be removed`, error)
    }
  }

  return {
    kind,
    content,
    /** As much of it as was read. */
    text,
    /** False if it could not be written: the change then lasts until the app quits. */
    write(next: object): boolean {
      if (isElsewhere) return false
      try {
        const written = `${JSON.stringify(next, null, 2)}\n`
        // The next run would not read it.
        if (Buffer.byteLength(written) > largestBytes) throw new Error('Too large')
        if (inTheWay) keepAside(path, 'broken')
        inTheWay = false
        replace(path, written)
        unwritable = 'no'
        return true
      } catch (error) {
        report(`${name} could not be written, what is new in it lasts until Latchkey quits`, error)
        if (unwritable === 'no') unwritable = 'yes'
        return false
      }
    },
    stayHere,
    /** What a link out of the home leads to stays, and so does a file that could not be read. */
    remove() {
      stayHere()
      if (isElsewhere) return
      try {
        rmSync(destination(path), { force: true })
        inTheWay = false
      } catch (error) {
        report(`${name} could not be removed`, error)
      }
    },
    /** Whether it is not written, since it could not be read. */
    isElsewhere: () => isElsewhere,
    isUnwritable: () => unwritable === 'yes',
    /** Until a write has worked again: a disk that stays full is reported once. */
    dismissUnwritable() {
      if (unwritable === 'yes') unwritable = 'dismissed'
    },
  }
}
