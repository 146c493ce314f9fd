import {
  closeSync,
  constants,
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

/** Writes a whole file that only its owner can read; readers see the old one or the new one. A link stays a link. */
export function replaceFile(path: string, text: string) {
  makeFolder(dirname(path))
  const target = destination(path)
  // A rename would replace a device with a file.
  if (lstatSync(target, { throwIfNoEntry: false })?.isFile() === false) throw new Error('Not a file')
  try {
    putInPlaceOf(target, text)
  } catch (error) {
    if (!CANNOT_REPLACE.includes(codeOf(error))) throw error
    writeInto(target, text)
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

function putInPlaceOf(target: string, text: string) {
  const temporary = `${target}.${process.pid}.new`
  try {
    // A left-over of an earlier process with this number is not written into: it may be a link.
    rmSync(temporary, { force: true })
    write(temporary, 'wx', text)
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

// Not emptied first: on a full disk nothing would be left.
const writeInto = (target: string, text: string) =>
  write(target, constants.O_WRONLY | constants.O_CREAT, text)

function write(path: string, flags: string | number, text: string) {
  const file = openSync(path, flags, 0o600)
  try {
    writeFileSync(file, text)
    const length = Buffer.byteLength(text)
    if (fstatSync(file).size > length) ftruncateSync(file, length)
    syncFile(file)
  } finally {
    closeSync(file)
  }
}
