import { app, BrowserWindow, type NativeImage, type Session, session, type WebContents } from 'electron'
import type { Clock } from '../clock.ts'
import { hardenSession } from './hardening.ts'
import { SCHEME } from './page.ts'
import type { Asked } from './place.ts'
import { keepOnScreen, roomForNew } from './screen.ts'
import type { Sizes } from './size.ts'
import type { Theme } from './theme.ts'
import type { createUnopened } from './unopened.ts'
import { loadWhole } from './whole-page.ts'

/** What all windows have in common. */
export interface Shared {
  /** What a window has to wait for. Resolves soon, whatever happens. */
  readonly prepared: () => Promise<void>
  readonly session: () => Session
  readonly preload: string
  readonly theme: Pick<Theme, 'ground' | 'subscribe'>
  readonly icon: () => NativeImage
  readonly clock: Clock
  /** Whether its windows are drawn on Wayland. */
  readonly wayland: boolean
  readonly sayUnopened: ReturnType<typeof createUnopened>
  /** Called when a window ended before it could be seen. */
  readonly failed: (why: unknown) => void
}

interface Own {
  readonly title: string
  readonly address: string
  readonly sizes: Sizes
  /** Where it opens, and how large, if not as usual. */
  readonly place?: Asked
  /** Called before its page loads. */
  readonly connect: (contents: WebContents) => void
}

/** The session of all windows. Most starts need none, and the tray should not wait for it. */
export function createOwnSession(serve: (request: Request) => Promise<Response>): () => Session {
  let own: Session | undefined
  function prepare(): Session {
    // No `persist:`: nothing of a page is written to disk.
    const prepared = session.fromPartition('window', { cache: false })
    hardenSession(prepared)
    prepared.protocol.handle(SCHEME, serve)
    return prepared
  }
  return () => (own ??= prepare())
}

/** Loads the page of a window anew, where it is. Not in the event in which the page asked for it. */
export const reloadLater = (window: BrowserWindow | undefined, clock: Clock) =>
  void clock.at(clock.now(), () => {
    if (window?.isDestroyed() === false) window.webContents.reload()
  })

/** Makes a window for one of our pages, which is not shown yet. */
export function openOwnWindow(shared: Shared, { title, address, sizes, place, connect }: Own): BrowserWindow {
  const { preload, theme, icon, clock, wayland, sayUnopened, failed } = shared
  const window = new BrowserWindow({
    ...roomForNew(wayland, sizes),
    ...place,
    useContentSize: true,
    title,
    icon: icon(),
    show: false,
    fullscreenable: false,
    autoHideMenuBar: true,
    backgroundColor: theme.ground(),
    webPreferences: {
      session: shared.session(),
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  keepOnScreen(window, sizes)
  window.once(
    'closed',
    theme.subscribe(() => window.setBackgroundColor(theme.ground())),
  )
  // SECURITY: the page cannot choose the window's title.
  window.on('page-title-updated', renaming => renaming.preventDefault())
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
  const networkEnded = loadWhole(window.webContents, {
    clock,
    load() {
      // How it went is told by the page's events.
      if (!window.isDestroyed()) window.loadURL(address).catch(() => {})
    },
    failed: why => later(() => end(why, true)),
  })
  const follow = (_event: unknown, { serviceName }: { readonly serviceName?: string }) => {
    if (serviceName === 'network.mojom.NetworkService') networkEnded()
  }
  app.on('child-process-gone', follow)
  window.once('closed', () => app.off('child-process-gone', follow))
  return window
}
