import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes a whole file or nothing: a reader, or a run that is killed here, never sees half of it. */
export async function replaceFile(path, text) {
  await mkdir(dirname(path), { recursive: true })
  const partial = `${path}.${process.pid}.partial`
  await writeFile(partial, text)
  await rename(partial, path)
}
