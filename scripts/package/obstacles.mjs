/** @typedef {'linux' | 'darwin' | 'win32'} System */
/** @typedef {{ unpacked: boolean, endToEnd: boolean, release: boolean, system: System }} Plan */
/** @typedef {{ homepage?: string, author?: string | { name?: string, email?: string } }} Description what is read of package.json */

/** @type {Record<System, { name: string, packages: string, tools: string }>} */
const systems = {
  linux: {
    name: 'Linux',
    packages: 'AppImage, deb, rpm, pacman and tar.gz',
    tools: '7-Zip, fpm and the AppImage runtime',
  },
  darwin: { name: 'macOS', packages: 'dmg and zip', tools: '7-Zip and dmgbuild' },
  win32: { name: 'Windows', packages: 'installer and portable program', tools: '7-Zip and NSIS' },
}

/** @param {System} system */
function foreign(system) {
  const { name, packages } = systems[system]
  return `Latchkey for ${name} (${packages}) is packaged on ${name}, where keytar is built for it: run this there.`
}

/** @param {Description} description */
function namesMaintainer({ homepage, author }) {
  const email = typeof author === 'string' ? /<[^<>@\s]+@[^<>@\s]+>/.test(author) : Boolean(author?.email)
  return Boolean(homepage) && email
}

const kinds = ['--dir', '--e2e', '--release']

const development =
  'There is only the Electron for development, and nothing on it is for release: run this where the pinned Electron ' +
  'can be downloaded, from GitHub or from what ELECTRON_MIRROR names.'

const maintainer =
  'deb and rpm name a website and a maintainer: package.json needs "homepage" and an e-mail address in "author".'

/** @param {string | undefined} name @returns {name is System} */
function isSystem(name) {
  return name !== undefined && Object.hasOwn(systems, name)
}

/**
 * Reads the arguments after `npm run package --`.
 * @param {readonly string[]} args
 * @param {NodeJS.Platform} host
 * @returns {Plan | undefined} undefined when they mean nothing
 */
export function readPlan(args, host) {
  /** @type {Readonly<Record<string, System>>} */
  const flags = { '--linux': 'linux', '--mac': 'darwin', '--win': 'win32' }
  const asked = args.filter(argument => kinds.includes(argument))
  const named = args.filter(argument => !kinds.includes(argument))
  const [kind] = asked
  const [flag] = named
  const system = flag === undefined ? host : flags[flag]
  if (asked.length > 1 || named.length > 1 || !isSystem(system)) return undefined
  if (kind === '--e2e' && system !== 'linux') return undefined
  return { unpacked: kind === '--dir', endToEnd: kind === '--e2e', release: kind === '--release', system }
}

/** Whether its result is only tried out or tested here, and not published. @param {Plan} plan */
export function isForNobody({ unpacked, endToEnd }) {
  return unpacked || endToEnd
}

/**
 * Why a plan cannot be carried out here: a sentence for each reason, with what is needed and where; [] if it can.
 * @param {Plan} plan
 * @param {{ host: NodeJS.Platform, runtime?: { developmentOnly: boolean } | undefined, description: Description }} here
 *   before there is a runtime, only the system counts
 */
export function findObstacles(plan, { host, runtime, description }) {
  const { release, system } = plan
  if (system !== host) return [foreign(system)]
  if (release && runtime?.developmentOnly) return [development]
  if (isForNobody(plan) || runtime === undefined || runtime.developmentOnly) return []
  return system === 'linux' && !namesMaintainer(description) ? [maintainer] : []
}

/** What to do when electron-builder could not get its tools. @param {System} system */
export function toolsAdvice(system) {
  return (
    `electron-builder needs its tools (${systems[system].tools}). They come from GitHub, or from what ` +
    'ELECTRON_BUILDER_BINARIES_MIRROR names: run this where one of them can be reached.'
  )
}
