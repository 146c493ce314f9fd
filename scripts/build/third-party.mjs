import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../shared/paths.mjs'

/** What the app ships besides its bundles: keytar, and the headers that are compiled into it. */
const beside = ['node_modules/keytar', 'node_modules/node-addon-api']

const folderOf = (/** @type {string} */ path) => /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]

/** @typedef {{ readonly inputs: Readonly<Record<string, unknown>> }} Metafile */

/** Folders of the packages that went into these bundles, sorted. */
const bundled = (/** @type {readonly Metafile[]} */ metafiles) =>
  metafiles
    .flatMap(({ inputs }) => Object.keys(inputs).map(folderOf))
    .filter(folder => folder !== undefined)
    .toSorted()

const nameOf = (/** @type {string | { name: string } | undefined} */ person) =>
  typeof person === 'string' ? person : (person?.name ?? 'its authors')

/** @param {string} folder */
async function notice(folder) {
  const { name, version, license, author } = JSON.parse(
    await readFile(join(root, folder, 'package.json'), 'utf8'),
  )
  const files = (await readdir(join(root, folder))).filter(file => /^(licen[cs]e|copying|notice)/i.test(file))
  const texts = await Promise.all(files.map(file => readFile(join(root, folder, file), 'utf8')))
  // A few packages name their licence without its text.
  const said = texts.length > 0 ? texts : [`Copyright © ${nameOf(author)}. Licence: ${license}.`]
  return `${name} ${version} (${license})\n\n${said.map(text => text.trim()).join('\n\n')}\n`
}

/**
 * The licences of all third-party code in the app; those of Electron and Chromium are separate files in its package.
 * @param {readonly Metafile[]} metafiles of the bundles, by esbuild
 */
export async function thirdPartyNotices(metafiles) {
  const folders = [...new Set([...bundled(metafiles), ...beside])]
  const notices = await Promise.all(folders.map(notice))
  const line = `${'-'.repeat(80)}\n\n`
  return `Latchkey is made with the packages below, each under the licence that follows its name.\n\n${line}${notices.join(`\n${line}`)}`
}
