import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../shared/paths.mjs'

/** Every source that goes into a package, by its path from the project's folder. */
export const productSources = ['common', 'main', 'cli', 'preload', 'renderer'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.(tsx?|html|css)$/.test(entry.name))
    .filter(entry => !/\.(test|fake)\.tsx?$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1)),
)

export const readSource = (/** @type {string} */ file) => readFileSync(join(root, file), 'utf8')
