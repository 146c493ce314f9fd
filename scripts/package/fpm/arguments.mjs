/**
 * What electron-builder wants of a package.
 * @typedef {object} Wanted
 * @property {'deb' | 'rpm' | 'pacman'} type
 * @property {string} architecture
 * @property {string} [afterInstall]
 * @property {string} [afterRemove]
 * @property {string} version
 * @property {string} file what is to be made, absolute
 * @property {string} name
 * @property {string} maintainer
 * @property {string} vendor
 * @property {string} url
 * @property {string} license
 * @property {string} [category]
 * @property {string} [priority]
 * @property {'gz' | 'zst' | 'xz' | 'none'} compression
 * @property {string} synopsis
 * @property {string[]} paragraphs of the description
 * @property {string[]} dependencies
 * @property {string[]} recommended
 * @property {string[]} tags more lines of an rpm's spec file
 * @property {string[]} owned folders that go with the package
 * @property {Mapping[]} mappings
 */
/** @typedef {{ from: string, to: string }} Mapping */

/** @type {Readonly<Record<string, string>>} */
const values = {
  '-s': 'from',
  '-t': 'type',
  '--architecture': 'architecture',
  '--after-install': 'afterInstall',
  '--after-remove': 'afterRemove',
  '--description': 'description',
  '--version': 'version',
  '--package': 'file',
  '--name': 'name',
  '--maintainer': 'maintainer',
  '--vendor': 'vendor',
  '--url': 'url',
  '--license': 'license',
  '--category': 'category',
  '--deb-priority': 'priority',
  '--rpm-os': 'system',
  '--rpm-summary': 'summary',
  '--deb-compression': 'compression',
  '--rpm-compression': 'compression',
  '--pacman-compression': 'compression',
}
/** @type {Readonly<Record<string, 'dependencies' | 'recommended' | 'tags' | 'owned'>>} */
const lists = {
  '-d': 'dependencies',
  '--deb-recommends': 'recommended',
  '--pacman-optional-depends': 'recommended',
  '--rpm-tag': 'tags',
  '--directories': 'owned',
}
const switches = new Set(['--force', '--debug'])

/**
 * `/from/=/to` puts what is in the folder there, `/from=/to` the one file.
 * @param {string} argument
 * @returns {Mapping}
 */
function readMapping(argument) {
  const at = argument.lastIndexOf('=')
  if (at <= 0) throw new Error(`fpm.mjs does not know what to do with ${argument}`)
  return { from: argument.slice(0, at), to: argument.slice(at + 1) }
}

/**
 * Reads the command line that electron-builder 26 gives to fpm (app-builder-lib/out/targets/FpmTarget.js); throws at
 * anything unknown, so that nothing is lost silently.
 * @param {readonly string[]} args
 * @returns {Wanted}
 */
export function readArguments(args) {
  /** @type {Record<string, string>} */
  const said = {}
  /** @type {Pick<Wanted, 'dependencies' | 'recommended' | 'tags' | 'owned' | 'mappings'>} */
  const listed = { dependencies: [], recommended: [], tags: [], owned: [], mappings: [] }
  const rest = [...args]
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (switches.has(argument)) continue
    const [list, value] = [lists[argument], values[argument]]
    if (list !== undefined) listed[list].push(valueOf(argument, rest))
    else if (value !== undefined) said[value] = valueOf(argument, rest)
    else if (argument.startsWith('-')) throw new Error(`fpm.mjs does not know ${argument}`)
    else listed.mappings.push(readMapping(argument))
  }
  return /** @type {Wanted & typeof said} */ ({ ...said, ...listed, ...readDescription(said) })
}

/** @param {string} argument @param {string[]} rest */
function valueOf(argument, rest) {
  const value = rest.shift()
  if (value === undefined) throw new Error(`fpm.mjs misses what comes after ${argument}`)
  return value
}

/**
 * The first line of electron-builder's description is the synopsis, except for rpm, which has its own.
 * @param {{ description?: string, summary?: string }} said
 */
function readDescription({ description = '', summary }) {
  const [first = '', ...others] = description.split('\n').map(line => line.trim())
  return summary === undefined
    ? { synopsis: first, paragraphs: others }
    : { synopsis: summary, paragraphs: [first, ...others] }
}
