import { expect, test } from 'vitest'
import {
  chromiumLanguages,
  desktopComments,
  desktopKeys,
  packageTexts,
  rpmSummaries,
} from './package-text.mjs'

/** @type {(language: string, locale: string) => import('./package-text.mjs').PackageText} */
const speaking = (language, locale) => ({ language, locale, text: key => `${key} in ${language}` })
const texts = [speaking('en', 'en'), speaking('pt-BR', 'pt_BR'), speaking('zh-Hans', 'zh_CN')]

test('a desktop entry says the same in each language, by the name that desktops have for it', () => {
  expect({ ...desktopKeys(texts), ...desktopComments(texts) }).toEqual({
    GenericName: 'package.genericName in en',
    Keywords: 'package.keywords in en;',
    'Comment[pt_BR]': 'package.summary in pt-BR',
    'GenericName[pt_BR]': 'package.genericName in pt-BR',
    'Keywords[pt_BR]': 'package.keywords in pt-BR;',
    'Comment[zh_CN]': 'package.summary in zh-Hans',
    'GenericName[zh_CN]': 'package.genericName in zh-Hans',
    'Keywords[zh_CN]': 'package.keywords in zh-Hans;',
  })
})

test('Chromium says its own words in each of our languages, and in those that are read with them', () => {
  expect(chromiumLanguages(['en', 'de', 'es', 'pt-BR', 'zh-Hans'])).toEqual([
    'en-US',
    'de',
    'es',
    'es-419',
    'pt-BR',
    'pt-PT',
    'zh-CN',
  ])
})

test('an rpm has its summary in each language', () => {
  expect(rpmSummaries(texts)).toEqual([
    '--rpm-tag',
    'Summary(pt_BR): package.summary in pt-BR',
    '--rpm-tag',
    'Summary(zh_CN): package.summary in zh-Hans',
  ])
})

test('each language that there is has all of these texts, without an end to what they are in', () => {
  const all = packageTexts()
  expect(all[0]?.language).toBe('en')
  for (const [key, value] of Object.entries({ ...desktopKeys(all), ...desktopComments(all) }))
    expect([key, value]).toEqual([key, expect.stringMatching(/^[^\n\\=]+$/)])
  for (const { text } of all) {
    const keywords = text('package.keywords').split(';')
    expect(keywords.length).toBeGreaterThan(2)
    expect(keywords.filter(word => word !== word.trim() || word === '')).toEqual([])
  }
})
