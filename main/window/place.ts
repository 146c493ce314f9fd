import * as v from 'valibot'
import { type Bounds, broughtOnto, most, type Size, type Sizes, sizeOn } from './size.ts'

export const VERSION = 1

/** X11 knows no other numbers, and no desktop is larger. */
const FARTHEST = 32_767
const Coordinate = v.pipe(v.number(), v.integer(), v.minValue(-FARTHEST), v.maxValue(FARTHEST))
const Length = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(FARTHEST))

/** How the person left the main window, in pixels of a screen at 100 %. */
export const Place = v.object({
  version: v.literal(VERSION),
  /** The size of the page; null if they never changed it. */
  size: v.nullable(v.object({ width: Length, height: Length })),
  /** The corner of the window, and the number that the system has for the screen; null if they never moved it. */
  at: v.nullable(v.object({ x: Coordinate, y: Coordinate, screen: v.pipe(v.number(), v.finite()) })),
})

export type Place = v.InferOutput<typeof Place>

/** As if nobody had ever moved it or changed its size. */
export const NOWHERE: Place = { version: VERSION, size: null, at: null }

export const parsePlace = (text: string): Place => v.parse(Place, JSON.parse(text))

interface Screen {
  readonly id: number
  readonly workArea: Bounds
}

/** Where a window opens that was left there, all of it on its screen; null if it was not, or that screen is gone. */
export function placeOn(screens: readonly Screen[], { at, size }: Place, sizes: Sizes): Bounds | null {
  const own = screens.find(({ id }) => id === at?.screen)
  if (at === null || own === undefined) return null
  const { wanted, least } = sizeOn(own.workArea, sizes)
  const bounds = { x: at.x, y: at.y, ...most(size ?? wanted, least) }
  return broughtOnto(own.workArea, bounds) ?? bounds
}

/** How a window was asked for: the size of its page, and its corner unless the system was to choose that. */
export type Asked = Size & Partial<Corner>

interface Corner {
  readonly x: number
  readonly y: number
}

/** What a person has changed of a window. */
interface Change {
  readonly size: Size | null
  readonly corner: Corner | null
}

/**
 * What has changed of a window since it was opened, as the system reports its corner and the size of its page. The new
 * corner is what was asked for, as much further as it has moved: a system may report another one than it was asked for,
 * by the frame, and with what it reports the window would creep from one time to the next.
 */
export function changeOf(asked: Asked, opened: Bounds, now: Bounds): Change {
  const [across, down] = [now.x - opened.x, now.y - opened.y]
  const { width, height } = now
  const isMoved = across !== 0 || down !== 0
  const isSized = width !== opened.width || height !== opened.height
  return {
    size: isSized ? { width, height } : null,
    corner: isMoved ? { x: (asked.x ?? opened.x) + across, y: (asked.y ?? opened.y) + down } : null,
  }
}
