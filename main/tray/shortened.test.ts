import { expect, it } from 'vitest'
import { shortened } from './shortened.ts'

it.each([
  ['a name', 'Ada Lovelace', 'Ada Lovelace'],
  ['several lines', ' Ada\r\n\tLovelace\u2028 ', 'Ada Lovelace'],
  ['sixty characters', 'x'.repeat(60), 'x'.repeat(60)],
  ['more than sixty characters', 'x'.repeat(61), `${'x'.repeat(59)}…`],
  ['sixty characters of several parts', '🧑‍🍳'.repeat(60), '🧑‍🍳'.repeat(60)],
  ['more of them', '🧑‍🍳'.repeat(61), `${'🧑‍🍳'.repeat(59)}…`],
  ['white space alone', ' \n ', ''],
])('makes one short line of %s', (_what, name, line) => {
  expect(shortened(name)).toBe(line)
})

it('is as short as is asked for', () => {
  expect([shortened('Attics', 6), shortened('Attics', 5)]).toEqual(['Attics', 'Atti…'])
})
