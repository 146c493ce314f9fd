import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { replaceFile } from '../shared/replace-file.mjs'

/** @param {string} folder @returns {Promise<Record<string, number>>} */
async function sizes(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile())
  const pairs = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name)
      return /** @type {const} */ ([relative(folder, path), (await stat(path)).size])
    }),
  )
  return Object.fromEntries(pairs.sort(([left], [right]) => (left < right ? -1 : 1)))
}

/**
 * Writes the size of every file in a verified folder to `file`, with its source.
 * @param {string} folder
 * @param {string} file
 * @param {string} source
 */
export async function recordInventory(folder, file, source) {
  await replaceFile(file, JSON.stringify({ source, files: await sizes(folder) }, undefined, 1))
}

/**
 * Whether each recorded file is still there in its recorded size, made from the same source.
 * @param {string} folder
 * @param {string} file
 * @param {string} source
 */
export async function matchesInventory(folder, file, source) {
  try {
    const recorded = JSON.parse(await readFile(file, 'utf8'))
    const actual = await sizes(folder)
    return (
      recorded.source === source &&
      Object.entries(recorded.files).every(([name, size]) => actual[name] === size)
    )
  } catch {
    return false
  }
}
