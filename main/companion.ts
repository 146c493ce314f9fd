import { app } from 'electron'
import { join } from 'node:path'
import { createActions } from './actions.ts'
import { copy } from './clipboard.ts'
import { createCodeCopying } from './code-copying.ts'
import { systemClock } from './clock.ts'
import type { Front } from './front.ts'
import { createConnection } from './ipc/connect.ts'
import { createLaunchAtLogin } from './launch-at-login/launch-at-login.ts'
import { HIDDEN } from './launch-at-login/hidden.ts'
import { loginItem } from './launch-at-login/login-item.ts'
import { createNotifier } from './notifications/notifier.ts'
import { openPage } from './open-page.ts'
import { openServices } from './open-services.ts'
import { createPages } from './pages.ts'
import { followPower } from './power.ts'
import { createSnapshots } from './shown.ts'
import type { Summons } from './start/summons.ts'
import { offerUpdates } from './updates/offer.ts'
import { createPage } from './window/page.ts'
import { drawsOnWayland } from './window/wayland.ts'
import { createWindow } from './window/window.ts'

interface Options {
  /** The folder with everything that was bundled. */
  readonly files: string
  /** The environment that this process was started with. */
  readonly given: NodeJS.ProcessEnv
  readonly summons: Summons
  readonly front: Front
}

/** Makes every part that is behind the icon, and wires them. */
export async function startCompanion({ files, given, summons, front }: Options) {
  const { log, icons, work, desktop, tray } = front
  const clock = systemClock
  const page = createPage(join(files, 'renderer'))
  const { settings, installation, proxyLogin, proxyQuestion, services } = await openServices({
    files,
    log,
    work,
    ask: desktop.ask,
    givenUp: () => notifier.tell('revocationGivenUp'),
  })
  front.finishOnErrors(async ms => (await services.closeKeychain(ms)) && work.ended(ms))
  const { signIn } = services

  const startAtLogin = (environment: NodeJS.ProcessEnv, changed: () => void) =>
    createLaunchAtLogin({
      item: loginItem(process.platform, environment, work),
      clock,
      report: log.warn,
      changed,
    })
  const launchAtLogin = startAtLogin(given, publish)
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
  // Before it is known, nothing can be said of it.
  await launchAtLogin.isKnown
  tray.serve({ actions: trayActions, snapshot, changed: publish })

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

  front.finishQuit(async () => {
    unwatchLogin()
    updates.dispose()
    const free = await services.dispose()
    // What is still looked at may be told after this.
    tray.destroy()
    desktop.close()
    await updates.install()
    await repaired
    return free ? null : 'keychain'
  })

  services.launch()
  void updates.start()
  publish()
  page.keep()
  icons.keep()
  if (process.argv.includes(HIDDEN)) return
  // Without an icon there is nothing to click: the window is the way in.
  if (!(await front.placed) || !tray.isThere() || (await desktop.isIconLate())) showWindow()
}
