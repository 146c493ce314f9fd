import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeOf, NOWHERE, parsePlace, type Place, placeOn } from './place.ts'
import { broughtOnto } from './size.ts'

const left: Place = {
  version: 1,
  size: { width: 460, height: 600 },
  at: { x: -90, y: 60, screen: 2_779_098_405 },
}

describe('what is remembered of a window', () => {
  it.each<[string, Place]>([
    ['a place and a size', left],
    ['a size alone', { ...left, at: null }],
    ['a place alone', { ...left, size: null }],
    ['nothing', NOWHERE],
  ])('is read as it was written: %s', (_what, place) => {
    expect(parsePlace(JSON.stringify(place))).toEqual(place)
  })

  const changed = (change: object) => JSON.stringify({ ...left, ...change })
  const at = (change: object) => changed({ at: { ...left.at, ...change } })
  const sized = (change: object) => changed({ size: { ...left.size, ...change } })
  it.each([
    ['nothing', ''],
    ['cut short', changed({}).slice(0, -9)],
    ['a list', '[]'],
    ['null', 'null'],
    ['of another version', changed({ version: 2 })],
    ['of no version', changed({ version: undefined })],
    ['without a size', changed({ size: undefined })],
    ['without a place', changed({ at: undefined })],
    ['a width of nothing', sized({ width: 0 })],
    ['a negative height', sized({ height: -600 })],
    ['a width of 1e9', sized({ width: 1e9 })],
    ['a width beyond all numbers', changed({}).replace('460', '1e999')],
    ['a width that is no number', changed({}).replace('460', 'NaN')],
    ['half a pixel', sized({ height: 600.5 })],
    ['a width in words', sized({ width: '460' })],
    ['far away', at({ x: 1e9 })],
    ['far up', at({ y: -1e9 })],
    ['at null', at({ x: null })],
    ['on a screen beyond all numbers', changed({}).replace('2779098405', '1e999')],
    ['on a screen with a name', at({ screen: 'left' })],
  ])('is nothing where it makes no sense: %s', (_what, text) => {
    expect(() => parsePlace(text)).toThrow()
  })
})

const SIZES = { wanted: { width: 420, height: 640 }, least: { width: 340, height: 420 } }
const screens = [
  { id: 1, workArea: { x: 0, y: 30, width: 1_280, height: 770 } },
  { id: 2, workArea: { x: 1_280, y: 0, width: 1_024, height: 600 } },
  { id: 3, workArea: { x: -800, y: 0, width: 800, height: 480 } },
]

describe('a window that was left in a place', () => {
  const small = { width: 400, height: 500 }
  it.each<[string, Place['at'], Place['size'], object | null]>([
    ['is there again', { x: 90, y: 60, screen: 1 }, small, { x: 90, y: 60, ...small }],
    [
      'is of the usual size if it was moved alone',
      { x: 90, y: 60, screen: 1 },
      null,
      { x: 90, y: 60, ...SIZES.wanted },
    ],
    [
      'is on another screen than the first',
      { x: 1_300, y: 9, screen: 2 },
      small,
      { x: 1_300, y: 9, ...small },
    ],
    [
      'is left of the first screen',
      { x: -700, y: 0, screen: 3 },
      { width: 350, height: 430 },
      { x: -700, y: 0, width: 350, height: 430 },
    ],
    [
      'comes up onto a screen that is lower now',
      { x: 90, y: 700, screen: 1 },
      small,
      { x: 90, y: 300, ...small },
    ],
    [
      'comes onto a screen that was far larger',
      { x: 2_000, y: 1_300, screen: 1 },
      small,
      { x: 880, y: 300, ...small },
    ],
    [
      'comes after a screen that is elsewhere now',
      { x: 90, y: 60, screen: 2 },
      small,
      { x: 1_280, y: 60, ...small },
    ],
    ['comes out from under a panel', { x: 90, y: 0, screen: 1 }, small, { x: 90, y: 30, ...small }],
    [
      'shrinks to a small screen',
      { x: 1_500, y: 90, screen: 2 },
      { width: 2_000, height: 900 },
      { x: 1_280, y: 0, width: 1_024, height: 600 },
    ],
    [
      'has its usual size shrink, too',
      { x: -700, y: 0, screen: 3 },
      null,
      { x: -700, y: 0, width: 420, height: 424 },
    ],
    [
      'is as large as a window must be',
      { x: 90, y: 60, screen: 1 },
      { width: 1, height: 1 },
      { x: 90, y: 60, ...SIZES.least },
    ],
    [
      'opens as if it had never been moved where that screen is gone',
      { x: 90, y: 60, screen: 4 },
      small,
      null,
    ],
    ['does so where it was never moved', null, small, null],
  ])('%s', (_what, at, size, expected) => {
    expect(placeOn(screens, { version: 1, at, size }, SIZES)).toEqual(expected)
  })

  it('stays where it was while no screen is on', () => {
    const off = [{ id: 1, workArea: { x: 0, y: 0, width: 0, height: 0 } }]
    expect(placeOn(off, { version: 1, size: small, at: { x: 9, y: 8, screen: 1 } }, SIZES)).toEqual({
      x: 9,
      y: 8,
      ...small,
    })
  })

  const within = (min: number, max: number) => fc.integer({ min, max })
  const far = within(-32_767, 32_767)
  const length = within(1, 32_767)
  it('can be seen as a whole on its screen, wherever it was', () => {
    const area = fc.record({ x: far, y: far, width: length, height: length })
    const size = fc.option(fc.record({ width: length, height: length }))
    const at = fc.record({ x: far, y: far, screen: fc.constant(1) })
    fc.assert(
      fc.property(area, size, at, (workArea, size, at) => {
        const place = placeOn([{ id: 1, workArea }], { version: 1, size, at }, SIZES)!
        expect(broughtOnto(workArea, place)).toBe(null)
      }),
    )
  })
})

describe('what the person has changed of a window', () => {
  const asked = { x: 700, y: 38, width: 420, height: 640 }
  const framed = { ...asked, x: 704, y: 62 }
  it.each([
    ['nothing', asked, framed, {}, null, null],
    ['its place, as much as it has moved', asked, framed, { x: 604, y: 162 }, { x: 600, y: 138 }, null],
    ['its size', asked, framed, { height: 500 }, null, { width: 420, height: 500 }],
    [
      'both, by its upper edge',
      asked,
      framed,
      { y: 202, height: 500 },
      { x: 700, y: 178 },
      { width: 420, height: 500 },
    ],
    [
      'its place, which the system chose',
      { width: 420, height: 640 },
      framed,
      { x: 9 },
      { x: 9, y: 62 },
      null,
    ],
    [
      'nothing of what the system made smaller',
      asked,
      { ...framed, width: 400, height: 440 },
      {},
      null,
      null,
    ],
  ])('is %s', (_what, wanted, opened, change, corner, size) => {
    expect(changeOf(wanted, opened, { ...opened, ...change })).toEqual({ corner, size })
  })
})
