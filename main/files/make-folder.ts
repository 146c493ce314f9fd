import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and its parents, for their owner only. HAZARD: Node's `recursive` never returns if an existing folder
 * on the way lets none be made in it, as in /proc.
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
