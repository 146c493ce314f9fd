import { type FSWatcher, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/**
 * Calls back when the file may have come, gone or changed; its folder may come later. Costs nothing while nothing
 * happens, and tells nothing where the system cannot watch. Returns what ends it.
 */
export function watchFile(path: string, changed: () => void): () => void {
  const folder = dirname(path)
  let watcher: FSWatcher | undefined

  function follow() {
    watcher?.close()
    watcher =
      tryWatch(folder, name => {
        if (name === basename(path)) changed()
        // The folder's own name: it was moved or removed.
        else if (name === basename(folder)) again()
      }) ??
      tryWatch(dirname(folder), name => {
        if (name === basename(folder)) again()
      })
  }

  function again() {
    follow()
    changed()
  }

  follow()
  return () => watcher?.close()
}

function tryWatch(folder: string, told: (name: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => told(name))
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}
