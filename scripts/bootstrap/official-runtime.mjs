import { access, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../shared/command.mjs'
import { matchesInventory, recordInventory } from './inventory.mjs'
import { cache, nodeModules } from '../shared/paths.mjs'
import { say } from '../shared/say.mjs'
import { watchDownload } from './watch-download.mjs'

/** @import { Runtime } from './runtime.mjs' */

const electronPackage = join(nodeModules, 'electron')
const dist = join(electronPackage, 'dist')
const pathFile = join(electronPackage, 'path.txt')
const downloads = join(cache, 'electron-download')
const usualBytes = 125_000_000
const stallMs = 15_000

/** @param {string} path */
async function readText(path) {
  return (await readFile(path, 'utf8').catch(() => '')).trim()
}

/** @param {string} path */
function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  )
}

const inventoryOf = (/** @type {string} */ version) => join(cache, 'electron', `${version}.json`)

/** The exact version of Electron that package.json pins. @returns {Promise<string>} */
export async function pinnedVersion() {
  return JSON.parse(await readFile(join(electronPackage, 'package.json'), 'utf8')).version
}

/**
 * The runtime that Electron's own installer left, if it is whole; what is left of a damaged one is removed.
 * @returns {Promise<Runtime | undefined>}
 */
export async function installedOfficial() {
  const version = await pinnedVersion()
  const relativePath = await readText(pathFile)
  const executable = join(dist, relativePath)
  if (relativePath === '' || (await readText(join(dist, 'version'))).replace(/^v/, '') !== version)
    return undefined
  const inventory = inventoryOf(version)
  if (!(await exists(inventory)) && (await exists(executable)))
    await recordInventory(dist, inventory, version)
  if (await matchesInventory(dist, inventory, version)) {
    return { executable, dist, version, developmentOnly: false }
  }
  say('The Electron runtime is damaged and will be replaced')
  for (const path of [pathFile, inventory, dist]) await rm(path, { recursive: true, force: true })
  return undefined
}

/**
 * Runs Electron's own installer, which verifies what it gets against the checksums in its package.
 * @returns {Promise<{ runtime?: Runtime, reason?: string }>} the runtime, or the reason why there is none
 */
export async function installOfficial() {
  const version = await pinnedVersion()
  await rm(downloads, { recursive: true, force: true })
  await rm(inventoryOf(version), { force: true })
  await mkdir(downloads, { recursive: true })
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  const stop = watchDownload({
    folder: downloads,
    label: 'downloading',
    totalBytes: usualBytes,
    stallMs,
    onStall: () => child?.kill(),
  })
  const { output } = await run(process.execPath, [join(electronPackage, 'install.js')], {
    holdsLock: true,
    capture: true,
    env: { TMPDIR: downloads, TEMP: downloads, TMP: downloads, ELECTRON_GET_NO_PROGRESS: '1' },
    onStart: started => (child = started),
  })
  await stop()
  await rm(downloads, { recursive: true, force: true })
  const runtime = await installedOfficial()
  const reason = output.split('\n').find(line => /error/i.test(line)) ?? 'no answer'
  return runtime ? { runtime } : { reason: reason.trim() }
}
