import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeCommandFiles } from './command-files.mjs'
import { metainfo } from './metainfo.mjs'
import {
  chromiumLanguages,
  desktopComments,
  desktopKeys,
  languages,
  packageTexts,
  rpmSummaries,
} from './package-text.mjs'
import { cache, root } from '../shared/paths.mjs'

/** @import { Configuration } from 'electron-builder' */
/** @import { Runtime } from '../bootstrap/runtime.mjs' */

/** @typedef {{ name?: string | undefined, email?: string | undefined }} Author */
/**
 * The fields of package.json that are read.
 * @typedef {{ version: string, license: string, author?: string | Author, homepage?: string }} Description
 */

// Only for packages that are not published, and only if package.json names none. Source of the domain: RFC 2606.
const placeholder = { homepage: 'https://latchkey.invalid/', email: 'nobody@latchkey.invalid' }

/**
 * The author, from package.json's `author` in either of npm's two forms.
 * @param {string | Author | undefined} author
 * @returns {Author}
 */
export function readAuthor(author) {
  if (typeof author === 'object') return author
  const [, name, , email] = /^([^<(]*?)\s*(<([^>]*)>)?\s*(\(.*\))?$/.exec(author ?? '') ?? []
  return { name, email }
}

/**
 * What a package says about itself; `synopsis` only if it is not what the catalogue says.
 * @param {Description} description
 * @param {{ developmentOnly: boolean, forNobody?: boolean }} kind
 */
export function describePackage(description, { developmentOnly, forNobody = false }) {
  const invented = developmentOnly || forNobody ? placeholder : undefined
  const author = readAuthor(description.author)
  const email = author.email ?? invented?.email
  return {
    version: developmentOnly ? `${description.version}-development` : description.version,
    homepage: description.homepage ?? invented?.homepage,
    maintainer: `${author.name} <${email}>`,
    developer: author.name,
    license: description.license,
    synopsis: developmentOnly ? 'NOT FOR RELEASE: Latchkey on a development runtime' : undefined,
  }
}

/** @typedef {ReturnType<typeof describePackage>} Facts */

/** @param {Facts} facts @param {boolean} developmentOnly */
async function writeMetainfo(facts, developmentOnly) {
  const file = join(cache, 'package', 'metainfo.xml')
  const seconds = process.env['SOURCE_DATE_EPOCH']
  const at = seconds === undefined ? new Date() : new Date(Number(seconds) * 1000)
  await mkdir(join(cache, 'package'), { recursive: true })
  await writeFile(file, await metainfo({ ...facts, developmentOnly }, at, packageTexts()))
  return file
}

/** Makes `/usr/bin/latchkey`, as a file of the packages, so that dpkg, rpm and pacman know whose it is. */
async function linkCommand() {
  const link = join(cache, 'package', 'command')
  await rm(link, { force: true })
  await symlink('/opt/Latchkey/latchkey', link)
  return link
}

/** @param {Facts} facts @param {Runtime} runtime @returns {Promise<Configuration>} */
async function forLinux(facts, { developmentOnly, dist }) {
  const texts = packageTexts()
  const [english] = texts
  // What is not for release says so, in the one language that it says it in.
  const summaries = developmentOnly ? [] : texts
  const metainfoFile = await writeMetainfo(facts, developmentOnly)
  // More files to install. electron-builder hands them to fpm as they are, so they are absolute.
  const installed = [
    `${await linkCommand()}=/usr/bin/latchkey`,
    `${metainfoFile}=/usr/share/metainfo/app.latchkey.latchkey.metainfo.xml`,
    `${join(root, 'LICENSE')}=/usr/share/doc/latchkey/copyright`,
  ]
  // HAZARD: by itself fpm makes an rpm that leaves its folders behind.
  const ownFolders = ['/opt/Latchkey', '/usr/share/doc/latchkey'].flatMap(folder => ['--directories', folder])
  // electron-builder hands on what a deb recommends (electron-builder.yml), and nothing of the others.
  const seesWhoAsks = {
    rpm: ['--rpm-tag', 'Recommends: (iproute or iproute2)'],
    pacman: ['--pacman-optional-depends', 'iproute2: to see which program asks for a key'],
  }
  const commandFiles = await writeCommandFiles(facts.version)
  const debian = [...installed, ...commandFiles('/usr/share/zsh/vendor-completions')]
  const others = [...installed, ...commandFiles('/usr/share/zsh/site-functions')]
  return {
    electronDist: dist,
    linux: {
      maintainer: facts.maintainer,
      synopsis: facts.synopsis ?? english?.text('package.summary') ?? null,
      desktop: { entry: { ...desktopKeys(texts), ...desktopComments(summaries) } },
    },
    deb: { fpm: debian },
    rpm: { fpm: [...ownFolders, ...seesWhoAsks.rpm, ...rpmSummaries(summaries), ...others] },
    pacman: { fpm: [...seesWhoAsks.pacman, ...others] },
  }
}

/** @type {Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>>} */
const certificates = {
  darwin: ['CSC_LINK', 'CSC_NAME'],
  win32: ['WIN_CSC_LINK', 'CSC_LINK'],
}

/**
 * Whether the environment names a certificate to sign with; on Linux there is nothing to sign.
 * @param {NodeJS.Platform} system
 * @param {NodeJS.ProcessEnv} environment
 */
function isSigned(system, environment) {
  return (certificates[system] ?? []).some(name => Boolean(environment[name]))
}

/**
 * What to say of packages that no certificate signs, or undefined.
 * @param {NodeJS.Platform} system
 * @param {NodeJS.ProcessEnv} environment
 */
export function unsignedNotice(system, environment = process.env) {
  const names = certificates[system]
  if (names === undefined || isSigned(system, environment)) return undefined
  const effect = system === 'darwin' ? 'macOS starts it on this computer only' : 'Windows warns who starts it'
  return `NOT SIGNED: ${effect}. A certificate is named by ${names.join(' or ')}.`
}

/**
 * The parts of an unsigned app belong to nobody: the hardened runtime would not load them together, and no release from
 * a feed could replace it.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Configuration}
 */
function forMac(environment) {
  const signed = isSigned('darwin', environment)
  // A universal app takes Electron for both processors, which electron-builder gets and checks by itself.
  return signed ? {} : { mac: { identity: '-', hardenedRuntime: false, notarize: false, publish: null } }
}

/**
 * The configuration that electron-builder.yml cannot contain: the runtime, the facts in package.json, and which keys
 * there are.
 * @param {NodeJS.Platform} system
 * @param {Runtime} runtime
 * @param {{ forNobody?: boolean, environment?: NodeJS.ProcessEnv }} options `forNobody`: it will not be published
 * @returns {Promise<Configuration>}
 */
export async function configure(system, runtime, { forNobody = false, environment = process.env } = {}) {
  const description = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const facts = describePackage(description, { ...runtime, forNobody })
  const { version, homepage } = facts
  const common = {
    electronLanguages: chromiumLanguages(languages()),
    electronVersion: runtime.version,
    extraMetadata: { version, ...(homepage === undefined ? {} : { homepage }) },
  }
  if (system === 'linux') return { ...common, ...(await forLinux(facts, runtime)) }
  return system === 'darwin'
    ? { ...common, ...forMac(environment) }
    : { ...common, electronDist: runtime.dist }
}
