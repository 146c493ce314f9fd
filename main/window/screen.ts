import { type BrowserWindow, screen } from 'electron'
import type { Clock } from '../clock.ts'
import { type Asked, changeOf, type Place, placeOn } from './place.ts'
import { besideIcon, type Bounds, broughtOnto, type Size, type Sizes, sizeOn } from './size.ts'

/** The size of a new window, and its least size, on the screen that the person uses. */
export function roomForNew(wayland: boolean, sizes: Sizes) {
  // HAZARD: on Wayland nobody knows where the pointer is, and asking crashes Electron.
  const { workAreaSize } = wayland
    ? screen.getPrimaryDisplay()
    : screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
  const { wanted, least } = sizeOn(workAreaSize, sizes)
  return { ...wanted, minWidth: least.width, minHeight: least.height }
}

interface Opening {
  readonly sizes: Sizes
  /** How the person left it. */
  readonly left: Place
  /** Where the tray's icon is; null where nobody says. */
  readonly icon: Bounds | null
  readonly wayland: boolean
}

/** How a window opens: as the person left it where that can be, else beside the tray's icon, else where the system likes. */
export function placeForNew({ sizes, left, icon, wayland }: Opening): Asked {
  // On Wayland nobody knows where a window is, or can say where it is to be.
  const there = wayland ? null : placeOn(screen.getAllDisplays(), left, sizes)
  if (there !== null) return there
  const { width, height } = roomForNew(wayland, { ...sizes, wanted: left.size ?? sizes.wanted })
  return { width, height, ...(wayland ? null : beside(icon, { width, height })) }
}

function beside(icon: Bounds | null, size: Size) {
  return icon === null ? null : besideIcon(screen.getDisplayMatching(icon).workArea, icon, size)
}

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

/** Calls back when the screens have changed, as long as there is the window. Who asks for it last is called first. */
function hearScreens(window: BrowserWindow, changed: () => void) {
  screen.prependListener('display-metrics-changed', changed)
  screen.prependListener('display-removed', changed)
  window.once('closed', () => {
    screen.off('display-metrics-changed', changed)
    screen.off('display-removed', changed)
  })
}

/** What a scale makes of a height, there and back. */
const ROUNDED = 4

/**
 * Makes a window as tall as its page, as far as the screen has room, and as long as nobody else chooses its height: the
 * person, or a desktop that lays windows side by side and would cut off what reaches beyond its place there. To be called
 * before the window is shown. The function that it returns says whether it was of another size.
 * @param resized called each time that it is made another size, also where it is for a screen that has changed
 */
export function followPage(window: BrowserWindow, resized: () => void): (height: number) => boolean {
  const pageHeight = () => window.getContentBounds().height
  // The one before may still be there: a desktop may take a moment.
  let ours: readonly number[] = [pageHeight()]
  let frame: number | undefined
  let wanted: number | undefined
  function fit(height: number): boolean {
    wanted = height
    const now = pageHeight()
    if (window.isMaximized() || !ours.some(one => Math.abs(one - now) <= ROUNDED)) return false
    const bounds = window.getBounds()
    frame ??= bounds.height - now
    const whole = { ...bounds, height: height + frame }
    const fitting = broughtOnto(screen.getDisplayMatching(bounds).workArea, whole) ?? whole
    if (fitting.height === bounds.height) return false
    window.setBounds(fitting)
    ours = [...ours.slice(-1), fitting.height - frame]
    // Only now: until the desktop has answered, one of the two may be as it was.
    frame = window.getBounds().height - pageHeight()
    resized()
    return true
  }
  // Before it is brought onto them, which nobody could tell from a person who makes it smaller.
  hearScreens(window, () => {
    if (wanted !== undefined) fit(wanted)
  })
  return fit
}

/** Keeps the whole window on its screen, also when the screen changes. */
export function keepOnScreen(window: BrowserWindow, sizes: Sizes) {
  const fit = () => {
    const bounds = window.getBounds()
    const { workArea } = screen.getDisplayMatching(bounds)
    const { least } = sizeOn(workArea, sizes)
    window.setMinimumSize(least.width, least.height)
    const onto = broughtOnto(workArea, bounds)
    if (onto !== null) window.setBounds(onto)
  }
  window.once('show', fit)
  hearScreens(window, fit)
}
