import { app, type BrowserWindow, type WebContents } from 'electron'
import { openOwnWindow, reloadLater, type Shared } from './own-window.ts'
import { PAGE } from './page.ts'
import { placeBesideIcon, rememberPlace } from './screen.ts'
import { comeIntoSight } from './sight.ts'
import type { Bounds } from './size.ts'

interface Options extends Shared {
  /** Called once for each new window, before its page loads. */
  readonly connect: (contents: WebContents) => void
  /** Called when the window gets the focus. */
  readonly focused: () => void
  /** Where the tray's icon is; null where nobody says. */
  readonly trayIcon: () => Bounds | null
}

const SIZES = { wanted: { width: 420, height: 640 }, least: { width: 340, height: 420 } }

/** How often a window may be renewed until it is asked for again. */
const MOST_RENEWALS = 2

export type Window = ReturnType<typeof createWindow>

/** The main window: made when it is asked for, destroyed when it is closed. */
export function createWindow(options: Options) {
  const { prepared, clock, wayland, connect, focused, trayIcon } = options
  let open: { readonly window: BrowserWindow; readonly comeForward: () => void } | undefined
  let opening: Promise<void> | undefined
  let renewals = 0
  let isLast = false
  /** As the person left the last one. */
  let left: Partial<Bounds> | null = null

  function create() {
    const place = left ?? (wayland ? {} : placeBesideIcon(trayIcon(), SIZES))
    const own = { title: 'Latchkey', address: PAGE, sizes: SIZES, place, connect }
    const window = openOwnWindow(options, own)
    const leftAs = rememberPlace(window, wayland)
    open = { window, comeForward: comeIntoSight(window, { clock, wayland, renew }) }
    window.on('focus', focused)
    // Not when it is destroyed, to be made anew or because its page is gone.
    window.on('close', () => {
      left = leftAs() ?? left
      if (isLast) app.quit()
    })
    window.on('closed', () => {
      if (open?.window === window) open = undefined
    })
  }

  function renew() {
    open?.window.destroy()
    create()
  }

  // HAZARD: on Wayland a window made before the graphics process was replaced may never draw, and is invisible until it
  // does.
  if (wayland) {
    app.on('gpu-info-update', () => {
      if (open !== undefined && !open.window.isFocused() && renewals++ < MOST_RENEWALS) renew()
    })
  }

  function show() {
    renewals = 0
    if (open !== undefined) return open.comeForward()
    opening ??= prepared().then(() => {
      opening = undefined
      create()
    })
  }

  return {
    show: () => show(),
    close: () => open?.window.close(),
    reload: () => reloadLater(open?.window, clock),
    /** Whether the app quits with it, where the person closes it. */
    quitsApp: (on: boolean) => void (isLast = on),
    isOpen: () => open !== undefined && !open.window.isMinimized(),
    isFocused: () => open?.window.isFocused() === true,
  }
}
