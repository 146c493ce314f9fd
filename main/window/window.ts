import {
  app,
  BrowserWindow,
  type NativeImage,
  nativeTheme,
  type Session,
  session,
  type WebContents,
} from 'electron'
import colours from '../../common/colours.json'
import type { Text } from '../../common/text.ts'
import type { Clock } from '../clock.ts'
import { hardenSession } from './hardening.ts'
import { PAGE, SCHEME } from './page.ts'
import { comeIntoSight } from './sight.ts'
import { keepOnScreen, roomForNew } from './screen.ts'
import { createUnopened } from './unopened.ts'

interface Options {
  readonly text: Text
  /** What a window has to wait for. Resolves soon, whatever happens. */
  readonly prepared: () => Promise<void>
  /** Answers the requests of the page. */
  readonly serve: (request: Request) => Promise<Response>
  readonly preload: string
  readonly icon: () => NativeImage
  readonly clock: Clock
  /** Whether its windows are drawn on Wayland. */
  readonly wayland: boolean
  /** Called once for each new window, before its page loads. */
  readonly connect: (contents: WebContents) => void
  /** Called when the window gets the focus. */
  readonly focused: () => void
  /** Called when a window ended before it could be seen. */
  readonly failed: (why: unknown) => void
}

/** How often a window may be renewed until it is asked for again. */
const MOST_RENEWALS = 2

export type Window = ReturnType<typeof createWindow>

/** The one window: made when it is asked for, destroyed when it is closed. */
export function createWindow(options: Options) {
  const { prepared, serve, preload, icon, clock, wayland, connect, focused, failed } = options
  let open: { readonly window: BrowserWindow; readonly comeForward: () => void } | undefined
  let opening: Promise<void> | undefined
  let own: Session | undefined
  let renewals = 0
  const sayUnopened = createUnopened(options.text)

  /** The session of all windows. Most starts need none, and the tray should not wait for it. */
  function prepare(): Session {
    // No `persist:`: nothing of the page is written to disk.
    const prepared = session.fromPartition('window', { cache: false })
    hardenSession(prepared)
    prepared.protocol.handle(SCHEME, serve)
    return prepared
  }

  function create() {
    own ??= prepare()
    const window = new BrowserWindow({
      ...roomForNew(wayland),
      useContentSize: true,
      title: 'Latchkey',
      icon: icon(),
      show: false,
      fullscreenable: false,
      autoHideMenuBar: true,
      backgroundColor: colours.ground[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
      webPreferences: {
        session: own,
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        devTools: !app.isPackaged,
      },
    })
    const comeForward = comeIntoSight(window, { clock, wayland, renew })
    open = { window, comeForward }
    keepOnScreen(window)
    window.on('focus', focused)
    // SECURITY: the page cannot choose the window's title.
    window.on('page-title-updated', renaming => renaming.preventDefault())
    window.on('closed', () => {
      if (open?.window === window) open = undefined
    })
    // HAZARD: Electron crashes if a window is destroyed inside an event of its page, such as a navigation.
    const later = (task: () => void) =>
      clock.at(clock.now(), () => {
        if (!window.isDestroyed()) task()
      })
    const end = (why: unknown, unseen = !window.isVisible()) => {
      // HAZARD: on Linux one process starts all pages, and Chromium does not replace it.
      if (why === 'launch-failed') void sayUnopened('ended')
      else if (unseen) failed(why)
      window.destroy()
    }
    // Everything that a dead page knew is gone; the next window starts from the snapshot.
    window.webContents.on('render-process-gone', (_event, { reason }) => later(() => end(reason)))
    // HAZARD: Electron reads the preload script anew for each window, and goes on without it if that fails.
    window.webContents.on('preload-error', () =>
      later(() => {
        window.destroy()
        void sayUnopened('unreadable')
      }),
    )
    connect(window.webContents)
    window.loadURL(PAGE).catch((error: unknown) => later(() => end(error, true)))
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
    isOpen: () => open !== undefined && !open.window.isMinimized(),
    isFocused: () => open?.window.isFocused() === true,
  }
}
