import { app, type BrowserWindow, type WebContents } from 'electron'
import { followPlace } from './follow-place.ts'
import { openOwnWindow, reloadLater, type Shared } from './own-window.ts'
import { PAGE } from './page.ts'
import type { PlaceFile } from './place-file.ts'
import { placeForNew } from './screen.ts'
import { comeIntoSight } from './sight.ts'
import type { Bounds } from './size.ts'

interface Options extends Shared {
  /** Called once for each new window, before its page loads. */
  readonly connect: (contents: WebContents) => void
  /** Called when the window gets the focus. */
  readonly focused: () => void
  /** Where the tray's icon is; null where nobody says. */
  readonly trayIcon: () => Bounds | null
  /** How the person left the last one. */
  readonly left: PlaceFile
}

const SIZES = { wanted: { width: 420, height: 640 }, least: { width: 340, height: 420 } }

/** How often a window may be renewed until it is asked for again. */
const MOST_RENEWALS = 2

interface Open {
  readonly window: BrowserWindow
  readonly place: ReturnType<typeof followPlace>
  readonly comeForward: () => void
}

export type Window = ReturnType<typeof createWindow>

/** The main window: made when it is asked for, destroyed when it is closed. */
export function createWindow(options: Options) {
  const { prepared, clock, wayland, connect, focused, trayIcon, left } = options
  let open: Open | undefined
  let opening: Promise<void> | undefined
  let renewals = 0
  let isLast = false

  function create() {
    const asked = placeForNew({ sizes: SIZES, left: left.get(), icon: trayIcon(), wayland })
    const own = { title: 'Latchkey', address: PAGE, sizes: SIZES, place: asked, connect }
    const window = openOwnWindow(options, own)
    const place = followPlace(window, { asked, wayland, clock, keep: keepPlace })
    open = { window, place, comeForward: comeIntoSight(window, { clock, wayland, renew }) }
    window.on('focus', focused)
    // Not when it is destroyed because its page is gone.
    window.on('close', () => {
      keepPlace()
      if (isLast) app.quit()
    })
    // Windows tells nothing but this at a logout.
    window.on('session-end', keepPlace)
    window.on('closed', () => {
      if (open?.window === window) open = undefined
    })
  }

  function keepPlace() {
    if (open !== undefined) left.change(open.place.changed())
  }

  function renew() {
    keepPlace()
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
    /** Writes down how it is now; also done when it is closed. */
    keepPlace,
    /** The next one opens as if the person had never touched one. */
    forgetPlace() {
      left.forget()
      open?.place.beginAnew()
    },
    reload: () => reloadLater(open?.window, clock),
    /** Whether the app quits with it, where the person closes it. */
    quitsApp: (on: boolean) => void (isLast = on),
    isOpen: () => open !== undefined && !open.window.isMinimized(),
    isFocused: () => open?.window.isFocused() === true,
  }
}
