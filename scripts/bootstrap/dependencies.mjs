import { existsSync } from 'node:fs'
import { lstat, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { npm } from '../shared/command.mjs'
import { cache, nodeModules, root } from '../shared/paths.mjs'
import { replaceFile } from '../shared/replace-file.mjs'
import { Problem, say } from '../shared/say.mjs'

const unfinished = join(cache, 'installing-dependencies')

/** @typedef {{ name?: string, version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockEntry */

/** @param {string} path @returns {Promise<Record<string, LockEntry> | undefined>} */
async function readLock(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8')).packages
  } catch {
    return undefined
  }
}

/**
 * Whether npm has installed what the lockfile asks for. Packages for other systems are optional.
 * @param {Record<string, LockEntry>} wanted `packages` of package-lock.json
 * @param {Record<string, LockEntry> | undefined} installed `packages` of node_modules/.package-lock.json, written last
 * by npm
 */
export function isInstalled(wanted, installed) {
  if (installed === undefined) return false
  const same = (/** @type {[string, LockEntry]} */ [path, entry]) => {
    const found = installed[path]
    if (found === undefined) return entry.optional === true || entry.devOptional === true
    return found.version === entry.version && found.integrity === entry.integrity
  }
  const packages = Object.entries(wanted).filter(([path]) => path !== '')
  return packages.every(same) && Object.keys(installed).every(path => path in wanted)
}

async function areReady() {
  if (existsSync(unfinished)) return false
  const wanted = await readLock(join(root, 'package-lock.json'))
  if (wanted === undefined) throw new Problem('package-lock.json is missing or broken: get it back from git.')
  return isInstalled(wanted, await readLock(join(nodeModules, '.package-lock.json')))
}

/**
 * Removes a link, but not its target: through it `npm ci` would empty another checkout's folder.
 * @param {string} path
 */
export async function removeLink(path) {
  const found = await lstat(path).catch(() => undefined)
  if (found?.isSymbolicLink()) await rm(path)
}

/**
 * Makes node_modules match the lockfile. Install scripts do not run: only keytar needs its own, and has a separate
 * step.
 */
export async function ensureDependencies() {
  if (await areReady()) return
  say('Installing npm packages')
  await replaceFile(unfinished, '')
  await removeLink(nodeModules)
  const { code, output } = await npm(
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      holdsLock: true,
      capture: true,
    },
  )
  if (code !== 0) throw new Problem(`npm ci failed (exit ${code}):\n${output.trim()}`)
  await rm(unfinished)
}
