export interface Size {
  readonly width: number
  readonly height: number
}

/** How large a window is meant to be, and how small it can be made. */
export interface Sizes {
  readonly wanted: Size
  readonly least: Size
}

/** Room for the frame that the desktop draws around it, whose size is unknown before there is a window. */
const FRAME = { width: 16, height: 56 }

const least = (one: Size, other: Size): Size => ({
  width: Math.min(one.width, other.width),
  height: Math.min(one.height, other.height),
})

/** The size of the page in a new window, and its least size, on a screen with this work area. */
export function sizeOn(workArea: Size, sizes: Sizes): Sizes {
  // A desktop without a screen has an empty area.
  const known = workArea.width > 0 && workArea.height > 0
  const room = known
    ? {
        width: Math.max(1, workArea.width - FRAME.width),
        height: Math.max(1, workArea.height - FRAME.height),
      }
    : sizes.wanted
  return { wanted: least(sizes.wanted, room), least: least(sizes.least, room) }
}

interface Bounds extends Size {
  readonly x: number
  readonly y: number
}

/** Where to move a window so that all of it can be seen; null if it may stay. */
export function broughtOnto(workArea: Bounds, bounds: Bounds): Bounds | null {
  if (workArea.width <= 0 || workArea.height <= 0) return null
  const { width, height } = least(bounds, workArea)
  const along = (at: number, length: number, start: number, room: number) =>
    Math.max(start, Math.min(at, start + room - length))
  const x = along(bounds.x, width, workArea.x, workArea.width)
  const y = along(bounds.y, height, workArea.y, workArea.height)
  const stays = x === bounds.x && y === bounds.y && width === bounds.width && height === bounds.height
  return stays ? null : { x, y, width, height }
}
