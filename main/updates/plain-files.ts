import { lstatSync, rmSync } from 'node:fs'
import { lstat, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type FileWork, PATIENCE_MS } from '../files/file-work.ts'

interface Places {
  /** The folder that releases are fetched to, ours alone. */
  readonly pending: string
  /** The AppImage to replace; null if there is none. */
  readonly image: string | null
}

/**
 * Makes sure that electron-updater finds only plain files: it reads them without a time limit, and would wait for ever
 * on a pipe. Rejects if a disk does not answer.
 */
export const keepPlainFiles = (work: FileWork, { pending, image }: Places): Promise<void> =>
  work.within(PATIENCE_MS, pending, async () => {
    const found = await readdir(pending).catch(() => [])
    for (const name of found) {
      const path = join(pending, name)
      const there = await lstat(path).catch(() => null)
      if (there !== null && !there.isFile()) await rm(path, { recursive: true, force: true })
    }
    if (image !== null) await stat(dirname(image))
  })

export function removeUnlessFile(path: string) {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false)
    rmSync(path, { recursive: true, force: true })
}
