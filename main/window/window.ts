import { app, BrowserWindow, nativeTheme, type Session, session, type WebContents } from 'electron'
import { hardenSession } from './hardening.ts'
import { PAGE, SCHEME, servePage } from './page.ts'

interface Options {
  /** The folder with the page's files. */
  readonly folder: string
  readonly preload: string
  readonly icon: string
  /** Called once for each new window, before its page loads. */
  readonly connect: (contents: WebContents) => void
  /** The person turns to it. */
  readonly focused: () => void
}

const SIZE = { width: 420, height: 680 }
const BACKGROUND = { light: '#f3f6f6', dark: '#12191b' }

export type Window = ReturnType<typeof createWindow>

/** The one window: made when it is asked for, destroyed when it is closed. */
export function createWindow({ folder, preload, icon, connect, focused }: Options) {
  let open: BrowserWindow | undefined
  let own: Session | undefined

  /** The session of all windows. Most starts need none, and the tray should not wait for it. */
  function prepare(): Session {
    // No `persist:`: nothing of the page is written to disk.
    const prepared = session.fromPartition('window', { cache: false })
    hardenSession(prepared)
    prepared.protocol.handle(SCHEME, servePage(folder))
    return prepared
  }

  function create(): BrowserWindow {
    own ??= prepare()
    const window = new BrowserWindow({
      ...SIZE,
      useContentSize: true,
      minWidth: 340,
      minHeight: 420,
      title: 'Latchkey',
      icon,
      show: false,
      fullscreenable: false,
      maximizable: false,
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
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
    window.once('ready-to-show', () => window.show())
    window.on('focus', focused)
    window.on('closed', () => (open = undefined))
    // A page that died is gone with all that it knew; the next window starts from the snapshot.
    window.webContents.on('render-process-gone', () => window.destroy())
    connect(window.webContents)
    void window.loadURL(PAGE)
    return window
  }

  function show() {
    if (open === undefined) {
      open = create()
      return
    }
    if (open.isMinimized()) open.restore()
    open.show()
    open.focus()
  }

  return {
    show: () => show(),
    close: () => open?.close(),
    isOpen: () => open !== undefined,
  }
}
