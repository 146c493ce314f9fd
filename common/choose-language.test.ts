import { expect, it } from 'vitest'
import { chooseLanguage } from './choose-language.ts'

const all = ['ar', 'de', 'en', 'he', 'pt-BR', 'sr-Latn', 'zh-Hans']

it.each<[preferred: string[], chosen: string]>([
  [['en-US'], 'en'],
  [['en-GB', 'en'], 'en'],
  [['de-AT'], 'de'],
  [['de'], 'de'],
  [['pt-BR'], 'pt-BR'],
  [['pt-PT'], 'pt-BR'],
  [['pt'], 'pt-BR'],
  [['zh-CN'], 'zh-Hans'],
  [['zh-SG'], 'zh-Hans'],
  [['zh'], 'zh-Hans'],
  [['zh-Hans-HK'], 'zh-Hans'],
  [['zh-TW'], 'en'],
  [['zh-TW', 'zh-TW', 'zh', 'zh'], 'en'],
  [['zh-HK', 'zh', 'de'], 'de'],
  [['zh-TW', 'zh-CN'], 'zh-Hans'],
  [['sr-RS'], 'en'],
  [['sr-Latn-RS'], 'sr-Latn'],
  [['iw-IL'], 'he'],
  [['fr-FR', 'fr', 'de-DE'], 'de'],
  [['fr-FR', 'nl'], 'en'],
  [['DE-de'], 'de'],
  [['C', 'de'], 'de'],
  [['sr-RS@latin', 'no such language', '', 'de_DE.UTF-8', 'ar'], 'ar'],
  [[], 'en'],
])('of many languages, %j is spoken to in %s', (preferred, chosen) => {
  expect(chooseLanguage(preferred, all)).toBe(chosen)
})

it.each<[preferred: string[], available: string[], chosen: string]>([
  [['pt-PT'], ['en', 'pt-BR', 'pt-PT'], 'pt-PT'],
  [['pt-BR'], ['en', 'pt-PT', 'pt-BR'], 'pt-BR'],
  [['en-XA'], ['en', 'en-XA'], 'en-XA'],
  [['en-US'], ['en-XA', 'en'], 'en'],
  [['de', 'zh-CN', 'en-AU'], ['en'], 'en'],
  [['de'], ['en'], 'en'],
  [['de'], [], 'en'],
  [['de'], ['not a language', 'de'], 'de'],
])('%j of %j is %s', (preferred, available, chosen) => {
  expect(chooseLanguage(preferred, available)).toBe(chosen)
})
