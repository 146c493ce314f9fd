import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { metainfo } from './metainfo.mjs'
import { cache, root } from './paths.mjs'

// Only for packages that nobody gets, and only where package.json names none. Source of the domain: RFC 2606.
const placeholder = { homepage: 'https://latchkey.invalid/', email: 'nobody@latchkey.invalid' }

/** Who makes it, as package.json's `author` says in one of npm's two ways. */
export function readAuthor(author) {
  if (typeof author === 'object') return author
  const [, name, , email] = /^([^<(]*?)\s*(<([^>]*)>)?\s*(\(.*\))?$/.exec(author ?? '') ?? []
  return { name, email }
}

/** What a package says of itself; `synopsis` only where it is not what electron-builder.yml says. */
export function describePackage(description, { developmentOnly, forTests = false }) {
  const invented = developmentOnly || forTests ? placeholder : {}
  const author = readAuthor(description.author)
  const email = author.email ?? invented.email
  return {
    version: developmentOnly ? `${description.version}-development` : description.version,
    homepage: description.homepage ?? invented.homepage,
    maintainer: `${author.name} <${email}>`,
    developer: author.name,
    license: description.license,
    synopsis: developmentOnly ? 'NOT FOR RELEASE: Latchkey on a development runtime' : undefined,
  }
}

async function writeMetainfo(facts, developmentOnly) {
  const file = join(cache, 'package', 'metainfo.xml')
  const seconds = process.env.SOURCE_DATE_EPOCH
  const at = seconds === undefined ? new Date() : new Date(Number(seconds) * 1000)
  await mkdir(join(cache, 'package'), { recursive: true })
  await writeFile(file, await metainfo({ ...facts, developmentOnly }, at))
  return file
}

/** What `/usr/bin/latchkey` is: a file of the packages, so that dpkg, rpm and pacman know whose it is. */
async function linkCommand() {
  const link = join(cache, 'package', 'command')
  await rm(link, { force: true })
  await symlink('/opt/Latchkey/latchkey', link)
  return link
}

async function forLinux(facts, { developmentOnly, dist }) {
  const metainfoFile = await writeMetainfo(facts, developmentOnly)
  // More files to install. electron-builder hands them to fpm as they are, so they are absolute.
  const installed = [
    `${await linkCommand()}=/usr/bin/latchkey`,
    `${metainfoFile}=/usr/share/metainfo/app.latchkey.latchkey.metainfo.xml`,
    `${join(root, 'LICENSE')}=/usr/share/doc/latchkey/copyright`,
  ]
  // HAZARD: by itself fpm makes an rpm that leaves its folders behind.
  const ownFolders = ['/opt/Latchkey', '/usr/share/doc/latchkey'].flatMap(folder => ['--directories', folder])
  return {
    electronDist: dist,
    linux: {
      maintainer: facts.maintainer,
      ...(facts.synopsis === undefined ? {} : { synopsis: facts.synopsis }),
    },
    deb: { fpm: installed },
    rpm: { fpm: [...ownFolders, ...installed] },
    pacman: { fpm: installed },
  }
}

const certificates = {
  darwin: ['CSC_LINK', 'CSC_NAME'],
  win32: ['WIN_CSC_LINK', 'CSC_LINK'],
}

/** Whether the environment names a certificate to sign with; on Linux there is nothing to sign. */
function isSigned(system, environment) {
  return (certificates[system] ?? []).some(name => Boolean(environment[name]))
}

/** What to say of packages that no certificate signs, or undefined. */
export function unsignedNotice(system, environment = process.env) {
  if (!(system in certificates) || isSigned(system, environment)) return undefined
  const effect = system === 'darwin' ? 'macOS starts it on this computer only' : 'Windows warns who starts it'
  return `NOT SIGNED: ${effect}. A certificate is named by ${certificates[system].join(' or ')}.`
}

/**
 * Signed by nobody, the parts of an app are nobody's: the hardened runtime would not load them together, and no release
 * that a feed offers could ever take its place.
 */
function forMac(environment) {
  const signed = isSigned('darwin', environment)
  // A universal app takes Electron for both processors, which electron-builder gets and checks by itself.
  return signed ? {} : { mac: { identity: '-', hardenedRuntime: false, notarize: false, publish: null } }
}

/**
 * What electron-builder.yml cannot know: the runtime, what package.json says, and which keys there are.
 * @param {{ forTests?: boolean, environment?: NodeJS.ProcessEnv }} options `forTests`: it is for nobody to get
 */
export async function configure(system, runtime, { forTests = false, environment = process.env } = {}) {
  const description = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const facts = describePackage(description, { ...runtime, forTests })
  const { version, homepage } = facts
  const common = {
    electronVersion: runtime.version,
    extraMetadata: { version, ...(homepage === undefined ? {} : { homepage }) },
  }
  if (system === 'linux') return { ...common, ...(await forLinux(facts, runtime)) }
  return system === 'darwin'
    ? { ...common, ...forMac(environment) }
    : { ...common, electronDist: runtime.dist }
}
