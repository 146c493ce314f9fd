import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A disk that does not answer keeps nobody waiting longer than this. */
const READ_WITHIN_MS = 200
const LARGEST_BYTES = 65_536

/**
 * The language that the person chose in the app, if that can be read.
 * @param home the folder with the app's files
 */
export async function chosenLanguage(home: string): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>(resolve => (timer = setTimeout(resolve, READ_WITHIN_MS, null)))
  try {
    return await Promise.race([read(join(home, 'preferences.json')), late])
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

async function read(file: string): Promise<string | null> {
  // Others can write it: it may be a pipe, which would have to be waited for.
  const { size, isFile } = await stat(file).then(found => ({ size: found.size, isFile: found.isFile() }))
  if (!isFile || size > LARGEST_BYTES) return null
  const chosen: unknown = JSON.parse(await readFile(file, 'utf8'))
  if (typeof chosen !== 'object' || chosen === null || !('language' in chosen)) return null
  return typeof chosen.language === 'string' ? chosen.language : null
}
