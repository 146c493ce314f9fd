import { app, Menu } from 'electron'
import { join } from 'node:path'
import { createActions } from './actions.ts'
import { copy } from './clipboard.ts'
import { createCodeCopying } from './code-copying.ts'
import { systemClock } from './clock.ts'
import { openDesktop } from './desktop.ts'
import { createFileWork } from './files/file-work.ts'
import { createConnection } from './ipc/connect.ts'
import { createLaunchAtLogin } from './launch-at-login/launch-at-login.ts'
import { HIDDEN } from './launch-at-login/hidden.ts'
import { loginItem } from './launch-at-login/login-item.ts'
import { logFolder, openLog } from './log.ts'
import { createNotifier } from './notifications/notifier.ts'
import { openPage } from './open-page.ts'
import { openServices } from './open-services.ts'
import { createOwnIcons } from './own-icons.ts'
import { createPages } from './pages.ts'
import { followPower } from './power.ts'
import { quitCleanly } from './quit.ts'
import { createSnapshots } from './shown.ts'
import type { Summons } from './start/summons.ts'
import { stopOnErrors } from './stop-on-errors.ts'
import { createPlacedTray } from './tray/placed-tray.ts'
import { createTray } from './tray/tray.ts'
import { offerUpdates } from './updates/offer.ts'
import { createPage } from './window/page.ts'
import { drawsOnWayland } from './window/wayland.ts'
import { createWindow } from './window/window.ts'

// To load the keychain's module would hold up the tray's way onto the bus.
const TRAY_FIRST_MS = 100
/** What is asked of a disk that answers takes no longer. */
const WORK_ENDS_WITHIN_MS = 500

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
  const clock = systemClock
  const log = openLog(join(logFolder(app), 'latchkey.log'))
  if (insteadOfTmpdir !== undefined)
    log.warn(`TMPDIR could not be used for the lock, which is in ${insteadOfTmpdir}`)
  const finishOnErrors = stopOnErrors(log)
  const icons = createOwnIcons(join(files, 'icons'))
  const page = createPage(join(files, 'renderer'))
  const work = createFileWork(clock)
  const desktop = openDesktop({ observe: log.warn, icon: icons.png, work })
  // Asked while Electron starts, and told when there is something to place.
  const { promise: wired, resolve: allIsWired } = Promise.withResolvers<void>()
  desktop.followTrayPlace(place => void wired.then(() => tray.place(place)))
  const { promise: trayIsOut, resolve: trayHadTime } = Promise.withResolvers<void>()
  void trayIsOut.then(() => {
    page.keep()
    icons.keep()
  })
  const { settings, installation, proxyLogin, proxyQuestion, services } = await openServices({
    files,
    log,
    work,
    trayIsOut,
    ask: desktop.ask,
    givenUp: () => notifier.tell('revocationGivenUp'),
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

  const showWindow = () => window.show()
  const telling = { copy, report: log.warn, changed: publish, showWindow }
  const pages = createPages({ ...telling, open: address => openPage(address, given) })
  const codeCopying = createCodeCopying({
    ...telling,
    code: () => signIn.state().watches.find(({ role }) => role === 'current')?.pin.code,
  })
  const snapshot = createSnapshots({
    services,
    settings,
    installation,
    proxyQuestion,
    launchAtLogin,
    updates,
    pages,
    codeCopying,
    sandboxed: () => connection.sandboxed(),
    tray: () => tray.isThere(),
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
  const wayland = drawsOnWayland({
    platform: process.platform,
    ozonePlatform: app.commandLine.getSwitchValue('ozone-platform'),
    electron: process.versions.electron,
    environment: given,
  })
  const isPressed = () => !wayland || window.isFocused()
  const connection = createConnection({
    handlers: {
      ...actions,
      copyCode: () => codeCopying.copy(isPressed()),
      copyUnopenedPage: () => pages.copyUnopened(isPressed()),
      closeWindow: () => window.close(),
    },
    snapshot,
    clock,
    report: log.warn,
  })

  await app.whenReady()
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  else app.setActivationPolicy('accessory')

  const window = createWindow({
    serve: page.serve,
    prepared: desktop.lookForScreenReader,
    preload: join(files, 'preload.cjs'),
    icon: icons.window,
    clock,
    wayland,
    connect: contents => connection.connect(contents),
    focused: publish,
    failed(why) {
      log.warn('The window ended before it was seen', why)
      notifier.tell('windowFailed')
    },
  })
  const notifier = createNotifier({ isWindowOpen: window.isOpen, showWindow, show: desktop.show })
  const trayActions = {
    ...actions,
    startSignIn() {
      signIn.start()
      showWindow()
    },
    // The window says what to do then.
    copyCode: () => void codeCopying.copy(!wayland).catch(() => {}),
  }
  const tray = createPlacedTray({
    make: () => createTray({ image: icons.tray, approached: publish, actions: trayActions }, snapshot()),
    changed: publish,
    clock,
  })

  function publish() {
    const next = snapshot()
    tray.render(next)
    connection.publish(next)
    notifier.follow(next)
  }
  services.subscribe(publish)
  proxyQuestion.subscribe(publish)
  const unwatchLogin = launchAtLogin.watch()

  summons.answerWith(showWindow)
  app.on('activate', showWindow)
  app.on('window-all-closed', () => {})
  followPower({
    woke(sleptMs) {
      services.woke(sleptMs)
      updates.resumed()
    },
    unlocked: () => services.unlocked(),
  })

  quitCleanly({
    clock,
    finish: async () => {
      unwatchLogin()
      updates.dispose()
      const free = await services.dispose()
      // What is still looked at may be told after this.
      tray.destroy()
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
  const hasTray = await tray.isPlaced()
  clock.at(clock.now() + TRAY_FIRST_MS, trayHadTime)
  if (process.argv.includes(HIDDEN)) return
  // Without an icon there is nothing to click: the window is the way in.
  if (!hasTray || (await desktop.isIconLate())) showWindow()
}
