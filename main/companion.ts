import { app, Menu, net, powerMonitor, type WebContents } from 'electron'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Snapshot } from '../common/contract.ts'
import { createActions } from './actions.ts'
import { isAssisted } from './assisted.ts'
import { copy } from './clipboard.ts'
import { createCodeCopying } from './code-copying.ts'
import { systemClock } from './clock.ts'
import { openDesktop, type TrayPlace } from './desktop.ts'
import { openPage } from './open-page.ts'
import { createPages } from './pages.ts'
import { createFileWork } from './files/file-work.ts'
import { describeInstallation } from './installation.ts'
import { openPlex } from './plex/open.ts'
import { openSystemKeychain } from './vault/system-keychain.ts'
import { createServices } from './services.ts'
import { shown } from './shown.ts'
import { quitCleanly } from './quit.ts'
import { openSettings } from './settings/file.ts'
import { machineId, readSystemFile } from './settings/machine-id.ts'
import { createSleep } from './sleep.ts'
import { stopOnErrors } from './stop-on-errors.ts'
import { hearPresses } from './ipc/presses.ts'
import { type Handlers, serve } from './ipc/serve.ts'
import { createLaunchAtLogin } from './launch-at-login/launch-at-login.ts'
import { HIDDEN } from './launch-at-login/hidden.ts'
import { loginItem } from './launch-at-login/login-item.ts'
import { logFolder, openLog } from './log.ts'
import { createNotifier } from './notifications/notifier.ts'
import { createOwnIcons } from './own-icons.ts'
import type { Summons } from './start/summons.ts'
import { createTray, type Tray } from './tray/tray.ts'
import { offerUpdates } from './updates/offer.ts'
import { createPage, PAGE } from './window/page.ts'
import { drawsOnWayland } from './window/wayland.ts'
import { isSandboxed } from './window/sandbox.ts'
import { createWindow } from './window/window.ts'

// To load the keychain's module would hold up the tray's way onto the bus.
const TRAY_FIRST_MS = 100
// A window too many is better than an app that nobody can reach.
const TRAY_KNOWN_WITHIN_MS = 2_000
/** What is asked of a disk that answers takes no longer. */
const WORK_ENDS_WITHIN_MS = 500

const SANDBOX = {
  off: "The window has no sandbox: Chromium's is switched off, or cannot be had",
  unknown: 'The system does not tell whether the window has a sandbox',
}

interface Options {
  /** The folder with everything that was bundled. */
  readonly files: string
  /** The environment that this process was started with. */
  readonly given: NodeJS.ProcessEnv
  readonly summons: Summons
  /** The folder that the lock is in, where it could not be in the one that TMPDIR names. */
  readonly insteadOfTmpdir: string | undefined
}

