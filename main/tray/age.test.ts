import { expect, it } from 'vitest'
import { age } from './age.ts'

it.each([
  [0, 'just now'],
  [59_999, 'just now'],
  [60_000, '1 min ago'],
  [119_999, '1 min ago'],
  [120_000, '2 min ago'],
  [3_599_999, '59 min ago'],
  [3_600_000, '1 h ago'],
  [10_800_000, '3 h ago'],
  [86_399_999, '23 h ago'],
  [86_400_000, '1 day ago'],
  [172_799_999, '1 day ago'],
  [172_800_000, '2 days ago'],
  [2_592_000_000, '30 days ago'],
])('says of %d ms that it was %s', (agoMs, said) => {
  expect(age(agoMs)).toBe(said)
})
