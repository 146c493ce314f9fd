import { expect, it } from 'vitest'
import { initials } from './initials.ts'

it.each([
  ['Ada Lovelace', 'AL'],
  ['ada', 'A'],
  ['Maximiliane von und zu Hohenstein', 'MH'],
  ['ליאורה כהן', 'לכ'],
  ['👩‍🚀 Grace', '👩‍🚀G'],
  [`Z${'\u0300'.repeat(30)} Algo`, 'A'],
  ['  ', ''],
])('the initials of %s are %s', (name, letters) => {
  expect(initials(name, 'en')).toBe(letters)
})

it('are capitals as the language has them', () => {
  expect(['en', 'tr'].map(language => initials('irem ışık', language))).toEqual(['II', 'İI'])
})
