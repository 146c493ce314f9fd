import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './paths.mjs'

/** What the app brings beside its bundles: keytar, and the headers that are compiled into it. */
const beside = ['node_modules/keytar', 'node_modules/node-addon-api']

const folderOf = path => /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]

/** Folders of the packages that went into these bundles, sorted. */
const bundled = metafiles =>
  metafiles
    .flatMap(({ inputs }) => Object.keys(inputs).map(folderOf))
    .filter(folder => folder !== undefined)
    .toSorted()

const nameOf = person => (typeof person === 'string' ? person : (person?.name ?? 'its authors'))

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
 * The licences of everything of others that the app is made of; those of Electron and Chromium lie in its package as
 * files of their own.
 * @param {readonly { readonly inputs: Readonly<Record<string, unknown>> }[]} metafiles of the bundles, by esbuild
 */
export async function thirdPartyNotices(metafiles) {
  const folders = [...new Set([...bundled(metafiles), ...beside])]
  const notices = await Promise.all(folders.map(notice))
  const line = `${'-'.repeat(80)}\n\n`
  return `Latchkey is made with the packages below, each under the licence that follows its name.\n\n${line}${notices.join(`\n${line}`)}`
}
