import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../shared/paths.mjs'

/** @import { PackageText } from './package-text.mjs' */

/** @type {Readonly<Record<string, string>>} */
const characters = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (/** @type {string} */ text) =>
  text.replaceAll(/[&<>"]/g, character => characters[character] ?? character)

const texts = /** @type {const} */ ([
  'package.summary',
  'package.signIn',
  'package.keychain',
  'package.programs',
  'package.keywords',
])

/**
 * A line of the template in each language: with the keywords, one for each of them.
 * @param {string} line @param {(typeof texts)[number]} key @param {readonly PackageText[]} languages
 */
const inEach = (line, key, languages) =>
  languages.flatMap(({ language, locale, text }) => {
    const attribute = language === 'en' ? '' : ` xml:lang="${locale}"`
    const said = key === 'package.keywords' ? text(key).split(';') : [text(key)]
    return said.map(one => line.replace('>{{', `${attribute}>{{`).replace(`{{${key}}}`, () => escaped(one)))
  })

/**
 * AppStream metadata, from the template in build/linux. Source: freedesktop.org, AppStream 1.0, "Desktop Applications".
 * @param {Readonly<Record<'license' | 'developer' | 'homepage' | 'version', string | undefined>> & { developmentOnly: boolean }} facts
 * @param {Date} at when this version was made
 * @param {readonly PackageText[]} languages
 */
export async function metainfo({ developmentOnly, ...facts }, at, languages) {
  const template = await readFile(join(root, 'build', 'linux', 'metainfo.xml'), 'utf8')
  const date = at.toISOString().slice(0, 10)
  /** @type {Readonly<Record<string, string | undefined>>} */
  const values = { ...facts, date, kind: developmentOnly ? 'development' : 'stable' }
  const filled = (/** @type {string} */ line) =>
    line.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name) => {
      const value = values[name]
      if (value === undefined) throw new Error(`Nothing is known of what metainfo.xml calls ${name}`)
      return escaped(value)
    })
  return template
    .split('\n')
    .flatMap(line => {
      const key = texts.find(one => line.includes(`{{${one}}}`))
      return key === undefined ? [filled(line)] : inEach(line, key, languages)
    })
    .join('\n')
}