/** Makes every part and wires them. The only file that knows all others. */
export async function startCompanion({ files, given, summons, insteadOfTmpdir }: Options) {
  const log = openLog(join(logFolder(app), 'latchkey.log'))
  if (insteadOfTmpdir !== undefined)
    log.warn(`TMPDIR could not be used for the lock, which is in ${insteadOfTmpdir}`)
  const finishOnErrors = stopOnErrors(log)
  const icons = createOwnIcons(join(files, 'icons'))
  const page = createPage(join(files, 'renderer'))
  const work = createFileWork(systemClock)
  const desktop = openDesktop({ observe: log.warn, icon: icons.png, work })
  // Asked while Electron starts, and told when there is something to place.
  const { promise: wired, resolve: allIsWired } = Promise.withResolvers<void>()
  desktop.followTrayPlace(place => void wired.then(() => placeTray(place)))
  const { promise: trayIsOut, resolve: trayHadTime } = Promise.withResolvers<void>()
  void trayIsOut.then(() => {
    page.keep()
    icons.keep()
  })
  const settings = await openSettings({
    path: join(app.getPath('userData'), 'settings.json'),
    home: app.getPath('home'),
    work,
    newIdentifier: randomUUID,
    computer: machineId(process.platform, { read: readSystemFile(work) }),
    report: log.warn,
  })
  const installation = describeInstallation(settings.get().clientIdentifier)
  const { api, proxyLogin, proxyQuestion } = openPlex({
    installation,
    environment: process.env,
    work,
    clock: systemClock,
    unblocked: () => services.unblocked(),
  })
  const services = createServices({
    clock: systemClock,
    api,
    keychain: openSystemKeychain({ files, work, trayIsOut, ask: desktop.ask }),
    memory: settings,
    isOnline: () => net.isOnline(),
    givenUp: () => notifier.tell('revocationGivenUp'),
    observe: (what, problem) => (problem === undefined ? log.info(what) : log.warn(what, problem)),
  })
  finishOnErrors(async ms => (await services.closeKeychain(ms)) && work.ended(ms))
  const { signIn } = services
  const startAtLogin = (environment: NodeJS.ProcessEnv, changed: () => void) =>
    createLaunchAtLogin({
      item: loginItem(process.platform, environment, work),
      report: log.warn,
      changed,
    })
  const launchAtLogin = startAtLogin(given, () => void wired.then(publish))
  let { repaired } = launchAtLogin
  const updates = offerUpdates({
    observe: log.warn,
    // A next login would look in vain for an AppImage that an update renamed: this repairs what starts then.
    moved: path => void (repaired = startAtLogin({ ...given, APPIMAGE: path }, () => {}).repaired),
    login: request => proxyLogin.answer(request),
    changed: publish,
    work,
  })

  let tray = true
  let sandboxed: boolean | null = null
  let revision = 0
  const snapshot = (): Snapshot => {
    const seen = shown({ services, settings, installation, proxyQuestion })
    return {
      ...seen,
      revision: ++revision,
      copiesByHand: codeCopying.byHand(),
      launchAtLogin: launchAtLogin.state(),
      update: updates.state(),
      sandboxed,
      tray,
      unopenedPage: pages.unopened(),
      notice: launchAtLogin.notice() ?? seen.notice,
    }
  }

  const showWindow = () => window.show()
  const pages = createPages({
    open: address => openPage(address, given),
    copy,
    report: log.warn,
    changed: publish,
    showWindow,
  })
  const codeCopying = createCodeCopying({
    code: () => signIn.state().watches.find(({ role }) => role === 'current')?.pin.code,
    copy,
    report: log.warn,
    changed: publish,
    showWindow,
  })
  const wayland = drawsOnWayland({
    platform: process.platform,
    ozonePlatform: app.commandLine.getSwitchValue('ozone-platform'),
    electron: process.versions.electron,
    environment: given,
  })
  const actions = createActions({
    services,
    settings,
    proxyQuestion,
    launchAtLogin,
    updates,
    pages,
    publish,
    showWindow,
  })

  let publishToWindow = (_snapshot: Snapshot) => {}
  function connect(contents: WebContents) {
    const pressed = () => !wayland || window.isFocused()
    const handlers: Handlers = {
      ...actions,
      copyCode: () => codeCopying.copy(pressed()),
      copyUnopenedPage: () => pages.copyUnopened(pressed()),
      attach() {
        sandboxed = isSandboxed(contents.getOSProcessId())
        if (sandboxed !== true) log.warn(SANDBOX[sandboxed === null ? 'unknown' : 'off'])
        publishToWindow(snapshot())
      },
      closeWindow: () => window.close(),
    }
    const presses = hearPresses(contents, {
      clock: systemClock,
      assisted: () => isAssisted(process.platform, process.env),
    })
    publishToWindow = serve(contents, { handlers, page: PAGE, presses }).publish
  }

  await app.whenReady()
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  else app.setActivationPolicy('accessory')

  const window = createWindow({
    serve: page.serve,
    prepared: desktop.lookForScreenReader,
    preload: join(files, 'preload.cjs'),
    icon: icons.window,
    clock: systemClock,
    wayland,
    connect,
    focused: publish,
    failed(why) {
      log.warn('The window ended before it was seen', why)
      notifier.tell('windowFailed')
    },
  })
  const makeTray = () =>
    createTray(
      {
        image: icons.tray,
        approached: publish,
        actions: {
          ...actions,
          startSignIn() {
            signIn.start()
            showWindow()
          },
          // The window says what to do then.
          copyCode: () => void codeCopying.copy(!wayland).catch(() => {}),
        },
      },
      snapshot(),
    )
  let trayIcon: Tray | undefined
  const { promise: trayIsPlaced, resolve: trayWasPlaced } = Promise.withResolvers<boolean>()
  const notifier = createNotifier({
    isWindowOpen: window.isOpen,
    showWindow,
    show: desktop.show,
  })

  /** Electron looks for a panel once, when the icon is made: each one gets an icon of its own. */
  function placeTray(place: TrayPlace) {
    trayIcon?.destroy()
    trayIcon = place === 'nowhere' ? undefined : makeTray()
    tray = trayIcon !== undefined
    publish()
    trayWasPlaced(tray)
  }

  function publish() {
    const next = snapshot()
    trayIcon?.render(next)
    publishToWindow(next)
    notifier.follow(next)
  }
  services.subscribe(publish)
  proxyQuestion.subscribe(publish)
  const unwatchLogin = launchAtLogin.watch()

  summons.answerWith(showWindow)
  app.on('activate', showWindow)
  app.on('window-all-closed', () => {})
  const sleep = createSleep(systemClock)
  powerMonitor.on('suspend', sleep.suspended)
  powerMonitor.on('resume', () => {
    services.woke(sleep.resumed())
    updates.resumed()
  })
  powerMonitor.on('unlock-screen', () => services.unlocked())

  quitCleanly({
    clock: systemClock,
    finish: async () => {
      unwatchLogin()
      updates.dispose()
      const free = await services.dispose()
      trayIcon?.destroy()
      // What is still looked at may be told after this.
      trayIcon = undefined
      desktop.close()
      await updates.install()
      await repaired
      if (!free) return 'keychain'
      return (await work.ended(WORK_ENDS_WITHIN_MS)) ? null : 'disk'
    },
    report: log.warn,
  })

  services.launch()
  void updates.start()
  allIsWired()
  systemClock.at(systemClock.now() + TRAY_KNOWN_WITHIN_MS, () => {
    if (trayIcon === undefined) placeTray('nowhere')
  })
  const hasTray = await trayIsPlaced
  systemClock.at(systemClock.now() + TRAY_FIRST_MS, trayHadTime)
  if (process.argv.includes(HIDDEN)) return
  // Without an icon there is nothing to click: the window is the way in.
  if (!hasTray || (await desktop.isIconLate())) showWindow()
}
