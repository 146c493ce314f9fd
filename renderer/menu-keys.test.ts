import { expect, it } from 'vitest'
import { isMenuKey, nextItem } from './menu-keys.ts'

it.each([
  ['ArrowDown', null, 0],
  ['ArrowUp', null, 2],
  ['ArrowDown', 0, 1],
  ['ArrowDown', 2, 0],
  ['ArrowUp', 2, 1],
  ['ArrowUp', 0, 2],
  ['Home', 1, 0],
  ['End', 0, 2],
])('%s leads from entry %s of three to entry %s', (key, at, next) => {
  expect(nextItem(key, at, 3)).toBe(next)
})

it.each([
  ['ArrowDown', true, true],
  ['ArrowUp', true, true],
  ['Home', false, true],
  ['End', false, true],
  ['Escape', false, true],
  ['Enter', false, false],
  [' ', false, false],
  ['Tab', false, false],
  ['a', false, false],
])('takes %s for itself: closed %s, open %s', (key, closed, open) => {
  expect([isMenuKey(key, false), isMenuKey(key, true)]).toEqual([closed, open])
})
