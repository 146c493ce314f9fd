import { constants } from 'node:fs'
import { lstat, open, readlink, realpath, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { codeOf } from './error-code.ts'

/**
 * What is at a path. `nothing`: also for a link that leads nowhere yet. `no-file`: a folder, a pipe, a device or a
 * socket. `unread`: a file that was not read, or not to its end; `bytes` are those that were read.
 */
export type Found =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'no-file' }
  | { readonly kind: 'unread'; readonly why: unknown; readonly bytes: Buffer }

interface Limits {
  readonly largestBytes: number
  /** The folders into which a link may lead; null for any. */
  readonly within: readonly string[] | null
}

/** A link leads to a file outside the folders where it may be. */
export class LeadsOut extends Error {
  override readonly name = 'LeadsOut'
}

/** Whether it is a `LeadsOut`, from whichever bundle. */
export const isLeadsOut = (error: unknown): boolean => error instanceof Error && error.name === 'LeadsOut'

// Windows has neither O_NOFOLLOW nor O_NONBLOCK: undefined sets no flag.
const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants

/**
 * Reads a file that others can write. Only a regular file is opened, and no more is read than the size that it states,
 * which is 0 for files of /proc. Call it within `FileWork`: it uses one thread at a time, and never rejects.
 */
export async function readForeign(path: string, { largestBytes, within }: Limits): Promise<Found> {
  try {
    const named = await lstat(path).catch(unlessMissing)
    // Most files are not links, and are where they may be. Each step saved is one wait less for a thread and for main.
    const isPlain = named?.isSymbolicLink() !== true && (within === null || within.includes(dirname(path)))
    const place = isPlain ? path : await whereLinksLead(path)
    // Found out without opening it: opening a pipe or a device can already wake up whoever waits at its other end.
    const there = isPlain ? named : await stat(place).catch(unlessMissing)
    if (there?.isFile() === false) return { kind: 'no-file' }
    if (!isPlain && within !== null && !(await isInOneOf(within, place))) {
      throw new LeadsOut('A link leads out of the home')
    }
    return there === undefined ? { kind: 'nothing' } : await readRegular(place, largestBytes)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { kind: 'nothing' }
    // There is a file where its folder should be.
    if (codeOf(error) === 'ENOTDIR') return { kind: 'no-file' }
    return { kind: 'unread', why: error, bytes: Buffer.alloc(0) }
  }
}

async function readRegular(place: string, largestBytes: number): Promise<Found> {
  // Something else may have taken its place meanwhile: no link is followed, and no pipe is waited for.
  const file = await open(place, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    const found = await file.stat()
    if (!found.isFile()) return { kind: 'no-file' }
    const room = Buffer.alloc(Math.min(found.size, largestBytes))
    let length = 0
    for (let read = -1; read !== 0 && length < room.length; length += read) {
      read = (await file.read(room, length, room.length - length)).bytesRead
    }
    const bytes = room.subarray(0, length)
    if (found.size <= largestBytes) return { kind: 'read', bytes }
    return { kind: 'unread', why: new Error(`Larger than ${largestBytes / 1_024} KB`), bytes }
  } finally {
    await file.close()
  }
}

const MOST_LINKS = 40

/** Where a path leads in the end, whether or not anything is there. */
async function whereLinksLead(path: string, links = 0): Promise<string> {
  const place = join(await realpath(dirname(path)), basename(path))
  const next = await readlink(place).catch(() => undefined)
  if (next === undefined) return place
  if (links === MOST_LINKS) throw new Error('A link leads to itself')
  return whereLinksLead(resolve(dirname(place), next), links + 1)
}

/** The folders themselves may be links, as the person likes: a configuration folder may be on another disk. */
async function isInOneOf(folders: readonly string[], file: string): Promise<boolean> {
  for (const folder of folders) {
    const way = relative(await realpath(folder).catch(() => folder), file)
    if (!isAbsolute(way) && !/^\.\.(?:[/\\]|$)/.test(way)) return true
  }
  return false
}

function unlessMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error
}
