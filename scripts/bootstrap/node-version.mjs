import { Problem } from '../shared/say.mjs'

/** @typedef {readonly [major: number, minor: number]} Version */

/** @type {Version} */
const least = [20, 19]
/**
 * What Electron's own installer asks for (package.json of electron and of @electron/get).
 * @type {Version}
 */
const leastForElectron = [22, 12]

/** @param {string} version @param {Version} least */
function isAtLeast(version, [major, minor]) {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number)
  return ownMajor > major || (ownMajor === major && ownMinor >= minor)
}

/** Advice for when Electron's own installer has failed: that this Node is too old for it, or nothing. */
export function installerAdvice(version = process.versions.node) {
  if (isAtLeast(version, leastForElectron)) return ''
  return `; its installer asks for Node ${leastForElectron.join('.')} or newer and this is ${version}`
}

/** Throws when a Node of that version ("20.19.0") is too old for this project. */
export function requireNode(version = process.versions.node) {
  if (isAtLeast(version, least)) return
  throw new Problem(
    `Latchkey needs Node ${least.join('.')} or newer and this is ${version}.\n` +
      'Install a current Node (https://nodejs.org/en/download), then run the same command again.',
  )
}
