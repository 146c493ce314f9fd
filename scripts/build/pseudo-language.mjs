import { parse } from '@messageformat/parser'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { build } from 'esbuild'
import { languageEntry } from './bundle.mjs'
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
 * does not fit.
 * @param {string} file named after the language; its catalogue goes into the folder above
 */
export async function writePseudoLanguage(file) {
  const english = await readFile(join(root, 'common/locales/en.json'), 'utf8')
  const locales = join(dirname(file), '../locales')
  await mkdir(locales, { recursive: true })
  await writeFile(join(locales, 'en.json'), english)
  const catalogue = join(locales, `${basename(file, '.js')}.json`)
  await writeFile(catalogue, JSON.stringify(pseudoCatalogue(JSON.parse(english))))
  const {
    outputFiles: [output],
  } = await build(languageEntry(catalogue))
  await writeFile(file, output?.contents ?? '')
}
