import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder, absolute. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** What the scripts download and remember; safe to delete at any time. */
export const cache = join(root, '.cache')
export const nodeModules = join(root, 'node_modules')
export const output = join(root, 'dist')
/** The runtime that the last bootstrap found, for whoever starts Electron. */
export const runtimeFile = join(cache, 'runtime.json')
/** Taken while the folder is being made ready: one file per process that is at work in it, named by its id. */
export const bootstrapLock = join(cache, 'bootstrap.lock')
