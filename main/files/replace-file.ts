import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { codeOf } from './error-code.ts'
import { makeFolder } from './make-folder.ts'
import { NO_PROMISES, syncFile } from './sync-file.ts'

const OWNER_ALONE = 0o600

/**
 * Writes a whole file that only its owner can read; readers see the old one or the new one. A link stays a link.
 * `mode`: less than that, if the file is to be read-only.
 */
export function replaceFile(path: string, text: string, mode = OWNER_ALONE) {
  makeFolder(dirname(path))
  const target = destination(path)
  // A rename would replace a device with a file.
  if (lstatSync(target, { throwIfNoEntry: false })?.isFile() === false) throw new Error('Not a file')
  try {
    putInPlaceOf(target, text, mode)
  } catch (error) {
    if (!CANNOT_REPLACE.includes(codeOf(error))) throw error
    writeInto(target, text, mode)
  }
}

const MOST_LINKS = 40

/** Where a link leads in the end, whether or not that exists; the path itself if it is not a link. */
export function destination(path: string, links = 0): string {
  let next: string
  try {
    next = readlinkSync(path)
  } catch {
    return path
  }
  if (links === MOST_LINKS) throw new Error('A link that leads to itself')
  return destination(resolve(realpathSync(dirname(path)), next), links + 1)
}

/** Errors of places where a file can be written but not replaced: a mount of this one file, some network shares. */
const CANNOT_REPLACE = ['EACCES', 'EBUSY', 'EEXIST', 'EPERM', 'ETXTBSY', 'EXDEV', ...NO_PROMISES]

function putInPlaceOf(target: string, text: string, mode: number) {
  const temporary = `${target}.${process.pid}.new`
  try {
    // A left-over of an earlier process with this number is not written into: it may be a link.
    rmSync(temporary, { force: true })
    write(temporary, 'wx', { text, mode })
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

// Not emptied first: on a full disk nothing would be left.
const writeInto = (target: string, text: string, mode: number) =>
  write(target, constants.O_WRONLY | constants.O_CREAT, { text, mode })

interface Content {
  readonly text: string
  readonly mode: number
}

function write(path: string, flags: string | number, { text, mode }: Content) {
  const file = openSync(path, flags, mode)
  try {
    closeToOthers(file)
    writeFileSync(file, text)
    const length = Buffer.byteLength(text)
    if (fstatSync(file).size > length) ftruncateSync(file, length)
    syncFile(file)
  } finally {
    closeSync(file)
  }
}

/** A file that is written into was there before, and may be for all to read. Some file systems have no modes. */
function closeToOthers(file: number) {
  const { mode } = fstatSync(file)
  if ((mode & 0o177) === 0) return
  try {
    fchmodSync(file, mode & OWNER_ALONE)
  } catch {}
}
