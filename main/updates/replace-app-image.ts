import { createHash } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { syncFile } from '../files/sync-file.ts'

interface Replacement {
  /** The AppImage that is there. */
  readonly image: string
  /** The file that was fetched. */
  readonly release: string
  /** Its checksum, in base64 or hexadecimal. */
  readonly sha512: string
}

// Not after the release: what is cut off must be found by a start or a copy that knows another release, or none.
const unfinishedOf = (image: string) => `${image}.unfinished`

/** Removes what a copy left that was cut off in the middle, and nothing that has its name and is no file. */
export function removeUnfinished(image: string): void {
  try {
    rmSync(unfinishedOf(image), { force: true })
  } catch {
    // A folder, or a place where nothing may be removed: a copy will fail, and say so.
  }
}

/**
 * Puts a release in the place of an AppImage, and returns where it is: under its own name, where the old one's names a
 * version. Throws, and leaves the old one as it was, where there is no place, no right or not what was fetched.
 */
export function replaceAppImage({ image, release, sha512 }: Replacement): string {
  // One that the person has moved or deleted meanwhile does not come back.
  statSync(image)
  const bytes = readRelease(release)
  const digest = createHash('sha512').update(bytes).digest()
  // SECURITY: hours may lie between the download and the quit. What is checked here is what is written.
  if (![digest.toString('base64'), digest.toString('hex')].includes(sha512)) {
    throw new Error('The release was changed after it was fetched')
  }
  const name = /\d+\.\d+\.\d+/.test(basename(image)) ? basename(release) : basename(image)
  const replacement = join(dirname(image), name)
  const unfinished = unfinishedOf(image)
  try {
    removeUnfinished(image)
    write(unfinished, bytes)
    renameSync(unfinished, replacement)
  } catch (error) {
    removeUnfinished(image)
    throw error
  }
  // It is replaced by now; what cannot be tidied up is no failure.
  for (const left of replacement === image ? [release] : [image, release]) {
    try {
      rmSync(left, { force: true })
    } catch {}
  }
  return replacement
}

const LARGEST_RELEASE_BYTES = 1_073_741_824

/** It lay on the disk for hours: nothing else than a plain file is waited for. */
function readRelease(path: string): Buffer {
  const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants
  const file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    const found = fstatSync(file)
    if (!found.isFile() || found.size > LARGEST_RELEASE_BYTES) throw new Error('Not a release')
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

function write(path: string, bytes: Buffer) {
  const file = openSync(path, 'wx', 0o755)
  try {
    writeFileSync(file, bytes)
    syncFile(file)
  } finally {
    closeSync(file)
  }
}
