import { expect, test } from 'vitest'
import { isDue } from './runtime.mjs'

const day = 24 * 60 * 60 * 1000
const last = { version: '45.5.0', mirror: '', at: 1000 }

test('Electron’s own installer is tried when it never was', () => {
  expect(isDue(undefined, last)).toBe(true)
})

test('it is left alone for a day', () => {
  expect(isDue(last, { ...last, at: last.at + day - 1 })).toBe(false)
  expect(isDue(last, { ...last, at: last.at + day })).toBe(true)
})

test('another version or mirror is tried at once', () => {
  expect(isDue(last, { ...last, version: '45.5.1' })).toBe(true)
  expect(isDue(last, { ...last, mirror: 'https://mirror.example/' })).toBe(true)
})

test('a clock that was set back does not put it off', () => {
  expect(isDue(last, { ...last, at: last.at - 1 })).toBe(true)
})
