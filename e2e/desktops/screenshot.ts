import { PNG } from 'pngjs'
import { eventually } from '../world/eventually.ts'
import type { Point } from './shell.ts'

/** Part of a screen, in pixels. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The smallest area with all that differs between two pictures of one screen, within this one; null where nothing does. */
export function changedArea(before: Buffer, after: Buffer, within: Area): Area | null {
  const [old, now] = [PNG.sync.read(before), PNG.sync.read(after)]
  const at = (picture: PNG, column: number, row: number): number =>
    picture.data.readUInt32BE((row * picture.width + column) * 4)
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1]
  for (let row = within.y; row < within.y + within.height; row += 1) {
    for (let column = within.x; column < within.x + within.width; column += 1) {
      if (at(old, column, row) === at(now, column, row)) continue
      left = Math.min(left, column)
      right = Math.max(right, column)
      top = Math.min(top, row)
      bottom = Math.max(bottom, row)
    }
  }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
}

const LARGEST_ICON = 64

/** The middle of an icon that has come; null where nothing differs, or more than an icon: then a panel is being drawn. */
export function middleOfIcon(before: Buffer, after: Buffer, within: Area): Point | null {
  const area = changedArea(before, after, within)
  if (area === null || area.width > LARGEST_ICON) return null
  return { x: Math.round(area.x + area.width / 2), y: Math.round(area.y + area.height / 2) }
}

/** A picture of the screen once two in a row are the same within the area. */
export async function restingPicture(look: () => Promise<Buffer>, within: Area): Promise<Buffer> {
  let before = await look()
  return eventually('the screen to rest', async () => {
    const now = await look()
    const rests = changedArea(before, now, within) === null
    before = now
    return rests && now
  })
}

/** How many pixels of a picture have the teal of the app's icon. */
export function tealPixels(picture: Buffer, within?: Area): number {
  const { data, width, height } = PNG.sync.read(picture)
  const area = within ?? { x: 0, y: 0, width, height }
  let count = 0
  for (let row = area.y; row < area.y + area.height; row += 1) {
    for (let column = area.x; column < area.x + area.width; column += 1) {
      const [red = 0, green = 0, blue = 0] = data.subarray((row * width + column) * 4)
      if (red < 30 && green > 80 && green < 140 && blue > green && blue < green + 20) count += 1
    }
  }
  return count
}
