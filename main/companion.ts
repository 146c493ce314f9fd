import { app } from 'electron'
import { join } from 'node:path'
import { isolate } from '../common/text.ts'
import type { PreferencesChange } from '../common/preferences.ts'
import { openAccessHere } from './access/access-here.ts'
import { createMore } from './access/late-more.ts'
import { actionsOfTray, createActions } from './actions.ts'
import { currentWatch } from './attempt/state.ts'
import { createClipboards } from './clipboard/clipboards.ts'
import { createCodeCopying } from './code-copying.ts'
import { systemClock } from './clock.ts'
import { chooseFile } from './choose-file.ts'
import { createExamination } from './examination.ts'
import { replaceFile } from './files/replace-file.ts'
import type { Front } from './front.ts'
import { createConnection } from './ipc/connect.ts'
import { mainPage } from './ipc/own-pages.ts'
import { createLaunchAtLogin } from './launch-at-login/launch-at-login.ts'
import { HIDDEN } from './launch-at-login/hidden.ts'
import { loginItem } from './launch-at-login/login-item.ts'
import { createNotices } from './notices.ts'
import { createNotifier } from './notifications/notifier.ts'
import { logFolder } from './log.ts'
import { createOpenLog } from './open-log.ts'
import { openPage } from './open-page.ts'
import { userAgentOf } from './plex/headers.ts'
import { openServices } from './open-services.ts'
import { createPages } from './pages.ts'
import { followPower } from './power.ts'
import { applyPreferences } from './preferences/apply.ts'
import { createSnapshots } from './shown.ts'
import type { Summons } from './start/summons.ts'
import { offerUpdates } from './updates/offer.ts'
import { createAsked } from './window/asked.ts'
import { createAsks } from './asks.ts'
import { createOwnSession } from './window/own-window.ts'
import { createPage } from './window/page.ts'
import { createUnopened } from './window/unopened.ts'
import { drawsOnWaylandHere } from './window/wayland-here.ts'
import { createTheme } from './window/theme.ts'
import { createWindow } from './window/window.ts'

interface Options {
  /** The folder with everything that was bundled. */
  readonly files: string
  /** The environment that this process was started with. */
  readonly given: NodeJS.ProcessEnv
  readonly summons: Summons
  readonly front: Front
}

