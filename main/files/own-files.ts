import { join } from 'node:path'
import { type FileWork, PATIENCE_MS } from './file-work.ts'

/** Of Node's calls as they are without archives: Electron goes on to show what was in one that is gone. */
export interface PlainFiles {
  stat(path: string): Promise<{ readonly ino: number; readonly size: number; readonly mtimeMs: number }>
  readdir(folder: string): Promise<string[]>
}

interface Options {
  /** What the program lies in, with all that it is started from. */
  readonly folder: string
  /** What else it is started from: the archive with what was bundled, say. */
  readonly others: readonly string[]
  readonly files: PlainFiles
  readonly work: FileWork
}

/** Whether what this app was started from is still what it was when somebody first asked to remember it. */
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
    /** Done once; what cannot be told has not changed. */
    remember: () => void (before ??= look().catch(() => new Map())),
    async areChanged(): Promise<boolean> {
      const known = await before
      const now = await look().catch(() => undefined)
      if (known === undefined || now === undefined) return false
      return [...known].some(([path, seen]) => (now.get(path) ?? 'gone') !== seen)
    },
  }
}
