import { existsSync } from 'node:fs'
import { lstat, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { npm } from './command.mjs'
import { cache, nodeModules, root } from './paths.mjs'
import { replaceFile } from './replace-file.mjs'
import { Problem, say } from './say.mjs'

const unfinished = join(cache, 'installing-dependencies')

async function readLock(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8')).packages
  } catch {
    return undefined
  }
}

/**
 * Whether what npm says that it installed is what the lockfile asks for. Packages for other systems are optional.
 * @param {Record<string, object>} wanted `packages` of package-lock.json
 * @param {Record<string, object> | undefined} installed `packages` of node_modules/.package-lock.json, written last by npm
 */
export function isInstalled(wanted, installed) {
  if (installed === undefined) return false
  const same = ([path, entry]) => {
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

/** Removes a link, and nothing that it leads to: npm ci would empty the folder of another checkout through it. */
export async function removeLink(path) {
  const found = await lstat(path).catch(() => undefined)
  if (found?.isSymbolicLink()) await rm(path)
}

/**
 * Makes node_modules what the lockfile says. Install scripts do not run: of all dependencies only keytar needs
 * its own, and that has a step of its own.
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
