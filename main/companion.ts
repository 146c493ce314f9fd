import { app, clipboard, Menu, powerMonitor, shell, type WebContents } from 'electron'
import { join } from 'node:path'
import type { Snapshot } from '../preload/contract.ts'
import { systemClock } from './clock.ts'
import { createServices } from './services.ts'
import { shown } from './shown.ts'
import { quitCleanly } from './quit.ts'
import { createSleep } from './sleep.ts'
import { stopOnErrors } from './stop-on-errors.ts'
import { type Handlers, serve } from './ipc/serve.ts'
import { createLaunchAtLogin } from './launch-at-login/launch-at-login.ts'
import { HIDDEN, loginItem } from './launch-at-login/login-item.ts'
import { openLog } from './log.ts'
import { createNotifier } from './notifications/notifier.ts'
import { AUTHORIZED_DEVICES, linkPage, serverPage } from './plex/links.ts'
import { missesNetwork } from './sign-in/view.ts'
import { trayAppears, trayIsPresent } from './tray/presence.ts'
import { createTray } from './tray/tray.ts'
import { runningBuild } from './updates/build.ts'
import { noUpdates } from './updates/feed.ts'
import { createUpdates } from './updates/updates.ts'
import { ORIGIN } from './window/page.ts'
import { createWindow } from './window/window.ts'

// To load the keychain's module would hold up the tray's way onto the bus.
const TRAY_FIRST_MS = 100

/** Makes every part and wires them. The only file that knows all others. */
export async function startCompanion(files: string) {
  const log = openLog(join(app.getPath('logs'), 'latchkey.log'))
  const finishOnErrors = stopOnErrors(log)
  const { promise: trayIsOut, resolve: trayHadTime } = Promise.withResolvers<void>()
  const services = createServices({ log, trayIsOut, givenUp: () => notifier.tell('revocationGivenUp') })
  finishOnErrors(services.closeKeychain)
  const { settings, signIn, revoker, servers } = services
  const launchAtLogin = createLaunchAtLogin({
    item: loginItem(process.platform, process.env),
    report: log.warn,
  })

  const updates = createUpdates({
    clock: systemClock,
    random: Math.random,
    async open() {
      const { openUpdater } = await import('./updates/updater.ts')
      return openUpdater({ observe: log.warn, moved: repairLoginItem })
    },
    changed: publish,
    observe: log.warn,
  })

  let tray = true
  let revision = 0
  const snapshot = (): Snapshot => {
    const seen = shown(services)
    return {
      ...seen,
      revision: ++revision,
      launchAtLogin: launchAtLogin.state(),
      update: updates.state(),
      tray,
      notice: launchAtLogin.wasRefused() ? 'launch-at-login-refused' : seen.notice,
    }
  }

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
      if (launchAtLogin.wasRefused()) launchAtLogin.dismiss()
      else settings.dismissNotice()
      publish()
    },
    setLaunchAtLogin(on: boolean) {
      launchAtLogin.set(on)
      publish()
    },
    downloadUpdate: () => void updates.download(),
    showWindow: () => window.show(),
    quit: () => app.quit(),
  }

  /** A next login would look in vain for an AppImage that an update renamed. */
  function repairLoginItem(path: string) {
    createLaunchAtLogin({
      item: loginItem(process.platform, { ...process.env, APPIMAGE: path }),
      report: log.warn,
    })
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
    focused: publish,
  })
  const makeTray = () =>
    createTray(
      {
        icons: join(files, 'icons'),
        approached: publish,
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
  systemClock.at(systemClock.now() + TRAY_FIRST_MS, trayHadTime)
  const notifier = createNotifier({ isWindowOpen: window.isOpen, showWindow: window.show })

  function publish() {
    const next = snapshot()
    services.keychainWatch.follow()
    services.networkWatch.follow(missesNetwork(next.signIn) || revoker.revocation() === 'owed')
    trayIcon.render(next)
    notifier.follow(next)
    publishToWindow(next)
  }
  signIn.subscribe(({ phase }) => {
    servers.follow(phase.kind === 'signed-in' ? phase.account : null)
    publish()
  })
  revoker.subscribe(publish)
  const unwatchLogin = launchAtLogin.watch(publish)
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
    services.keychainWatch.hurry()
    updates.resumed()
  })
  powerMonitor.on('unlock-screen', () => {
    signIn.resumed()
    services.keychainWatch.hurry()
  })

  quitCleanly({
    clock: systemClock,
    finish: async () => {
      unwatchLogin()
      updates.dispose()
      const free = await services.dispose()
      trayIcon.destroy()
      await updates.install()
      return free
    },
  })

  services.launch()
  if (noUpdates(runningBuild()) === null) updates.start()
  // At once: a panel that comes after the icon was made does not see it.
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
