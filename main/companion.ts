import { app, clipboard, Menu, powerMonitor, shell, type WebContents } from 'electron'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Snapshot } from '../preload/contract.ts'
import { systemClock } from './clock.ts'
import { quitCleanly } from './quit.ts'
import { createSleep } from './sleep.ts'
import { stopOnErrors } from './stop-on-errors.ts'
import { type Handlers, serve } from './ipc/serve.ts'
import { HIDDEN, launchAtLogin } from './launch-at-login/launch-at-login.ts'
import { describeInstallation } from './installation.ts'
import { openLog } from './log.ts'
import { createNotifier } from './notifications/notifier.ts'
import { createPlexApi } from './plex/api.ts'
import { plexFetch } from './plex/fetch.ts'
import { createLocalClock } from './plex/local-clock.ts'
import { plexHeaders, printableAscii } from './plex/headers.ts'
import { linkPage } from './plex/links.ts'
import { linkQr } from './plex/qr-path.ts'
import { openSettings } from './settings/file.ts'
import { createRevoker } from './account/revoker.ts'
import { createSignIn } from './sign-in/service.ts'
import { lateClaim, view } from './sign-in/view.ts'
import { trayAppears, trayIsPresent } from './tray/presence.ts'
import { createTray } from './tray/tray.ts'
import { createKeychainCalls } from './vault/calls.ts'
import { createKeychainVault } from './vault/keychain.ts'
import { openKeytar } from './vault/keytar.ts'
import { createIsOpen, createKeychainMood } from './vault/mood.ts'
import { createUnfinished } from './vault/unfinished.ts'
import { ORIGIN } from './window/page.ts'
import { createWindow } from './window/window.ts'

/** Makes every part and wires them. The only file that knows all others. */
export async function startCompanion(files: string) {
  const log = openLog(join(app.getPath('logs'), 'latchkey.log'))
  stopOnErrors(log)
  const settings = openSettings({
    path: join(app.getPath('userData'), 'settings.json'),
    newIdentifier: randomUUID,
    report: log.warn,
  })
  const installation = describeInstallation(settings.get().clientIdentifier)
  const keychain = createKeychainCalls({ clock: systemClock, open: openKeytar })
  const mood = createKeychainMood({ platform: process.platform, open: openKeytar })
  const isOpen = createIsOpen({ platform: process.platform, mood })
  const vault = createKeychainVault({
    calls: keychain,
    isOpen,
    keptAfterAll: () => signIn.keptAfterAll(),
    hint: { get: () => settings.get().tokenStored, set: tokenStored => settings.set({ tokenStored }) },
  })
  const unfinished = createUnfinished({
    calls: keychain,
    isOpen,
    hint: {
      get: () => settings.get().unfinishedStored,
      set: unfinishedStored => settings.set({ unfinishedStored }),
    },
  })
  const api = createPlexApi({
    fetch: plexFetch(`Latchkey/${installation.version}`),
    headers: plexHeaders(installation),
    localClock: createLocalClock(systemClock),
  })
  const observe = (what: string, problem?: unknown) =>
    problem === undefined ? log.info(what) : log.warn(what, problem)
  const revoker = createRevoker({ api, unfinished, clock: systemClock, observe })
  const signIn = createSignIn({ api, vault, unfinished, owe: revoker.owe, clock: systemClock, observe })
  const login = launchAtLogin(process.platform, process.env)

  let tray = true
  let revision = 0
  const snapshot = (): Snapshot => ({
    revision: ++revision,
    signIn: view(signIn.state(), {
      now: systemClock.now(),
      qr: linkQr,
      revocation: revoker.revocation(),
    }),
    lateClaim: lateClaim(signIn.state()),
    launchAtLogin: login === null ? null : login.get(),
    deviceName: printableAscii(installation.deviceName, 'Computer'),
    version: installation.version,
    tray,
  })

  const actions = {
    startSignIn: signIn.start,
    cancelSignIn: signIn.cancel,
    tryNow: signIn.tryNow,
    signOut: signIn.signOut,
    disown: signIn.disown,
    keepLateClaim: signIn.keepClaim,
    revokeLateClaim: signIn.revokeClaim,
    copyCode: () => withCode(code => void clipboard.writeText(code)),
    openLinkPage: () => withCode(openLinkPage),
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

  function openLinkPage(code: string) {
    shell.openExternal(linkPage(code)).catch((error: unknown) => log.warn('No browser opened', error))
  }

  function withCode(use: (code: string) => void) {
    const current = signIn.state().watches.find(({ role }) => role === 'current')
    if (current !== undefined) use(current.pin.code)
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
  const makeTray = () =>
    createTray(
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
  let trayIcon = makeTray()
  const notifier = createNotifier({ isWindowOpen: window.isOpen, showWindow: window.show })

  function publish() {
    const next = snapshot()
    trayIcon.render(next)
    notifier.follow(next)
    publishToWindow(next)
  }
  signIn.subscribe(publish)
  revoker.subscribe(publish)

  app.on('second-instance', (_event, command) => {
    // The system may start at login what is there already.
    if (!command.includes(HIDDEN)) window.show()
  })
  app.on('activate', window.show)
  app.on('window-all-closed', () => {})
  const sleep = createSleep(systemClock)
  powerMonitor.on('suspend', sleep.suspended)
  powerMonitor.on('resume', () => {
    signIn.resumed(sleep.resumed())
    revoker.tryNow()
  })
  powerMonitor.on('unlock-screen', () => signIn.resumed())

  quitCleanly({
    clock: systemClock,
    finish: async () => {
      revoker.dispose()
      await signIn.dispose()
      const free = await keychain.answered(1_000)
      trayIcon.destroy()
      return free
    },
  })

  unfinished.whenLoaded(() => revoker.tryNow())
  signIn.launched()
  tray = await trayIsPresent(process.platform)
  if (tray) return
  publish()
  // Without a tray there is nothing to click: the window is the way in.
  if (!process.argv.includes(HIDDEN)) window.show()
  await trayAppears(process.platform, systemClock)
  // Electron looks for a panel once, when the icon is made.
  trayIcon.destroy()
  trayIcon = makeTray()
  tray = true
  publish()
}
