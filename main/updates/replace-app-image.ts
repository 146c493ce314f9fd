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
  /** The present AppImage. */
  readonly image: string
  /** The file that was fetched. */
  readonly release: string
  /** Its checksum, in base64 or hexadecimal. */
  readonly sha512: string
}

// Not named after the release: a later start or copy, which may know another release or none, must find what was cut
// off.
const unfinishedOf = (image: string) => `${image}.unfinished`

/** Removes what a copy left that was cut off in the middle, but only if it is a file. */
export function removeUnfinished(image: string): void {
  try {
    rmSync(unfinishedOf(image), { force: true })
  } catch {
    // A folder, or a place where nothing can be removed: copying will fail, and say so.
  }
}

/**
 * Replaces an AppImage with a release, and returns its path: under the release's own name if the old name has a
 * version. If there is no space, no permission or another file than was fetched, it throws and leaves the old one as it
 * was.
 */
export function replaceAppImage({ image, release, sha512 }: Replacement): string {
  // Throws if the person has moved or deleted it meanwhile.
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
  // It is replaced by now, so a failure to tidy up does not matter.
  for (const left of replacement === image ? [release] : [image, release]) {
    try {
      rmSync(left, { force: true })
    } catch {}
  }
  return replacement
}

const LARGEST_RELEASE_BYTES = 1_073_741_824

/** It was on the disk for hours, so only a plain file is read: a pipe would be waited for. */
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
