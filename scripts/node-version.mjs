import { Problem } from './say.mjs'

const least = [20, 19]

/** Throws when a Node of that version ("20.19.0") is too old for this project. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (major > least[0] || (major === least[0] && minor >= least[1])) return
  throw new Problem(
    `Latchkey needs Node ${least.join('.')} or newer and this is ${version}.\n` +
      'Install a current Node (https://nodejs.org/en/download), then run the same command again.',
  )
}
