import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a whole file or nothing: a reader, or a run that is killed here, never sees half of it.
 * @param {string} path
 * @param {string | Uint8Array} contents
 */
export async function replaceFile(path, contents) {
  await mkdir(dirname(path), { recursive: true })
  const partial = `${path}.${process.pid}.partial`
  await writeFile(partial, contents)
  await rename(partial, path)
}
