import { type BrowserWindow, screen } from 'electron'
import { besideIcon, type Bounds, broughtOnto, type Sizes, sizeOn } from './size.ts'

/** The size of a new window, and its least size, on the screen that the person uses. */
export function roomForNew(wayland: boolean, sizes: Sizes) {
  // HAZARD: on Wayland nobody knows where the pointer is, and asking crashes Electron.
  const { workAreaSize } = wayland
    ? screen.getPrimaryDisplay()
    : screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
  const { wanted, least } = sizeOn(workAreaSize, sizes)
  return { ...wanted, minWidth: least.width, minHeight: least.height }
}

/** Where a new window opens beside the tray's icon; nowhere in particular where nobody says where that is. */
export function placeBesideIcon(icon: Bounds | null, { wanted }: Sizes): Partial<Bounds> {
  if (icon === null) return {}
  return besideIcon(screen.getDisplayMatching(icon).workArea, icon, wanted) ?? {}
}

/**
 * Remembers how the person left a window, for the next one. Returns a function that tells; null as long as they left it as
 * it was opened, since what a desktop reports may differ from what it was asked for, each time by the frame.
 */
export function rememberPlace(window: BrowserWindow, wayland: boolean): () => Partial<Bounds> | null {
  let opened: Bounds | undefined
  const now = (): Bounds => {
    const { x, y } = window.getBounds()
    return { ...window.getContentBounds(), x, y }
  }
  // After it was brought onto its screen.
  window.once('show', () => setImmediate(() => window.isDestroyed() || (opened = now())))
  return () => {
    if (opened === undefined || window.isMinimized() || window.isMaximized()) return null
    const { x, y, width, height } = now()
    // On Wayland nobody knows where a window is.
    const isMoved = !wayland && (x !== opened.x || y !== opened.y)
    const isSized = width !== opened.width || height !== opened.height
    if (!isMoved && !isSized) return null
    return wayland ? { width, height } : { x, y, width, height }
  }
}

/** Makes a window as tall as its page, as far as the screen has room. Returns whether it was of another size. */
export function fitToPage(window: BrowserWindow, height: number): boolean {
  if (window.isMaximized()) return false
  const bounds = window.getBounds()
  const frame = bounds.height - window.getContentBounds().height
  const wanted = { ...bounds, height: height + frame }
  const fitting = broughtOnto(screen.getDisplayMatching(bounds).workArea, wanted) ?? wanted
  if (fitting.height === bounds.height) return false
  window.setBounds(fitting)
  return true
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
  screen.on('display-metrics-changed', fit)
  screen.on('display-removed', fit)
  window.once('closed', () => {
    screen.off('display-metrics-changed', fit)
    screen.off('display-removed', fit)
  })
}
