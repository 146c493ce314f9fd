import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { languages as choosable } from '../../common/languages.ts'
import { judgeLanguage, textsOf } from './judge-language.mjs'
import { same } from './same-texts.mjs'
import { places } from './text-places.mjs'
import { root } from '../shared/paths.mjs'

const folder = join(root, 'common/locales')
const languages = readdirSync(folder).map(file => basename(file, '.json'))
const read = (/** @type {string} */ language) =>
  textsOf(JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')))
const english = read('en')

test.each(languages)(
  '%s says all that there is to say, in its own way, where there is room for it',
  language => {
    expect(judgeLanguage(language, read(language), english)).toEqual([])
  },
)

test('each can be chosen, and each that can be chosen is there', () => {
  expect(languages.toSorted()).toEqual(choosable.toSorted())
})

test('each place has a text, and each word that may be the same is one that there is', () => {
  const patterns = [...places.map(([pattern]) => pattern), ...Object.values(same).flat()]
  const keys = Object.keys(english)
  expect(patterns.filter(pattern => !keys.some(key => pattern.test(key)))).toEqual([])
})

test.each(languages)('%s has the form in which the others are kept', language => {
  const text = readFileSync(join(folder, `${language}.json`), 'utf8')
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`)
})

test('no Hebrew prefix is left behind at the end of a line, where its word does not fit', () => {
  // A hyphen can end a line unless U+2060 follows it. Terminals break lines where they like.
  const inWindows = Object.entries(read('he')).filter(([key]) => !/^(?:cli|start|package)\./.test(key))
  expect(inWindows.filter(([, text]) => /[\u0590-\u05ff]-[A-Za-z\u2068{]/.test(text))).toEqual([])
})

/** What can be pressed, and is named in sentences. */
const pressed =
  /^(?:action\.\w+|asks\.(?:allow|answerOnce|notNow|window)|keys\.title|window\.settings\.title|window\.keys\.replace|window\.doctor\.again)$/
const buttons = Object.entries(english).filter(([key]) => pressed.test(key))
const quotations = Object.entries(english).flatMap(([key, said]) =>
  [...said.matchAll(/“([^”{]+)”/g)].flatMap(([, quoted]) =>
    buttons.filter(([, label]) => label === quoted).map(([button]) => ({ key, button })),
  ),
)

test.each(languages)('%s names each button in a sentence by the words that are on it', language => {
  // A Hebrew hyphen keeps its word by U+2060 in windows alone.
  const own = Object.fromEntries(
    Object.entries(read(language)).map(([key, said]) => [key, said.replaceAll('\u2060', '')]),
  )
  expect(quotations.length).toBeGreaterThan(20)
  const wrong = quotations.filter(({ key, button }) => !own[key]?.includes(own[button] ?? '?'))
  expect(wrong.map(({ key, button }) => `${key}: ${own[key]} for ${own[button]}`)).toEqual([])
})

test('calls revoking by one word in English', () => {
  const others = Object.entries(english).filter(([, said]) =>
    /\btak(?:e|es|en|ing)\b[^.]*\bback\b/.test(said),
  )
  expect(others).toEqual([])
})
