import { Problem } from './say.mjs'

const least = [20, 19]
/** What Electron's own installer asks for (package.json of electron and of @electron/get). */
const leastForElectron = [22, 12]

function isAtLeast(version, [major, minor]) {
  const [ownMajor, ownMinor] = version.split('.').map(Number)
  return ownMajor > major || (ownMajor === major && ownMinor >= minor)
}

/** What to add where Electron's own installer has failed: that this Node is older than it asks for, or nothing. */
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
