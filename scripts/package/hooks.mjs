import { chmodSync, closeSync, existsSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The fields of electron-builder's hook context that are read.
 * @typedef {object} Unpacked
 * @property {string} appOutDir
 * @property {{ getResourcesDir: (appOutDir: string) => string }} packager
 */
/**
 * @typedef {object} Packed
 * @property {string} appOutDir
 * @property {string} electronPlatformName
 * @property {Unpacked['packager'] & { appInfo: { version: string }, config: { electronVersion: string } }} packager
 */

const addon = path.join('app.asar.unpacked', 'node_modules', 'keytar', 'build', 'Release', 'keytar.node')
/** @type {Readonly<Record<string, readonly string[]>>} */
const firstBytes = { linux: ['7f454c46'], darwin: ['cffaedfe', 'cafebabe'], win32: ['4d5a'] }

/** @param {string} file */
function readStart(file) {
  const bytes = Buffer.alloc(4)
  const descriptor = openSync(file, 'r')
  readSync(descriptor, bytes)
  closeSync(descriptor)
  return bytes.toString('hex')
}

/**
 * Checked here, since electron-builder does not notice if the addon is missing or built for another system.
 * @param {string} resources
 * @param {string} platform
 */
function checkAddon(resources, platform) {
  const file = path.join(resources, addon)
  if (!existsSync(file))
    throw new Error('keytar.node is not in the package: use npm run package, which gets it')
  const start = readStart(file)
  if (!firstBytes[platform]?.some(bytes => start.startsWith(bytes))) {
    throw new Error(`keytar.node in the package was not built for ${platform}`)
  }
}

const notice = (/** @type {string} */ version, /** @type {string} */ electron) => `NOT FOR RELEASE

This is Latchkey ${version}, packaged to try it out on the computer that made it.
It runs on Electron ${electron}, an old release that gets no security fixes any more. Do not give it to anybody.

For packages to release, run "npm run package" where Electron's own releases can be downloaded: from GitHub, or
from the mirror that ELECTRON_MIRROR names.
`

/** Tells electron-builder to leave node_modules alone: esbuild bundled it, and `files` lists the rest. */
export function beforeBuild() {
  return false
}

/**
 * Removes the runtime's files that an app does not need; electron-builder does this only for a runtime that it
 * downloaded.
 * @param {Unpacked} context
 */
export function afterExtract({ appOutDir, packager }) {
  const resources = packager.getResourcesDir(appOutDir)
  const leftovers = [
    path.join(appOutDir, 'version'),
    path.join(resources, 'default_app.asar'),
    path.join(resources, 'app-update.yml'),
  ]
  for (const leftover of leftovers) rmSync(leftover, { recursive: true, force: true })
}

/**
 * Fails without the right keytar, makes Chromium's sandbox helper setuid, and marks a package that must not be
 * released.
 *
 * Chromium uses the helper if ordinary users cannot make user namespaces, and namespaces if they can. At installation
 * root cannot tell without starting a process as such a user, nor how long it will stay true.
 * @param {Packed} context
 */
export function afterPack({ appOutDir, electronPlatformName, packager }) {
  checkAddon(packager.getResourcesDir(appOutDir), electronPlatformName)
  if (electronPlatformName === 'linux') chmodSync(path.join(appOutDir, 'chrome-sandbox'), 0o4755)
  const { version } = packager.appInfo
  if (!version.endsWith('-development')) return
  writeFileSync(path.join(appOutDir, 'NOT FOR RELEASE.txt'), notice(version, packager.config.electronVersion))
}
