import { app, clipboard, dialog, Menu, powerMonitor, session, shell, type WebContents } from 'electron'
import { randomUUID } from 'node:crypto'
import { hostname, release } from 'node:os'
import { join } from 'node:path'
import type { Snapshot } from '../preload/contract.ts'
import { systemClock } from './clock.ts'
import { type Handlers, serve } from './ipc/serve.ts'
import { HIDDEN, launchAtLogin } from './launch-at-login/launch-at-login.ts'
import { type Log, openLog } from './log.ts'
import { createNotifier } from './notifications/notifier.ts'
import { createPlexApi } from './plex/api.ts'
import { plexHeaders, printableAscii } from './plex/headers.ts'
import { linkPage } from './plex/links.ts'
import { linkQr } from './plex/qr-path.ts'
import { openSettings } from './settings/file.ts'
import { createSignIn } from './sign-in/service.ts'
import { view } from './sign-in/view.ts'
import { text } from './text.ts'
import { trayIsPresent } from './tray/presence.ts'
import { createTray } from './tray/tray.ts'
import { createKeychainCalls } from './vault/calls.ts'
import { createKeychainVault } from './vault/keychain.ts'
import { openKeytar } from './vault/keytar.ts'
import { ORIGIN } from './window/page.ts'
import { createWindow } from './window/window.ts'

const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'macOS',
  win32: 'Windows',
  linux: 'Linux',
}

/** Makes every part and wires them. The only file that knows all others. */
export async function startCompanion(files: string) {
  const log = openLog(join(app.getPath('logs'), 'latchkey.log'))
  stopOnErrors(log)
  const settings = openSettings({
    path: join(app.getPath('userData'), 'settings.json'),
    newIdentifier: randomUUID,
    report: log.warn,
  })
  const deviceName = printableAscii(hostname(), 'Computer')
  const version = app.getVersion()
  const headers = plexHeaders({
    clientIdentifier: settings.get().clientIdentifier,
    version,
    deviceName,
    platform: PLATFORMS[process.platform] ?? process.platform,
    platformVersion: release(),
  })
  const keychain = createKeychainCalls({ clock: systemClock, open: openKeytar })
  const vault = createKeychainVault({
    calls: keychain,
    hint: { get: () => settings.get().tokenStored, set: tokenStored => settings.set({ tokenStored }) },
  })
  const signIn = createSignIn({
    api: createPlexApi({ fetch: plexFetch(`Latchkey/${version}`), headers }),
    vault,
    clock: systemClock,
    observe: (what, problem) => (problem === undefined ? log.info(what) : log.warn(what, problem)),
  })
  const login = launchAtLogin(process.platform, process.env)

  let revision = 0
  const snapshot = (): Snapshot => ({
    revision: ++revision,
    signIn: view(signIn.state(), systemClock.now(), linkQr),
    launchAtLogin: login === null ? null : login.get(),
    deviceName,
    version,
  })

  const actions = {
    startSignIn: signIn.start,
    cancelSignIn: signIn.cancel,
    tryNow: signIn.tryNow,
    signOut: signIn.signOut,
    copyCode: () => withCode(code => void clipboard.writeText(code)),
    openLinkPage: () => withCode(code => void shell.openExternal(linkPage(code))),
    setLaunchAtLogin(on: boolean) {
      try {
        login?.set(on)
      } catch (error) {
        log.error('Start at login could not be changed', error)
      }
      publish()
    },
    showWindow: () => window.show(),
    quit: () => app.quit(),
  }

  function withCode(use: (code: string) => void) {
    const { phase } = signIn.state()
    if (phase.kind === 'awaiting-approval') use(phase.pin.code)
  }

  let publishToWindow = (_snapshot: Snapshot) => {}
  function connect(contents: WebContents) {
    const handlers: Handlers = {
      ...actions,
      attach: () => publishToWindow(snapshot()),
      closeWindow: () => window.close(),
    }
    publishToWindow = serve(contents, handlers, ORIGIN).publish
  }

  await app.whenReady()
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  else app.setActivationPolicy('accessory')

  const window = createWindow({
    folder: join(files, 'renderer'),
    preload: join(files, 'preload.cjs'),
    icon: join(files, 'icons', 'window.png'),
    connect,
  })
  const tray = createTray(
    {
      icons: join(files, 'icons'),
      actions: {
        ...actions,
        startSignIn() {
          signIn.start()
          window.show()
        },
      },
    },
    snapshot(),
  )
  const notifier = createNotifier({ isWindowOpen: window.isOpen, showWindow: window.show })

  function publish() {
    const next = snapshot()
    tray.render(next)
    notifier.follow(next.signIn)
    publishToWindow(next)
  }
  signIn.subscribe(publish)

  app.on('second-instance', window.show)
  app.on('activate', window.show)
  app.on('window-all-closed', () => {})
  powerMonitor.on('resume', signIn.resumed)
  powerMonitor.on('unlock-screen', signIn.resumed)

  let disposed = false
  app.on('before-quit', quitting => {
    if (disposed) return
    quitting.preventDefault()
    void dispose()
  })

  async function dispose() {
    await signIn.dispose()
    const free = await keychain.answered(1_000)
    disposed = true
    tray.destroy()
    // Node waits for keytar's threads when it ends, and one of them is in a keychain that does not answer.
    if (free) app.quit()
    else process.kill(process.pid, 'SIGKILL')
  }

  signIn.launched()
  // Without a tray there is nothing to click: the window is the way in.
  if (!process.argv.includes(HIDDEN) && !(await trayIsPresent(process.platform))) window.show()
}

/** An error that nobody caught ends the app: its text is for the log alone, since it could hold anything. */
function stopOnErrors(log: Log) {
  const stop = (error: unknown) => {
    log.error('Stopped by an error', error)
    dialog.showErrorBox(text('stopped.title'), text('stopped.body'))
    app.exit(1)
  }
  process.on('uncaughtException', stop)
  process.on('unhandledRejection', stop)
}

/** Requests of the main process alone: a session in memory, the system's proxy and certificates, no cookies. */
function plexFetch(userAgent: string) {
  return async (url: string, init: RequestInit): Promise<Response> => {
    const own = session.fromPartition('plex-tv', { cache: false })
    own.setUserAgent(userAgent)
    return own.fetch(url, init)
  }
}
