import { expect, it } from 'vitest'
import { isSameName } from './key-names.ts'

it.each([
  ['Kometa', 'kometa', true],
  ['Kometa', ' Kometa ', true],
  ['Caf\u00e9', 'CAFE\u0301', true],
  ['Straße', 'STRASSE', true],
  ['ΟΔΟΣ', 'οδος', true],
  ['Ｋometa', 'Kometa', true],
  ['Kometa', 'Ko\u200bmeta', true],
  ['Kometa', '\u2060Kometa\ufe0f', true],
  ['Kometa', 'Ko\u00admeta\u3164', true],
  ['My Kometa', 'My \u00a0 Kometa', true],
  ['My Kometa', 'MyKometa', false],
  ['Kometa', 'Kometa 2', false],
  ['Café', 'Cafe', false],
])('“%s” and “%s” are one name: %s', (one, other, same) => {
  expect(isSameName(one, other)).toBe(same)
})