/** Makes every part behind the icon, and wires them. */
export async function startCompanion({ files, given, summons, front }: Options) {
  const { speech, text, log, icons, work, desktop, tray } = front
  const clock = systemClock
  const page = createPage(files, () => text.language, log.warn)
  const clipboard = createClipboards({ clock, hold: desktop.holdClipboard, report: log.warn })
  const [opened, { qrPath }] = await Promise.all([
    openServices({
      ...front,
      files,
      ask: desktop.ask,
      givenUp: () => notifier.tell('revocationGivenUp'),
      keyDied: name => notifier.tell('keyDied', { name: isolate(name) }),
      clipboard: {
        copy: (text, secret) => (secret ? clipboard.put : clipboard.copy)(text, isPressed()),
        clearsInMs: clipboard.clearsInMs,
      },
    }),
    // Not at the first code: an upgrade may take the app's files away while it runs.
    import('../common/qr-path.ts'),
  ])
  const { memory, keyRecords, preferences, installation, proxyLogin, proxyQuestion, services } = opened
  const { lookOnWay, windowPlace } = opened
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
    // Repairs the entry that starts at login if an update renamed the AppImage.
    moved: path => void (repaired = startAtLogin({ ...given, APPIMAGE: path }, () => {}).repaired),
    login: request => proxyLogin.answer(request),
    changed: publish,
    work,
  })

  const asked = createAsked({
    show: () => window.show(),
    showQuestion: () => asks.show(),
    used: () => access.used(),
    attended: signIn.attended,
    changed: publish,
  })
  const { showWindow } = asked
  const isPressed = () => !wayland || window.isFocused()
  const telling = { copy: clipboard.copy, report: log.warn, changed: publish, showWindow }
  const pages = createPages({ ...telling, open: address => openPage(address, given) })
  const codeCopying = createCodeCopying({
    ...telling,
    code: () => currentWatch(signIn.state().attempts)?.pin.code,
  })
  const keyCodeCopying = createCodeCopying({ ...telling, code: services.keys.code })
  const notifier = createNotifier({
    text,
    isWindowOpen: () => window.isOpen(),
    showWindow,
    showAsks: asked.showAsks,
    show: desktop.show,
    changed: publish,
  })
  const apply = (chosen: PreferencesChange) => applyPreferences(chosen, { notifier, window, theme, speak })
  const notices = createNotices([launchAtLogin, notifier, memory, keyRecords, preferences])
  const power = followPower({
    woke(sleptMs) {
      services.woke(sleptMs)
      updates.resumed()
    },
    unlocked: () => services.unlocked(),
  })
  const access = openAccessHere({
    clock,
    work,
    services,
    installation,
    isLocked: power.isLocked,
    ask: desktop.ask,
    openPage: address => void pages.open(address),
    report: log.warn,
    more: createMore({
      doctor: () => examination.doctor(),
      userAgent: userAgentOf(installation),
      work,
      report: log.warn,
    }),
  })
  const snapshot = createSnapshots({
    access,
    qrPath,
    services,
    preferences,
    speech,
    notices,
    installation,
    proxyQuestion,
    launchAtLogin,
    updates,
    pages,
    codeCopying: { byHand: () => codeCopying.byHand() + keyCodeCopying.byHand() },
    contrastAsked: () => theme.isContrastAsked(),
    settingsAsked: asked.settingsAsked,
    keysAsked: asked.keysAsked,
    sandboxed: () => connection.sandboxed(),
    tray: () => tray.isThere(),
  })
  const wayland = drawsOnWaylandHere(given)
  const examination = createExamination({
    load: () =>
      import('./access/doctor/open-doctor.ts').then(({ openDoctor }) => {
        speech.add('doctor')
        return openDoctor({
          ...front,
          ask: desktop.ask,
          services,
          installation,
          lookOnWay,
          launchAtLogin,
          hasDisplay: app.commandLine.getSwitchValue('ozone-platform') !== 'headless',
          ownIdentifiers: () => [
            installation.clientIdentifier,
            ...keyRecords.get().map(({ identifier }) => identifier),
          ],
        })
      }),
    known: () =>
      [currentWatch(signIn.state().attempts)?.pin.code, services.keys.code()].filter(
        code => code !== undefined,
      ),
    choose: () => chooseFile('latchkey-report.txt'),
    write: replaceFile,
    clip: report => clipboard.copy(report, isPressed()),
    report: log.warn,
  })
  const actions = createActions({
    access,
    services,
    preferences,
    apply,
    notices,
    proxyQuestion,
    examination,
    openLog: createOpenLog({
      path: join(logFolder(app), 'latchkey.log'),
      given,
      ask: desktop.ask,
      report: log.warn,
    }),
    snapshot,
    launchAtLogin,
    updates,
    pages,
    codeCopying,
    keyCodeCopying,
    isPressed,
    publish,
    closeWindow: () => window.close(),
    forgetPlace: () => window.forgetPlace(),
  })
  const { warn: report } = log
  const connection = createConnection({ page: mainPage, handlers: actions, view: snapshot, clock, report })
  const theme = createTheme()
  const shared = {
    theme,
    session: createOwnSession(page.serve),
    prepared: desktop.lookForScreenReader,
    preload: join(files, 'preload.cjs'),
    icon: icons.window,
    clock,
    wayland,
    sayUnopened: createUnopened(text),
    failed(why: unknown) {
      log.warn('The window ended before it was seen', why)
      notifier.tell('windowFailed')
    },
  }
  const window = createWindow({
    ...shared,
    connect: contents => connection.connect(contents),
    focused: publish,
    trayIcon: tray.bounds,
    left: windowPlace,
  })
  const asks = createAsks({ shared, title: () => text('asks.window'), handlers: actions, report })
  apply(preferences.get())

  /** What is open is made of the text, and is loaded anew. The language is chosen in the settings. */
  function speak(chosen: string) {
    if (!speech.choose(chosen)) return
    page.keep()
    asked.showSettingsAgain()
    window.reload()
    asks.reload()
  }
  const copyCode = () => codeCopying.copy(!wayland)
  const trayActions = actionsOfTray({ actions, asked, copyCode, used: () => access.used() })
  // The menu cannot show it before it is known.
  await launchAtLogin.isKnown
  tray.serve({ actions: trayActions, snapshot, changed: publish })

  function publish() {
    const next = snapshot()
    tray.render(next)
    connection.publish(next)
    asks.follow(next)
    notifier.follow(next)
  }
  services.subscribe(publish)
  access.subscribe(publish)
  clipboard.subscribe(publish)
  proxyQuestion.subscribe(publish)
  const unwatchLogin = launchAtLogin.watch()
  desktop.followAskedContrast(asked => {
    theme.askForContrast(asked)
    publish()
  })

  summons.answerWith({ showWindow, stay: () => access.used() })
  app.on('activate', showWindow)
  app.on('window-all-closed', () => {})
  front.finishQuit(async () => {
    // Before anything that may not answer.
    window.keepPlace()
    access.dispose()
    unwatchLogin()
    updates.dispose()
    const [free] = await Promise.all([services.dispose(), clipboard.end()])
    // After this, looks that are still under way may report without harm.
    tray.destroy()
    desktop.close()
    await updates.install()
    await repaired
    return free ? null : 'keychain'
  })

  const byHand = !process.argv.includes(HIDDEN)
  services.launch({ byHand })
  access.open()
  void updates.start()
  publish()
  page.keep()
  void icons.keep()
  if (!byHand) return
  // Without an icon there is nothing to click: the window is the way in.
  if (!(await front.placed) || !tray.isThere() || (await desktop.isIconLate())) showWindow()
}
