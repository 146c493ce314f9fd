import { app, clipboard, Menu, net, powerMonitor, shell, type WebContents } from 'electron'
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
import { createNetworkWatch } from './network.ts'
import { createNotifier } from './notifications/notifier.ts'
import { createPlexApi } from './plex/api.ts'
import { plexFetch } from './plex/fetch.ts'
import { createLocalClock } from './plex/local-clock.ts'
import { plexHeaders, printableAscii } from './plex/headers.ts'
import { AUTHORIZED_DEVICES, linkPage, serverPage } from './plex/links.ts'
import { linkQr } from './plex/qr-path.ts'
import { openSettings } from './settings/file.ts'
import { createRevoker } from './account/revoker.ts'
import { createServers } from './account/servers.ts'
import { createSessionRecord } from './account/session-record.ts'
import { createSignIn } from './sign-in/service.ts'
import { lateClaim, missesNetwork, view } from './sign-in/view.ts'
import { trayAppears, trayIsPresent } from './tray/presence.ts'
import { createTray } from './tray/tray.ts'
import { createKeychainCalls } from './vault/calls.ts'
import { createKeychainVault } from './vault/keychain.ts'
import { openKeytar } from './vault/keytar.ts'
import { createIsOpen, createKeychainMood } from './vault/mood.ts'
import { createUnfinished } from './vault/unfinished.ts'
import { createKeychainWatch } from './vault/watch.ts'
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
    mood,
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
  const revoker = createRevoker({
    api,
    unfinished,
    clock: systemClock,
    givenUp: () => notifier.tell('revocationGivenUp'),
    observe,
  })
  const signIn = createSignIn({
    api,
    vault,
    unfinished,
    owe: revoker.owe,
    clock: systemClock,
    record: createSessionRecord(settings, systemClock),
    isKeychainMissing: async () => (await mood()) === 'absent',
    observe,
  })
  const servers = createServers({ api, vault, observe, doubted: signIn.doubted })
  const keychainWatch = createKeychainWatch({
    mood,
    clock: systemClock,
    wanted: signIn.wantsKeychain,
    opened: signIn.keychainOpened,
  })
  const networkWatch = createNetworkWatch({
    isOnline: () => net.isOnline(),
    clock: systemClock,
    back: () => {
      signIn.resumed()
      revoker.tryNow()
    },
  })
  const login = launchAtLogin(process.platform, process.env)

  let tray = true
  let revision = 0
  const snapshot = (): Snapshot => ({
    revision: ++revision,
    signIn: view(signIn.state(), {
      now: systemClock.now(),
      qr: linkQr,
      revocation: revoker.revocation(),
      calendar: systemClock.calendar(),
      signedInAt: settings.get().signedInAt,
      confirmedAt: settings.get().confirmedAt,
      servers: servers.state(),
    }),
    lateClaim: lateClaim(signIn.state()),
    launchAtLogin: login === null ? null : login.get(),
    deviceName: printableAscii(installation.deviceName, 'Computer'),
    version: installation.version,
    tray,
    notice: settings.notice(),
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
    openLinkPage: () => withCode(code => openPage(linkPage(code))),
    openAuthorizedDevices: () => openPage(AUTHORIZED_DEVICES),
    openServer(id: string) {
      if (servers.has(id)) openPage(serverPage(id))
    },
    refreshServers: servers.refresh,
    dismissNotice() {
      settings.dismissNotice()
      publish()
    },
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

  function openPage(address: string) {
    shell.openExternal(address).catch((error: unknown) => log.warn('No browser opened', error))
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
    keychainWatch.follow()
    networkWatch.follow(missesNetwork(next.signIn) || revoker.revocation() === 'owed')
    trayIcon.render(next)
    notifier.follow(next)
    publishToWindow(next)
  }
  signIn.subscribe(({ phase }) => {
    servers.follow(phase.kind === 'signed-in' ? phase.account : null)
    publish()
  })
  revoker.subscribe(publish)
  servers.subscribe(publish)

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
    keychainWatch.hurry()
  })
  powerMonitor.on('unlock-screen', () => {
    signIn.resumed()
    keychainWatch.hurry()
  })

  quitCleanly({
    clock: systemClock,
    finish: async () => {
      revoker.dispose()
      servers.dispose()
      keychainWatch.dispose()
      networkWatch.dispose()
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
