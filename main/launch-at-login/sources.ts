import { rmSync } from 'node:fs'
import { type FileWork, PATIENCE_MS } from '../files/file-work.ts'
import { starting } from './autostart-entry.ts'
import { desktopKeys } from './desktop-keys.ts'
import { readEntry, readText } from './entry-file.ts'
import { commandOf } from './entry-text.ts'
import type { LoginItem } from './port.ts'

interface Place {
  readonly path: string
  readonly within: readonly string[]
  readonly work: FileWork
}

/** A run from the sources is not installed: it makes no entry, and removes one that starts only the runtime. */
export const sourcesLoginItem = ({ path, within, work }: Place, runtime: string): LoginItem => ({
  state: async () => 'unavailable',
  set: async () => false,
  repair: () =>
    work.within(PATIENCE_MS, path, async late => {
      const found = await readEntry(path, within)
      late.throwIfAborted()
      const keys = desktopKeys(readText(found))
      const command = commandOf(keys) ?? []
      // Spelled otherwise, a person wrote it.
      if (command[0] === runtime && starting(command) === `Exec=${keys.get('Exec')}`)
        rmSync(path, { force: true })
    }),
  watch: () => () => {},
})
