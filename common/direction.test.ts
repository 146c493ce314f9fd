import { expect, it } from 'vitest'
import { directionOf } from './direction.ts'
import { languages } from './languages.ts'

it('lets the lines of Arabic and Hebrew begin at the right, and of no other of our languages', () => {
  expect([...languages, 'ar-XB', 'en-XA'].filter(language => directionOf(language) === 'rtl')).toEqual([
    'ar',
    'he',
    'ar-XB',
  ])
})
