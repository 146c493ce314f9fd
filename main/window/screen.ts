import { type BrowserWindow, screen } from 'electron'
import { type Asked, type Place, placeOn } from './place.ts'
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

/** Calls back when the screens have changed, as long as there is the window. Who asks for it last is called first. */
export function hearScreens(window: BrowserWindow, changed: () => void) {
  screen.prependListener('display-metrics-changed', changed)
  screen.prependListener('display-removed', changed)
  window.once('closed', () => {
    screen.off('display-metrics-changed', changed)
    screen.off('display-removed', changed)
  })
}
