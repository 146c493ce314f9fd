import { expect, test } from 'vitest'
import { judgeLanguage } from './judge-language.mjs'

/** @type {(language: string, own: string, english: string, key?: string) => string[]} */
const faults = (language, own, english, key = 'a.b') =>
  judgeLanguage(language, { [key]: own }, { [key]: english }).map(fault =>
    fault.replace(`${key}: `, '').replace(`: ${own}`, ''),
  )

const days = '{count, plural, one {# day} other {# days}}'

test.each([
  ['de', 'Abbrechen', 'Cancel'],
  ['de', '{name} abmelden', 'Sign out {name}'],
  ['ja', '{count, plural, other {#日}}', days],
  ['pl', '{count, plural, one {# dzień} few {# dni} many {# dni} other {# dnia}}', days],
  ['fr', 'Tous les {count} serveurs', 'All {count} servers'],
  ['pl', 'Wszystkie {count, plural, one {# a} few {# b} many {# c} other {# d}}', 'All {count} servers'],
  ['zh-Hans', '正在检查…', 'Checking…'],
  ['zh-Hans', '它在 {path}', 'It is in {path}.'],
  ['de', 'Mit --for NAME', 'By --for NAME'],
  ['fr', 'Il s’agit de Latchkey.', 'This is Latchkey.'],
  ['ar', 'هل هناك خطأ؟', 'Something wrong?'],
  ['de', 'Latchkey {version}', 'Latchkey {version}'],
])('%s: %s is well said for %s', (language, own, english) => {
  expect(faults(language, own, english)).toEqual([])
})

test.each([
  ['de', 'Abmelden', 'Sign out {name}', 'lacks {name}'],
  ['de', '{nom} abmelden', 'Sign out', 'puts in {nom}, which is not given'],
  ['de', '{name abmelden', 'Sign out {name}', 'Error: invalid syntax at line 1 col 7:'],
  ['pl', '{count, plural, one {# dzień} other {# dnia}}', days, 'lacks the form “few”'],
  ['ja', '{count, plural, one {#日} other {#日}}', days, 'has a form “one” that the language has not'],
  ['de', '{more, plural, one {x} other {y}}', '{more, plural, =0 {} other {x}}', 'lacks the form “=0”'],
  ['de', '{a, select, x {b} other {c}}', '{a, select, x {b} y {c} other {d}}', 'lacks {a select:other,x,y}'],
  ['de', 'Sign out', 'Sign out', 'is English'],
  ['de', 'Den Server from hier öffnen', 'Open', 'has the English word “from”'],
  ['de', ' Abmelden', 'Sign out', 'has a stray space, or nothing'],
  ['he', '\u200fיציאה', 'Sign out', 'has a mark of direction'],
  ['fr', "L'autre", 'Another', 'has a straight quotation mark or apostrophe'],
  ['de', 'Es läuft...', 'Running…', 'has three dots in place of …'],
  ['de', 'Mit --für NAME', 'By --for NAME', 'lacks --for'],
  ['de', 'In keys.jsonx', 'In keys.json', 'lacks keys.json'],
  ['de', 'Abmelden.', 'Sign out', 'ends with full stop in place of nothing'],
  ['ja', 'サインアウト', 'Sign out…', 'ends with nothing in place of …'],
])('%s: %s is not for %s', (language, own, english, fault) => {
  expect(faults(language, own, english)[0]).toContain(fault)
})

test.each([
  [
    'asks.notNow',
    'de',
    'Jetzt gerade noch nicht',
    'has 23 columns, where one of three buttons side by side has room for 17',
  ],
  [
    'asks.notNow',
    'ja',
    '今回はやめておきます',
    'has 20 columns, where one of three buttons side by side has room for 17',
  ],
  [
    'servers.title',
    'de',
    '{count, plural, one {Server} other {Alle Server, die es so gibt}}',
    'has 27 columns',
  ],
])('%s has no room for %s: %s', (key, language, own, fault) => {
  expect(faults(language, own, own.includes('plural') ? days : 'Not now', key)).toEqual([
    expect.stringContaining(fault),
  ])
})

test('what is missing or unknown is named', () => {
  expect(judgeLanguage('de', { a: 'Ja', c: 'Nein' }, { a: 'Yes', b: 'No' })).toEqual([
    'b: is not there',
    'c: is not in English',
  ])
})
