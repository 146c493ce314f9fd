import { parse } from '@messageformat/parser'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { build } from 'esbuild'
import { languageEntries } from './entries.mjs'
import { root } from '../shared/paths.mjs'

/** @import { Context, Token } from '@messageformat/parser' */
/** @typedef {import('./catalogue.mjs').Messages} Messages */

/**
 * An English message with each word half as long again, between marks. Placeholders and plurals stay.
 * @param {string} message in ICU's MessageFormat
 */
export function pseudoMessage(message) {
  let longer = ''
  let copied = 0
  for (const { offset, text } of said(parse(message))) {
    longer += message.slice(copied, offset) + text.replace(/\p{L}+/gu, lengthen)
    copied = offset + text.length
  }
  return `⟦${longer}${message.slice(copied)}⟧`
}

/**
 * Where the message has words, in order.
 * @type {(tokens: readonly Token[]) => Context[]}
 */
const said = tokens =>
  tokens.flatMap(token => {
    if (token.type === 'content') return [token.ctx]
    return 'cases' in token ? token.cases.flatMap(({ tokens: inner }) => said(inner)) : []
  })

// Includes the space after a word.
const lengthen = (/** @type {string} */ word) =>
  word +
  word
    .slice(-1)
    .toLowerCase()
    .repeat(Math.ceil((word.length + 1) / 2))

/** @type {(part: string | Messages) => unknown} */
const pseudoCatalogue = part =>
  typeof part === 'string'
    ? pseudoMessage(part)
    : Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, pseudoCatalogue(inner)]))

/**
 * Writes a made-up language as the build writes a real one. With it tests find text that is in no catalogue, and text that
 * does not fit. Its name says where its lines begin: `ar-XB` is mirrored.
 * @param {string} folder named after the language; its catalogue goes beside the folder that this is in
 */
export async function writePseudoLanguage(folder) {
  const english = await readFile(join(root, 'common/locales/en.json'), 'utf8')
  const locales = join(dirname(folder), '../locales')
  await mkdir(locales, { recursive: true })
  // Files of a language of this name may be links to those of the build.
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await writeFile(join(locales, 'en.json'), english)
  const catalogue = join(locales, `${basename(folder)}.json`)
  await writeFile(catalogue, JSON.stringify(pseudoCatalogue(JSON.parse(english))))
  await Promise.all(
    languageEntries(catalogue).map(async entry => {
      const {
        outputFiles: [output],
      } = await build(entry)
      await writeFile(join(folder, basename(entry.outfile)), output?.contents ?? '')
    }),
  )
}
