import { type BrowserWindow, screen } from 'electron'
import { broughtOnto, type Sizes, sizeOn } from './size.ts'

/** The size of a new window, and its least size, on the screen that the person uses. */
export function roomForNew(wayland: boolean, sizes: Sizes) {
  // HAZARD: on Wayland nobody knows where the pointer is, and asking crashes Electron.
  const { workAreaSize } = wayland
    ? screen.getPrimaryDisplay()
    : screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
  const { wanted, least } = sizeOn(workAreaSize, sizes)
  return { ...wanted, minWidth: least.width, minHeight: least.height }
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
