import { app } from 'electron'
import type { AccessAnswer } from '../common/asking-program.ts'
import type { Commands, Snapshot } from '../common/contract.ts'
import type { PreferencesChange } from '../common/preferences.ts'
import type { CodeCopying } from './code-copying.ts'
import type { Examination } from './examination.ts'
import type { LaunchAtLogin } from './launch-at-login/launch-at-login.ts'
import { AUTHORIZED_DEVICES, linkPage, serverPage } from './plex/links.ts'
import type { Pages } from './pages.ts'
import type { ProxyQuestion } from './plex/proxy-question.ts'
import type { createOpenLog } from './open-log.ts'
import { resetAll } from './reset.ts'
import type { Services } from './services.ts'
import type { Windows } from './windows.ts'
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
  readonly launchAtLogin: Pick<LaunchAtLogin, 'set'>
  readonly updates: Pick<OfferedUpdates, 'download'>
  readonly pages: Pages
  readonly codes: Readonly<Record<'signIn' | 'key', Pick<CodeCopying, 'copy'>>>
  readonly windows: Pick<Windows, 'main' | 'isPressed'>
  readonly snapshot: () => Snapshot
  /** Updates tray and window after a change that no service reports. */
  readonly publish: () => void
}

/** What a click does in the window; tray-actions.ts has what is more in the tray. */
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
  codes,
  windows,
  snapshot,
  publish,
}: Options) {
  function openLinkPage(code: string | undefined) {
    if (code !== undefined) void pages.open(linkPage(code))
  }

  function reset() {
    const given = resetAll(snapshot, {
      signIn,
      keys,
      answer,
      refuse: id => access.answer(id, 'not-now'),
      preferences,
      forgetPlace: () => windows.main.forgetPlace(),
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
      openLinkPage: () => openLinkPage(signIn.code()),
      copyCode: () => codes.signIn.copy(windows.isPressed()),
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
      openLinkPage: () => openLinkPage(keys.code()),
      copyCode: () => codes.key.copy(windows.isPressed()),
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
      copyUnopenedPage: () => pages.copyUnopened(windows.isPressed()),
      dismissUnopenedPage: pages.dismissUnopened,
      dismissNotice() {
        notices.dismissNotice()
        publish()
      },
      setLaunchAtLogin: on => launchAtLogin.set(on),
      reset,
      downloadUpdate: () => void updates.download(),
      closeWindow: windows.main.close,
      quit: () => app.quit(),
    },
  } satisfies Omit<Commands<void | Promise<void>>, 'page'>
}
