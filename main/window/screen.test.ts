import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ManualClock } from '../clock.fake.ts'
import { followPage } from './follow-page.ts'
import { followPlace } from './follow-place.ts'
import type { Place } from './place.ts'
import { keepOnScreen } from './screen.ts'
import type { Bounds } from './size.ts'

const fake = vi.hoisted(() => ({ screen: {} as object }))
vi.mock('electron', () => ({
  get screen() {
    return fake.screen
  },
}))

const LARGE = { x: 0, y: 0, width: 1_280, height: 800 }
const SMALL = { x: 0, y: 0, width: 800, height: 480 }
const SIZES = { wanted: { width: 420, height: 640 }, least: { width: 340, height: 420 } }
const asked = { x: 700, y: 90, width: 420, height: 640 }

/** A window without a frame, whose screen changes as it is told. */
function openOn(workArea: Bounds) {
  let [area, bounds] = [workArea, asked as Bounds]
  let isMaximized = false
  const screen = Object.assign(new EventEmitter(), { getDisplayMatching: () => ({ id: 1, workArea: area }) })
  fake.screen = screen
  const window = Object.assign(new EventEmitter(), {
    isDestroyed: () => false,
    isMaximized: () => isMaximized,
    maximize: () => void (isMaximized = true),
    getBounds: () => bounds,
    getContentBounds: () => bounds,
    getNormalBounds: () => bounds,
    setBounds: (next: Bounds) => void (bounds = next),
    setMinimumSize() {},
  })
  return {
    window,
    screen,
    change(next: Bounds, event = 'display-metrics-changed') {
      area = next
      screen.emit(event)
    },
  }
}

let clock: ManualClock
let left: Partial<Place>
let place: ReturnType<typeof followPlace>
let on: ReturnType<typeof openOn>

beforeEach(async () => {
  clock = new ManualClock()
  left = {}
  on = openOn(LARGE)
  const window = on.window as never
  keepOnScreen(window, SIZES)
  const keep = () => void Object.assign(left, place.changed())
  place = followPlace(window, { asked, wayland: false, clock, keep })
  on.window.emit('show')
  await clock.advance(500)
})

const move = (change: Partial<Bounds>) => on.window.setBounds({ ...on.window.getBounds(), ...change })
/** How it is left in the end. */
const leave = () => ({ ...left, ...place.changed() })

it.each(['display-metrics-changed', 'display-removed'])(
  'is no place that the person chose where the screens have moved it: %s',
  async event => {
    on.change(SMALL, event)
    expect([on.window.getBounds(), leave()]).toEqual([{ x: 380, y: 0, width: 420, height: 480 }, {}])
    // The desktop moves it, too.
    move({ x: 20 })
    on.change(LARGE)
    await clock.advance(500)
    expect(leave()).toEqual({})
  },
)

it('is where they moved it before, whatever the screens make of it then', async () => {
  move({ x: 690, width: 460 })
  on.change(SMALL)
  await clock.advance(500)
  expect(leave()).toEqual({ size: { width: 460, height: 640 }, at: { x: 690, y: 90, screen: 1 } })
})

it('is where they move it afterwards', async () => {
  on.change(SMALL)
  await clock.advance(500)
  move({ x: 30 })
  expect(leave()).toEqual({ at: { x: 30, y: 0, screen: 1 } })
})

it('hears of no screens once it is closed', () => {
  expect(on.screen.eventNames()).toHaveLength(2)
  on.window.emit('closed')
  expect(on.screen.eventNames()).toEqual([])
})

describe('a window that is as tall as its page', () => {
  let fit: ReturnType<typeof followPage>
  const height = () => on.window.getBounds().height
  const sized = (height: number) => move({ height })

  let resized: number

  beforeEach(() => {
    resized = 0
    fit = followPage(on.window as never, () => resized++)
  })

  it('is so each time', () => {
    const found = [500, 500, 700, 350].map(tall => [fit(tall), height()])
    expect(found).toEqual([
      [true, 500],
      [false, 500],
      [true, 700],
      [true, 350],
    ])
    expect(resized).toBe(3)
  })

  it('is no taller than there is room, and all of it on the screen', () => {
    move({ y: 300 })
    expect([fit(100_000), on.window.getBounds()]).toEqual([true, { ...asked, y: 0, height: 800 }])
    expect([fit(90_000), fit(500)]).toEqual([false, true])
  })

  it('is so again once its screen has room again, and says so each time', () => {
    fit(700)
    on.change(SMALL)
    expect([height(), resized]).toEqual([480, 2])
    on.change(LARGE)
    expect([height(), resized]).toEqual([700, 3])
    on.change(LARGE)
    expect(resized).toBe(3)
  })

  it('is left as it is where the person has chosen its height before its screen changes', () => {
    fit(700)
    sized(450)
    on.change(SMALL)
    on.change(LARGE)
    expect([height(), resized]).toEqual([450, 1])
  })

  it('is not sized by a screen before its page has said how tall it is', () => {
    on.change(SMALL)
    expect(resized).toBe(0)
  })

  it('is so where a scale makes another height of it', () => {
    fit(500)
    sized(503)
    expect([fit(600), height()]).toEqual([true, 600])
  })

  it('is so where the desktop takes a moment', () => {
    const before = height()
    fit(700)
    sized(before)
    expect([fit(690), height()]).toEqual([true, 690])
  })

  it('is so where the desktop has not yet done the one before the last', () => {
    const first = height()
    for (const tall of [700, 690, 680]) {
      fit(tall)
      sized(first)
    }
    expect([fit(670), height()]).toEqual([true, 670])
  })

  it('is so where its page is still as it was', () => {
    fit(764)
    on.window.getContentBounds = () => asked
    expect([fit(746), height()]).toEqual([true, 746])
  })

  it.each<[string, () => void]>([
    ['the person or the desktop has chosen another height', () => sized(374)],
    ['it is maximized', () => on.window.maximize()],
  ])('is left as it is where %s', (_what, choose) => {
    fit(500)
    choose()
    const before = height()
    expect([fit(628), fit(500), height()]).toEqual([false, false, before])
  })
})
