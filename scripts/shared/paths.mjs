import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder, absolute. */
export const root = resolve(fileURLToPath(import.meta.url), '..', '..', '..')
/** What the scripts download and remember; safe to delete at any time. */
export const cache = join(root, '.cache')
export const nodeModules = join(root, 'node_modules')
export const output = join(root, 'dist')
/** Names the runtime that the last bootstrap found. */
export const runtimeFile = join(cache, 'runtime.json')
/**
 * The lock that is held while the folder is being made ready: a file for each process that works in it, named by its
 * id.
 */
export const bootstrapLock = join(cache, 'bootstrap.lock')
