import { app } from 'electron'
import type { AccessAnswer } from '../common/asking-program.ts'
import type { Commands, Snapshot } from '../common/contract.ts'
import type { PreferencesChange } from '../common/preferences.ts'
import { currentWatch } from './attempt/state.ts'
import type { CodeCopying } from './code-copying.ts'
import type { Examination } from './examination.ts'
import type { LaunchAtLogin } from './launch-at-login/launch-at-login.ts'
import { AUTHORIZED_DEVICES, linkPage, serverPage } from './plex/links.ts'
import type { Pages } from './pages.ts'
import type { ProxyQuestion } from './plex/proxy-question.ts'
import type { createOpenLog } from './open-log.ts'
import { resetAll } from './reset.ts'
import type { Services } from './services.ts'
import type { createAsked } from './window/asked.ts'
import type { NoticeSource } from './notices.ts'
import type { PreferencesFile } from './preferences/preferences-file.ts'
import type { OfferedUpdates } from './updates/offer.ts'

interface Options {
  readonly services: Pick<
    Services,
    'signIn' | 'servers' | 'keys' | 'stopWaiting' | 'disown' | 'signOutWithKeys' | 'answer'
  >
  readonly access: {
    readonly answer: (id: AccessAnswer['id'], choice: AccessAnswer['choice']) => void
  }
  readonly preferences: Pick<PreferencesFile, 'change' | 'get' | 'reset'>
  /** Makes a choice take effect. */
  readonly apply: (chosen: PreferencesChange) => void
  readonly notices: Pick<NoticeSource, 'dismissNotice'>
  readonly proxyQuestion: Pick<ProxyQuestion, 'answer'>
  readonly examination: Pick<Examination, 'examine' | 'save' | 'copy'>
  readonly openLog: ReturnType<typeof createOpenLog>
  readonly launchAtLogin: LaunchAtLogin
  readonly updates: OfferedUpdates
  readonly pages: Pages
  readonly codeCopying: Pick<CodeCopying, 'copy'>
  readonly keyCodeCopying: Pick<CodeCopying, 'copy'>
  /** Whether there was a press in the window, on desktops that want one for the clipboard. */
  readonly isPressed: () => boolean
  /** Updates tray and window after a change that no service reports. */
  readonly publish: () => void
  readonly closeWindow: () => void
  readonly forgetPlace: () => void
  readonly snapshot: () => Snapshot
}

/** What a click does, in the tray and in the window. */
export function createActions({
  services: { signIn, servers, keys, stopWaiting, disown, signOutWithKeys, answer },
  access,
  preferences,
  apply,
  notices,
  proxyQuestion,
  examination: { examine, save, copy },
  openLog,
  launchAtLogin,
  updates,
  pages,
  codeCopying,
  keyCodeCopying,
  isPressed,
  publish,
  closeWindow,
  forgetPlace,
  snapshot,
}: Options) {
  function withCode(use: (code: string) => void) {
    const current = currentWatch(signIn.state().attempts)
    if (current !== undefined) use(current.pin.code)
  }

  function reset() {
    const given = resetAll(snapshot, {
      signIn,
      keys,
      answer,
      refuse: id => access.answer(id, 'not-now'),
      preferences,
      forgetPlace,
      launchAtLogin,
    })
    if (!given) return
    apply(preferences.get())
    publish()
  }

  return {
    signIn: {
      start: signIn.start,
      cancel: signIn.cancel,
      tryNow: signIn.tryNow,
      openLinkPage: () => withCode(code => void pages.open(linkPage(code))),
      copyCode: () => codeCopying.copy(isPressed()),
    },
    session: {
      signOut: signIn.signOut,
      signOutWithKeys,
      disown,
      refreshServers: servers.refresh,
      openServer({ session, id }) {
        if (servers.has(session, id)) void pages.open(serverPage(id))
      },
      openAuthorizedDevices: () => void pages.open(AUTHORIZED_DEVICES),
    },
    keys: {
      create: keys.create,
      cancel: id => keys.cancel(id),
      replace: id => keys.replace(id),
      rename: ({ id, name }) => keys.rename(id, name),
      revoke: keys.revoke,
      revokeAll: () => void keys.revokeAll(),
      forget: id => keys.forget(id),
      disallow: ({ id, path }) => keys.disallow(id, path),
      show: keys.show,
      copy: keys.copy,
      addresses: keys.addresses,
      openLinkPage() {
        const code = keys.code()
        if (code !== undefined) void pages.open(linkPage(code))
      },
      copyCode: () => keyCodeCopying.copy(isPressed()),
    },
    question: {
      answer: ({ id, choice }) => answer(id, choice),
    },
    access: {
      answer: ({ id, choice }) => access.answer(id, choice),
    },
    keychain: { stopWaiting },
    proxy: {
      answer: login => void proxyQuestion.answer(login),
    },
    preferences: {
      change(change) {
        preferences.change(change)
        apply(change)
        publish()
      },
    },
    doctor: { examine, save, copy, openLog: openLog.open, showLog: openLog.show },
    app: {
      copyUnopenedPage: () => pages.copyUnopened(isPressed()),
      dismissUnopenedPage: pages.dismissUnopened,
      dismissNotice() {
        notices.dismissNotice()
        publish()
      },
      setLaunchAtLogin: on => launchAtLogin.set(on),
      reset,
      downloadUpdate: () => void updates.download(),
      closeWindow,
      quit: () => app.quit(),
    },
  } satisfies Omit<Commands<void | Promise<void>>, 'page'>
}

interface Tray {
  readonly actions: ReturnType<typeof createActions>
  readonly asked: Pick<
    ReturnType<typeof createAsked>,
    'showWindow' | 'showSignIn' | 'showSettings' | 'showKeys' | 'showAsks'
  >
  /** Called with each click: somebody uses the app, which then is not there for commands alone. */
  readonly used: () => void
  /** Fails unless the code is known to be on the clipboard. */
  readonly copyCode: () => Promise<void>
}

/** The same in the tray, where some clicks open the window as well. */
export const actionsOfTray = ({ actions, asked, copyCode, used }: Tray) =>
  eachAfter(used, {
    ...actions,
    signIn: {
      ...actions.signIn,
      start() {
        actions.signIn.start()
        asked.showSignIn()
      },
      // If it fails, the window says what to do.
      copyCode: () => void copyCode().catch(() => {}),
    },
    showWindow: asked.showWindow,
    showSettings: asked.showSettings,
    showKeys: asked.showKeys,
    showAsks: asked.showAsks,
  })

/** The same, where each does something else first. */
function eachAfter<T extends object>(first: () => void, actions: T): T {
  const wrapped = Object.entries(actions).map(([name, action]: [string, unknown]) => {
    if (typeof action !== 'function') return [name, eachAfter(first, action as object)]
    return [
      name,
      (...given: readonly unknown[]): unknown => {
        first()
        return Reflect.apply(action, undefined, given)
      },
    ]
  })
  return Object.fromEntries(wrapped) as T
}
