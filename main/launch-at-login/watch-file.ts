import { type FSWatcher, watch } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { type FileWork, PATIENCE_MS } from '../files/file-work.ts'

interface Options {
  readonly path: string
  readonly changed: () => void
  readonly work: FileWork
}

/**
 * Calls back when the file may have come, gone or changed, and once at the beginning; its folder may appear later.
 * Costs nothing while nothing happens, and reports nothing if the system cannot watch. Returns a function that ends it.
 */
export function watchFile({ path, changed, work }: Options): () => void {
  const folder = dirname(path)
  let watcher: FSWatcher | undefined
  let ended = false

  async function follow() {
    watcher?.close()
    watcher = undefined
    // Main waits for the call that begins to watch, so it is made only if the disk is known to answer.
    const isThere = await work
      .within(PATIENCE_MS, `${folder}, to watch it`, () => exists(folder))
      .catch(() => null)
    if (ended || isThere === null) return
    watcher ??=
      tryWatch(folder, name => {
        if (name === basename(path)) changed()
        // The folder's own name means that the folder was moved or removed.
        else if (name === basename(folder)) void follow()
      }) ??
      tryWatch(dirname(folder), name => {
        if (name === basename(folder)) void follow()
      })
    changed()
  }

  void follow()
  return () => {
    ended = true
    watcher?.close()
  }
}

const exists = (folder: string): Promise<boolean> =>
  stat(folder).then(
    () => true,
    () => false,
  )

function tryWatch(folder: string, told: (name: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => told(name))
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}
