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

export const most = (one: Size, other: Size): Size => ({
  width: Math.max(one.width, other.width),
  height: Math.max(one.height, other.height),
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
  const smallest = least(sizes.least, room)
  return { wanted: most(least(sizes.wanted, room), smallest), least: smallest }
}

export interface Bounds extends Size {
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

/** Between a window and the icon that it belongs to. */
const GAP = 8

/**
 * Where a window opens from the tray's icon: on the icon's side of the screen, its middle at the icon's, and all of it in
 * the work area. Null where nobody says where the icon is.
 */
export function besideIcon(workArea: Bounds, icon: Bounds, size: Size): { x: number; y: number } | null {
  if (icon.width <= 0 || icon.height <= 0 || workArea.width <= 0 || workArea.height <= 0) return null
  const { width, height } = least(size, workArea)
  const [right, bottom] = [workArea.x + workArea.width, workArea.y + workArea.height]
  const middle = { x: icon.x + icon.width / 2, y: icon.y + icon.height / 2 }
  // A panel at a side has the icon beyond the work area there.
  const x =
    middle.x < workArea.x
      ? workArea.x + GAP
      : middle.x > right
        ? right - width - GAP
        : Math.round(middle.x - width / 2)
  const isBelow = middle.y > workArea.y + workArea.height / 2
  const y = isBelow ? bottom - height - GAP : workArea.y + GAP
  return {
    x: Math.max(workArea.x, Math.min(x, right - width)),
    y: Math.max(workArea.y, Math.min(y, bottom - height)),
  }
}
