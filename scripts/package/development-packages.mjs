import { join } from 'node:path'
import { checkAppImage } from './appimage.mjs'
import { which } from '../shared/command.mjs'
import { packages } from './electron-builder.mjs'
import { root } from '../shared/paths.mjs'
import { say } from '../shared/say.mjs'

/** @import { Configuration } from 'electron-builder' */

/** The packages of electron-builder.yml that only a computer with access to GitHub can make. */
const elsewhere = [
  'AppImage for Linux: its runtime comes from GitHub; what goes into it was built here, checked and deleted',
  'everything for Linux on arm64: where Electron for arm64 can be downloaded, on arm64',
  'installer and portable program for Windows: on Windows',
  'dmg and zip for macOS, universal: on macOS',
]

// Fast rather than small: nobody downloads these.
/** @type {(config: Configuration) => Configuration} */
const quick = ({ deb, rpm, ...config }) => ({
  ...config,
  deb: { ...deb, compression: 'gz' },
  rpm: { ...rpm, compression: 'gzip' },
})

/** Makes electron-builder use tools of this computer and this project instead of those from GitHub. */
function useLocalTools() {
  Object.assign(process.env, {
    ELECTRON_BUILDER_7ZIP_PATH: which('7za'),
    ELECTRON_BUILDER_COMPRESSION_LEVEL: '1',
    CUSTOM_FPM_PATH: join(root, 'scripts', 'package', 'fpm', 'fpm.mjs'),
  })
}

/**
 * Makes packages that are not published, from one unpacked app.
 * @param {string} unpacked
 * @param {Configuration} config
 * @param {string[]} targets
 * @param {string} [output]
 * @returns their files, absolute
 */
export async function quickPackages(unpacked, config, targets, output) {
  useLocalTools()
  return await packages('linux', quick(config), { targets, prepackaged: unpacked, output })
}

/**
 * Makes everything that can be made with access to the package registries only.
 * @param {string} unpacked
 * @param {Configuration} config
 * @returns the files, absolute
 */
export async function allDevelopmentPackages(unpacked, config) {
  const files = await quickPackages(unpacked, config, ['tar.gz', 'deb', 'rpm', 'pacman'])
  await checkAppImage(unpacked, config)
  return files
}

/** Names the packages that were not made, and where they are. */
export function sayElsewhere() {
  say(
    ['Not made here (.github/workflows/release.yml makes them):', ...elsewhere.map(line => `  ${line}`)].join(
      '\n',
    ),
  )
}
