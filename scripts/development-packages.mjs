import { join } from 'node:path'
import { checkAppImage } from './appimage.mjs'
import { which } from './command.mjs'
import { packages } from './electron-builder.mjs'
import { root } from './paths.mjs'
import { say } from './say.mjs'

/** What is left for a computer that reaches GitHub, of the packages that electron-builder.yml names. */
const elsewhere = [
  'AppImage for Linux: its runtime comes from GitHub; what goes into it was built here, checked and deleted',
  'everything for Linux on arm64: where Electron for arm64 can be downloaded, on arm64',
  'installer and portable program for Windows: on Windows',
  'dmg and zip for macOS, universal: on macOS',
]

// Quick before small: nobody downloads these.
const quick = ({ deb, rpm, ...config }) => ({
  ...config,
  deb: { ...deb, compression: 'gz' },
  rpm: { ...rpm, compression: 'gzip' },
})

/** Has electron-builder take tools of this computer and this project for those that it gets from GitHub. */
function useLocalTools() {
  Object.assign(process.env, {
    ELECTRON_BUILDER_7ZIP_PATH: which('7za'),
    ELECTRON_BUILDER_COMPRESSION_LEVEL: '1',
    CUSTOM_FPM_PATH: join(root, 'scripts', 'fpm.mjs'),
  })
}

/** Makes packages that nobody gets, of one unpacked app. @returns their files, absolute */
export async function quickPackages(unpacked, config, targets, output) {
  useLocalTools()
  return await packages('linux', quick(config), { targets, prepackaged: unpacked, output })
}

/** All that can be made where only the package registries are in reach. @returns the files, absolute */
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
