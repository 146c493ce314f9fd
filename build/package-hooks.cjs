const { chmodSync, closeSync, existsSync, openSync, readSync, rmSync, writeFileSync } = require('node:fs')
const path = require('node:path')

const addon = path.join('app.asar.unpacked', 'node_modules', 'keytar', 'build', 'Release', 'keytar.node')
const firstBytes = { linux: ['7f454c46'], darwin: ['cffaedfe', 'cafebabe'], win32: ['4d5a'] }

function readStart(file) {
  const bytes = Buffer.alloc(4)
  const descriptor = openSync(file, 'r')
  readSync(descriptor, bytes)
  closeSync(descriptor)
  return bytes.toString('hex')
}

// electron-builder says nothing when the addon is missing, or was built for another system.
function checkAddon(resources, platform) {
  const file = path.join(resources, addon)
  if (!existsSync(file))
    throw new Error('keytar.node is not in the package: use npm run package, which gets it')
  const start = readStart(file)
  if (!firstBytes[platform].some(bytes => start.startsWith(bytes))) {
    throw new Error(`keytar.node in the package was not built for ${platform}`)
  }
}

const notice = (version, electron) => `NOT FOR RELEASE

This is Latchkey ${version}, packaged to try it out on the computer that made it.
It runs on Electron ${electron}, an old release that gets no security fixes any more. Do not give it to anybody.

For packages to release, run "npm run package" where Electron's own releases can be downloaded: from GitHub, or
from the mirror that ELECTRON_MIRROR names.
`

/** Tells electron-builder to leave node_modules alone: esbuild bundled it, and `files` lists the rest. */
exports.beforeBuild = () => false

/** Removes what a runtime brings that is not for an app; electron-builder does so only with one that it downloaded. */
exports.afterExtract = function afterExtract({ appOutDir, packager }) {
  const resources = packager.getResourcesDir(appOutDir)
  const leftovers = [
    path.join(appOutDir, 'version'),
    path.join(resources, 'default_app.asar'),
    path.join(resources, 'app-update.yml'),
  ]
  for (const leftover of leftovers) rmSync(leftover, { recursive: true, force: true })
}

/**
 * Fails without the right keytar, makes Chromium's sandbox helper setuid, and marks a package that must not be released.
 *
 * The helper is what Chromium takes where ordinary users cannot make user namespaces; where they can it takes those. Root
 * cannot tell while installing, without a process as one of them, nor for how long it is true.
 */
exports.afterPack = function afterPack({ appOutDir, electronPlatformName, packager }) {
  checkAddon(packager.getResourcesDir(appOutDir), electronPlatformName)
  if (electronPlatformName === 'linux') chmodSync(path.join(appOutDir, 'chrome-sandbox'), 0o4755)
  const { version } = packager.appInfo
  if (!version.endsWith('-development')) return
  writeFileSync(path.join(appOutDir, 'NOT FOR RELEASE.txt'), notice(version, packager.config.electronVersion))
}
