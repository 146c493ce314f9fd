import { app } from 'electron'
import { isolate } from '../common/text.ts'
import type { PreferencesChange } from '../common/preferences.ts'
import { openAccessHere } from './access/access-here.ts'
import { createActions } from './actions.ts'
import { createClipboards } from './clipboard/clipboards.ts'
import { createCodeCopying } from './code-copying.ts'
import { systemClock } from './clock.ts'
import { openExaminationHere } from './examination-here.ts'
import type { Front } from './front.ts'
import { HIDDEN } from './launch-at-login/hidden.ts'
import { openOwnEntry } from './launch-at-login/own-entry.ts'
import { createNotices } from './notices.ts'
import { createNotifier } from './notifications/notifier.ts'
import { createOpenLog } from './open-log.ts'
import { openPage } from './open-page.ts'
import { openServices } from './open-services.ts'
import { createPages } from './pages.ts'
import { followPower } from './power.ts'
import { applyPreferences } from './preferences/apply.ts'
import { createSnapshots } from './shown.ts'
import type { Summons } from './start/summons.ts'
import { trayActions } from './tray-actions.ts'
import { offerUpdates } from './updates/offer.ts'
import { createAsked } from './window/asked.ts'
import { createWindows } from './windows.ts'

interface Options {
  /** The folder with everything that was bundled. */
  readonly files: string
  /** The environment that this process was started with. */
  readonly given: NodeJS.ProcessEnv
  readonly summons: Summons
  readonly front: Front
}

/** Makes every part behind the icon, wires them, and begins and ends them. */
export async function startCompanion({ files, given, summons, front }: Options) {
  const { speech, text, log, icons, work, desktop, tray } = front
  const report = log.warn
  const clipboard = createClipboards({ clock: systemClock, hold: desktop.holdClipboard, report })
  const copy = (what: string) => clipboard.copy(what, windows.isPressed())
  const [opened, { qrPath }] = await Promise.all([
    openServices({
      ...front,
      files,
      givenUp: () => notifier.tell('revocationGivenUp'),
      keyDied: name => notifier.tell('keyDied', { name: isolate(name) }),
      clipboard: {
        copy: (what, secret) => (secret ? clipboard.put(what, windows.isPressed()) : copy(what)),
        clearsInMs: clipboard.clearsInMs,
      },
    }),
    // Not at the first code: an upgrade may take the app's files away while it runs.
    import('../common/qr-path.ts'),
  ])
  const { services, preferences, proxyLogin, proxyQuestion } = opened
  const { signIn, keys } = services
  front.finishOnErrors(async ms => (await services.closeKeychain(ms)) && work.ended(ms))

  const windows = createWindows({
    ...front,
    ...opened,
    files,
    given,
    actions: () => actions,
    snapshot: () => snapshot(),
    changed: publish,
    failed: () => notifier.tell('windowFailed'),
  })
  const asked = createAsked({
    show: windows.main.show,
    showQuestion: windows.showQuestion,
    used: () => access.used(),
    attended: signIn.attended,
    changed: publish,
  })
  const { showWindow, showAsks } = asked
  const notifier = createNotifier({
    text,
    isWindowOpen: windows.main.isOpen,
    showWindow,
    showAsks,
    show: desktop.show,
    changed: publish,
  })
  const telling = { copy: clipboard.copy, report, changed: publish, showWindow }
  const pages = createPages({ ...telling, open: address => openPage(address, given) })
  const codes = {
    signIn: createCodeCopying({ ...telling, code: signIn.code }),
    key: createCodeCopying({ ...telling, code: keys.code }),
  }

  const launchAtLogin = openOwnEntry({ given, work, report, changed: publish })
  const updates = offerUpdates({
    observe: report,
    moved: launchAtLogin.moved,
    login: request => proxyLogin.answer(request),
    changed: publish,
    work,
  })
  const power = followPower({
    woke(sleptMs) {
      services.woke(sleptMs)
      updates.resumed()
    },
    unlocked: services.unlocked,
  })
  const examination = openExaminationHere({ ...front, ...opened, launchAtLogin, clip: copy })
  const access = openAccessHere({
    ...front,
    ...opened,
    isLocked: power.isLocked,
    openPage: address => void pages.open(address),
    doctor: examination.doctor,
  })

  const notices = createNotices([launchAtLogin, notifier, opened.memory, opened.keyRecords, preferences])
  const openLog = createOpenLog({ path: log.path, given, ask: desktop.ask, report })
  const shown = {
    ...opened,
    access,
    asked,
    codes,
    launchAtLogin,
    notices,
    pages,
    speech,
    tray,
    updates,
    windows,
  }
  const snapshot = createSnapshots({ ...shown, qrPath })
  const actions = createActions({ ...shown, apply, examination, openLog, publish, snapshot })
  apply(preferences.get())

  function apply(chosen: PreferencesChange) {
    applyPreferences(chosen, { notifier, windows, speak })
  }

  /** What is open is made of the text, and is loaded anew. The language is chosen in the settings. */
  function speak(chosen: string) {
    if (!speech.choose(chosen)) return
    asked.showSettingsAgain()
    windows.reload()
  }

  // The menu cannot show it before it is known.
  await launchAtLogin.isKnown
  tray.serve({ actions: trayActions(actions, shown), snapshot, changed: publish })

  function publish() {
    const next = snapshot()
    tray.render(next)
    windows.publish(next)
    notifier.follow(next)
  }
  for (const part of [services, access, clipboard, proxyQuestion]) part.subscribe(publish)
  const unwatchLogin = launchAtLogin.watch()

  summons.answerWith({ showWindow, stay: () => access.used() })
  app.on('activate', showWindow)
  app.on('window-all-closed', () => {})
  front.finishQuit(async () => {
    // Before anything that may not answer.
    windows.main.keepPlace()
    access.dispose()
    unwatchLogin()
    updates.dispose()
    const [free] = await Promise.all([services.dispose(), clipboard.end()])
    // After this, looks that are still under way may report without harm.
    tray.destroy()
    desktop.close()
    await updates.install()
    await launchAtLogin.repaired()
    return free ? null : 'keychain'
  })

  const byHand = !process.argv.includes(HIDDEN)
  services.launch({ byHand })
  access.open()
  void updates.start()
  publish()
  windows.keepPages()
  void icons.keep()
  if (!byHand) return
  // Without an icon there is nothing to click: the window is the way in.
  if (!(await front.placed) || !tray.isThere() || (await desktop.isIconLate())) showWindow()
}
