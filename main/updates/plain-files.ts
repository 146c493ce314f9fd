import { lstat, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type FileWork, PATIENCE_MS } from '../files/file-work.ts'

interface Places {
  /** The folder that releases are fetched to, ours alone. */
  readonly pending: string
  /** Files that electron-updater makes elsewhere, ours too. */
  readonly files: readonly string[]
  /** The AppImage that is to be replaced; null for none. */
  readonly image: string | null
}

/**
 * Lets electron-updater find plain files or none: it reads them without a limit to how long that takes, and a pipe among
 * them would be waited for. Rejects where a disk does not answer.
 */
export const keepPlainFiles = (work: FileWork, { pending, files, image }: Places): Promise<void> =>
  work.within(PATIENCE_MS, pending, async () => {
    const found = await readdir(pending).catch(() => [])
    for (const path of [...found.map(name => join(pending, name)), ...files]) {
      const there = await lstat(path).catch(() => null)
      if (there !== null && !there.isFile()) await rm(path, { recursive: true, force: true })
    }
    if (image !== null) await stat(dirname(image))
  })
