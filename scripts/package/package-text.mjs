import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from '../shared/paths.mjs'

/** @typedef {keyof typeof import('../../common/locales/en.json')['package']} Name */
/**
 * What packages and their metadata say in one language.
 * @typedef {object} PackageText
 * @property {string} language as BCP 47 writes it
 * @property {string} locale as desktop entries, AppStream and folders of man pages write it
 * @property {(key: `package.${Exclude<Name, 'man'>}`) => string} text
 */

// Where a language is written in more than one script, systems name it by a country.
const locales = /** @type {Readonly<Record<string, string>>} */ ({ 'zh-Hans': 'zh_CN', 'zh-Hant': 'zh_TW' })
const localeOf = (/** @type {string} */ language) => locales[language] ?? language.replace('-', '_')

const folder = join(root, 'common/locales')

/** The languages that there are, English first. */
export const languages = () =>
  readdirSync(folder)
    .map(file => basename(file, '.json'))
    .toSorted((one, other) => Number(other === 'en') - Number(one === 'en') || (one < other ? -1 : 1))

/**
 * The languages of Chromium's own words, as Electron names them, for ours: who reads Portuguese of Portugal, or Spanish
 * of another country, gets our text in the one that we have, but Chromium's only in their own.
 * @param {readonly string[]} ours
 */
export const chromiumLanguages = ours =>
  ours.flatMap(language => {
    if (language === 'pt-BR') return ['pt-BR', 'pt-PT']
    if (language === 'es') return ['es', 'es-419']
    return { en: 'en-US', 'zh-Hans': 'zh-CN' }[language] ?? language
  })

/** @param {string} language @returns {PackageText} */
export function packageText(language) {
  const { package: texts } = JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8'))
  return { language, locale: localeOf(language), text: key => texts[key.replace('package.', '')] }
}

/** In every language, English first. */
export const packageTexts = () => languages().map(packageText)

const suffixOf = (/** @type {PackageText} */ { language, locale }) => (language === 'en' ? '' : `[${locale}]`)

/**
 * The keys of a desktop entry that people read; those without a locale are English.
 * Source: Desktop Entry Specification 1.5, "Localized values for keys".
 * @param {readonly PackageText[]} texts
 */
export const desktopKeys = texts =>
  Object.fromEntries(
    texts.flatMap(each => [
      [`GenericName${suffixOf(each)}`, each.text('package.genericName')],
      [`Keywords${suffixOf(each)}`, `${each.text('package.keywords')};`],
    ]),
  )

/**
 * The comments of a desktop entry in other languages than English; electron-builder writes that one, from the synopsis.
 * @param {readonly PackageText[]} texts
 */
export const desktopComments = texts =>
  Object.fromEntries(
    texts
      .filter(({ language }) => language !== 'en')
      .map(each => [`Comment${suffixOf(each)}`, each.text('package.summary')]),
  )

/**
 * The summary of an rpm in other languages than English; the other formats have room for one.
 * @param {readonly PackageText[]} texts
 */
export const rpmSummaries = texts =>
  texts
    .filter(({ language }) => language !== 'en')
    .flatMap(({ locale, text }) => ['--rpm-tag', `Summary(${locale}): ${text('package.summary')}`])
