const systems = {
  linux: {
    name: 'Linux',
    packages: 'AppImage, deb, rpm, pacman and tar.gz',
    tools: '7-Zip, fpm and the AppImage runtime',
  },
  darwin: { name: 'macOS', packages: 'dmg and zip', tools: '7-Zip and dmgbuild' },
  win32: { name: 'Windows', packages: 'installer and portable program', tools: '7-Zip and NSIS' },
}

function foreign(system) {
  const { name, packages } = systems[system]
  return `Latchkey for ${name} (${packages}) is packaged on ${name}, where keytar is built for it: run this there.`
}

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

/**
 * Reads the arguments after `npm run package --`.
 * @returns {{ unpacked: boolean, endToEnd: boolean, release: boolean, system: NodeJS.Platform } | undefined} undefined
 *   when they mean nothing
 */
export function readPlan(args, host) {
  const flags = { '--linux': 'linux', '--mac': 'darwin', '--win': 'win32' }
  const asked = args.filter(argument => kinds.includes(argument))
  const named = args.filter(argument => !kinds.includes(argument))
  const system = named.length === 0 ? host : flags[named[0]]
  if (asked.length > 1 || named.length > 1 || !(system in systems)) return undefined
  const [kind] = asked
  if (kind === '--e2e' && system !== 'linux') return undefined
  return { unpacked: kind === '--dir', endToEnd: kind === '--e2e', release: kind === '--release', system }
}

/**
 * Why a plan cannot be carried out here: a sentence for each reason, with what is needed and where; [] if it can.
 * @param {{ unpacked: boolean, endToEnd: boolean, release: boolean, system: NodeJS.Platform }} plan
 * @param {{ host: NodeJS.Platform, runtime?: { developmentOnly: boolean },
 *   description: { homepage?: string, author?: string | { email?: string } } }} here `description` is package.json;
 *   before there is a runtime, only the system counts
 */
export function findObstacles({ unpacked, endToEnd, release, system }, { host, runtime, description }) {
  if (system !== host) return [foreign(system)]
  if (release && runtime?.developmentOnly) return [development]
  if (unpacked || endToEnd || runtime === undefined || runtime.developmentOnly) return []
  return system === 'linux' && !namesMaintainer(description) ? [maintainer] : []
}

/** What to do when electron-builder could not get its tools. */
export function toolsAdvice(system) {
  return (
    `electron-builder needs its tools (${systems[system].tools}). They come from GitHub, or from what ` +
    'ELECTRON_BUILDER_BINARIES_MIRROR names: run this where one of them can be reached.'
  )
}
