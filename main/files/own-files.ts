import { join } from 'node:path'
import { type FileWork, PATIENCE_MS } from './file-work.ts'

/** Node's calls without Electron's support for archives, which still shows the content of an archive that is gone. */
export interface PlainFiles {
  stat(path: string): Promise<{ readonly ino: number; readonly size: number; readonly mtimeMs: number }>
  readdir(folder: string): Promise<string[]>
}

interface Options {
  /** The folder of the program, with everything that it is started from. */
  readonly folder: string
  /** Other files that it is started from, such as the archive with the bundles. */
  readonly others: readonly string[]
  readonly files: PlainFiles
  readonly work: FileWork
}

/** Tells whether the files that the app was started from have changed since they were first remembered. */
export function createOwnFiles({ folder, others, files, work }: Options) {
  let before: Promise<ReadonlyMap<string, string>> | undefined

  const mark = (path: string): Promise<string> =>
    files.stat(path).then(
      ({ ino, size, mtimeMs }) => `${ino} ${size} ${mtimeMs}`,
      () => 'gone',
    )

  const look = () =>
    work.within(PATIENCE_MS, folder, async () => {
      const names = await files.readdir(folder).catch(() => [])
      const found = new Map<string, string>()
      for (const path of [...others, ...names.map(name => join(folder, name))])
        found.set(path, await mark(path))
      return found
    })

  return {
    /** Done once; what cannot be read counts as unchanged. */
    remember: () => void (before ??= look().catch(() => new Map())),
    async areChanged(): Promise<boolean> {
      const known = await before
      const now = await look().catch(() => undefined)
      if (known === undefined || now === undefined) return false
      return [...known].some(([path, seen]) => (now.get(path) ?? 'gone') !== seen)
    },
  }
}
