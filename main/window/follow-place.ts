import { type BrowserWindow, screen } from 'electron'
import type { Clock } from '../clock.ts'
import { type Asked, changeOf, type Place } from './place.ts'
import { hearScreens } from './screen.ts'
import type { Bounds, Size } from './size.ts'

/** As long as a desktop may take to put a new window where it wants it. A person is not as fast. */
const PLACED_WITHIN_MS = 500

interface Followed {
  /** How it was asked for. */
  readonly asked: Asked
  readonly wayland: boolean
  readonly clock: Clock
  /** Called when the screens change, which may move it: what is `changed` until then is kept. */
  readonly keep: () => void
}

/**
 * Follows what the person makes of a new window: nothing as long as they leave it as it was opened, whatever their
 * screens make of it.
 */
export function followPlace(window: BrowserWindow, { asked: first, wayland, clock, keep }: Followed) {
  let asked = first
  let frame: Size
  let opened: Bounds | undefined
  let isSettling = false
  // What it would be if it were neither maximized nor minimized.
  function now(): Bounds {
    const { x, y, width, height } = window.getNormalBounds()
    return { x, y, width: width - frame.width, height: height - frame.height }
  }
  window.once('show', () =>
    clock.at(clock.now() + PLACED_WITHIN_MS, () => {
      if (window.isDestroyed()) return
      const [outer, page] = [window.getBounds(), window.getContentBounds()]
      frame = { width: outer.width - page.width, height: outer.height - page.height }
      opened = now()
    }),
  )
  function beginAnew() {
    if (opened === undefined) return
    const { size, corner } = changeOf(asked, opened, now())
    asked = { ...asked, ...size, ...corner }
    opened = now()
  }
  function settle() {
    if (!isSettling) keep()
    isSettling = true
    clock.at(clock.now() + PLACED_WITHIN_MS, () => {
      if (!window.isDestroyed()) beginAnew()
      isSettling = false
    })
  }
  // Before the window is brought onto them, by who has heard of it first.
  hearScreens(window, settle)
  return {
    changed(): Partial<Place> {
      if (opened === undefined || isSettling) return {}
      const { size, corner } = changeOf(asked, opened, now())
      const at = corner && { ...corner, screen: screen.getDisplayMatching(window.getNormalBounds()).id }
      return { ...(size && { size }), ...(!wayland && at && { at }) }
    },
    /** As if it had been opened as it is. */
    beginAnew,
  }
}
