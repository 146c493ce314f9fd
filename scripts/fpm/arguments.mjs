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
const lists = { '-d': 'dependencies', '--deb-recommends': 'recommended', '--directories': 'owned' }
const switches = new Set(['--force', '--debug'])

/** `/from/=/to` puts what is in the folder there, `/from=/to` the one file. */
function readMapping(argument) {
  const at = argument.lastIndexOf('=')
  if (at <= 0) throw new Error(`fpm.mjs does not know what to do with ${argument}`)
  return { from: argument.slice(0, at), to: argument.slice(at + 1) }
}

/**
 * Reads the command line that electron-builder 26 gives to fpm (app-builder-lib/out/targets/FpmTarget.js); throws at
 * anything else, since nothing may get lost without a word.
 */
export function readArguments(args) {
  const wanted = { dependencies: [], recommended: [], owned: [], mappings: [] }
  const rest = [...args]
  while (rest.length > 0) {
    const argument = rest.shift()
    if (switches.has(argument)) continue
    if (argument in lists) wanted[lists[argument]].push(rest.shift())
    else if (argument in values) wanted[values[argument]] = rest.shift()
    else if (argument.startsWith('-')) throw new Error(`fpm.mjs does not know ${argument}`)
    else wanted.mappings.push(readMapping(argument))
  }
  return { ...wanted, ...readDescription(wanted) }
}

/** The first line of what electron-builder sends is the synopsis, but for rpm, which has one of its own. */
function readDescription({ description = '', summary }) {
  const [first = '', ...others] = description.split('\n').map(line => line.trim())
  return summary === undefined
    ? { synopsis: first, paragraphs: others }
    : { synopsis: summary, paragraphs: [first, ...others] }
}
