import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { besideIcon, broughtOnto, sizeOn } from './size.ts'

const SIZES = { wanted: { width: 420, height: 640 }, least: { width: 340, height: 420 } }

it.each([
  ['a large screen', 1280, 1024, { width: 420, height: 640 }, { width: 340, height: 420 }],
  ['1024 × 600', 1024, 600, { width: 420, height: 544 }, { width: 340, height: 420 }],
  ['1920 × 1080 at 200 %, with a panel', 960, 512, { width: 420, height: 456 }, { width: 340, height: 420 }],
  ['800 × 480', 800, 480, { width: 420, height: 424 }, { width: 340, height: 420 }],
  [
    'one narrower and lower than the least',
    320,
    240,
    { width: 304, height: 184 },
    { width: 304, height: 184 },
  ],
  ['one of nothing', 0, 0, { width: 420, height: 640 }, { width: 340, height: 420 }],
])('is the size for %s', (_what, width, height, wanted, least) => {
  expect(sizeOn({ width, height }, SIZES)).toEqual({ wanted, least })
})

it('is never less than the least, whatever was wanted', () => {
  const wanted = { width: 1, height: 1 }
  expect(sizeOn({ width: 1280, height: 1024 }, { ...SIZES, wanted }).wanted).toEqual(SIZES.least)
})

const bounds = fc.record({
  x: fc.integer({ min: -5_000, max: 5_000 }),
  y: fc.integer({ min: -5_000, max: 5_000 }),
  width: fc.integer({ min: 1, max: 5_000 }),
  height: fc.integer({ min: 1, max: 5_000 }),
})

describe('a window', () => {
  const workArea = { x: 0, y: 30, width: 1024, height: 570 }
  it.each([
    ['stays where all of it can be seen', { x: 10, y: 40, width: 420, height: 500 }, null],
    ['comes up from below the edge', { x: 10, y: 200, width: 420, height: 500 }, { y: 100 }],
    ['comes down from under a panel', { x: 10, y: 0, width: 420, height: 500 }, { y: 30 }],
    ['comes in from the left', { x: -50, y: 40, width: 420, height: 500 }, { x: 0 }],
    ['shrinks to the screen', { x: 10, y: 40, width: 420, height: 700 }, { y: 30, height: 570 }],
  ])('%s', (_what, bounds, moved) => {
    expect(broughtOnto(workArea, bounds)).toEqual(moved === null ? null : { ...bounds, ...moved })
  })

  it('stays where there is no screen', () => {
    expect(broughtOnto({ x: 0, y: 0, width: 0, height: 0 }, workArea)).toBe(null)
  })

  it('can be seen as a whole on any screen, and then stays', () => {
    fc.assert(
      fc.property(bounds, bounds, (area, given) => {
        const seen = broughtOnto(area, given) ?? given
        expect(seen.x).toBeGreaterThanOrEqual(area.x)
        expect(seen.y).toBeGreaterThanOrEqual(area.y)
        expect(seen.x + seen.width).toBeLessThanOrEqual(area.x + area.width)
        expect(seen.y + seen.height).toBeLessThanOrEqual(area.y + area.height)
        expect(broughtOnto(area, seen)).toBe(null)
      }),
    )
  })
})

describe('a window that opens from the tray', () => {
  const size = { width: 420, height: 640 }
  const icon = (x: number, y: number) => ({ x, y, width: 20, height: 20 })
  it.each([
    ['below a panel at the top', { x: 0, y: 30, width: 1_280, height: 770 }, icon(900, 5), { x: 700, y: 38 }],
    [
      'above a panel at the bottom',
      { x: 0, y: 0, width: 1_280, height: 760 },
      icon(900, 770),
      { x: 700, y: 112 },
    ],
    ['left of the edge', { x: 0, y: 0, width: 1_280, height: 760 }, icon(1_250, 770), { x: 860, y: 112 }],
    [
      'beside a panel on the right',
      { x: 0, y: 0, width: 1_200, height: 800 },
      icon(1_230, 700),
      { x: 772, y: 152 },
    ],
    [
      'beside a panel on the left',
      { x: 60, y: 0, width: 1_200, height: 800 },
      icon(20, 700),
      { x: 68, y: 152 },
    ],
  ])('is %s', (_what, workArea, at, place) => {
    expect(besideIcon(workArea, at, size)).toEqual(place)
  })

  it.each([
    ['there is no screen', { x: 0, y: 0, width: 0, height: 0 }, icon(0, 0)],
    [
      'nobody says where the icon is',
      { x: 0, y: 0, width: 800, height: 600 },
      { x: 0, y: 0, width: 0, height: 0 },
    ],
  ])('is where the system puts it if %s', (_what, workArea, at) => {
    expect(besideIcon(workArea, at, size)).toBeNull()
  })

  it('can be seen as a whole, wherever the icon is', () => {
    fc.assert(
      fc.property(bounds, bounds, (area, at) => {
        const wanted = { width: Math.min(420, area.width), height: Math.min(640, area.height) }
        const place = besideIcon(area, at, wanted)
        expect(broughtOnto(area, { ...wanted, ...place! })).toBeNull()
      }),
    )
  })
})
