import { type BrowserWindow, screen } from 'electron'
import { broughtOnto, sizeOn } from './size.ts'

/** What a new window may take of the screen that the person is at. */
export function roomForNew(wayland: boolean) {
  // HAZARD: on Wayland nobody knows where the pointer is, and to ask ends Electron.
  const { workAreaSize } = wayland
    ? screen.getPrimaryDisplay()
    : screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
  const { wanted, least } = sizeOn(workAreaSize)
  return { ...wanted, minWidth: least.width, minHeight: least.height }
}

/** Keeps all of the window on its screen, whatever becomes of the screen. */
export function keepOnScreen(window: BrowserWindow) {
  const fit = () => {
    const bounds = window.getBounds()
    const { workArea } = screen.getDisplayMatching(bounds)
    const { least } = sizeOn(workArea)
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
