import { app } from 'electron'
import type { ProxyLogin } from '../common/proxy.ts'
import type { LaunchAtLogin } from './launch-at-login/launch-at-login.ts'
import { AUTHORIZED_DEVICES, linkPage, serverPage } from './plex/links.ts'
import type { Pages } from './pages.ts'
import type { ProxyQuestion } from './plex/proxy-question.ts'
import type { Services } from './services.ts'
import type { SettingsFile } from './settings/file.ts'
import type { OfferedUpdates } from './updates/offer.ts'

interface Options {
  readonly services: Pick<Services, 'signIn' | 'servers'>
  readonly settings: Pick<SettingsFile, 'dismissNotice'>
  readonly proxyQuestion: Pick<ProxyQuestion, 'answer'>
  readonly launchAtLogin: LaunchAtLogin
  readonly updates: OfferedUpdates
  readonly pages: Pages
  /** Tells tray and window of what no service tells. */
  readonly publish: () => void
  readonly showWindow: () => void
}

/** What a click does, in the tray and in the window. */
export function createActions({
  services: { signIn, servers },
  settings,
  proxyQuestion,
  launchAtLogin,
  updates,
  pages,
  publish,
  showWindow,
}: Options) {
  function withCode(use: (code: string) => void) {
    const current = signIn.state().watches.find(({ role }) => role === 'current')
    if (current !== undefined) use(current.pin.code)
  }

  return {
    startSignIn: signIn.start,
    cancelSignIn: signIn.cancel,
    tryNow: signIn.tryNow,
    signOut: signIn.signOut,
    disown: signIn.disown,
    keepLateClaim: signIn.keepClaim,
    revokeLateClaim: signIn.revokeClaim,
    openLinkPage: () => withCode(code => void pages.open(linkPage(code))),
    openAuthorizedDevices: () => void pages.open(AUTHORIZED_DEVICES),
    openServer(id: string) {
      if (servers.has(id)) void pages.open(serverPage(id))
    },
    answerProxy: (login: ProxyLogin) => void proxyQuestion.answer(login),
    dismissUnopenedPage: pages.dismissUnopened,
    refreshServers: servers.refresh,
    dismissNotice() {
      if (launchAtLogin.notice() !== null) launchAtLogin.dismissNotice()
      else settings.dismissNotice()
      publish()
    },
    setLaunchAtLogin: (on: boolean) => launchAtLogin.set(on),
    downloadUpdate: () => void updates.download(),
    showWindow,
    quit: () => app.quit(),
  }
}
