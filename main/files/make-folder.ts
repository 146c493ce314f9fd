import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those on the way to it, for their owner alone. HAZARD: Node's own way of doing so never comes back
 * where a folder that is there lets none be made in it, as those of /proc do.
 */
export function makeFolder(folder: string) {
  try {
    mkdirSync(folder, 0o700)
  } catch (error) {
    if (isFolder(folder)) return
    if (dirname(folder) === folder || !(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      throw error
    makeFolder(dirname(folder))
    mkdirSync(folder, 0o700)
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
