import type { Snapshot } from '../common/contract.ts'
import { systemClock } from './clock.ts'
import type { CodeCopying } from './code-copying.ts'
import type { LaunchAtLogin } from './launch-at-login/launch-at-login.ts'
import type { Pages } from './pages.ts'
import { type Installation, printableAscii } from './plex/headers.ts'
import { linkQr } from './plex/qr-path.ts'
import type { ProxyQuestion } from './plex/proxy-question.ts'
import type { Services } from './services.ts'
import type { SettingsFile } from './settings/file.ts'
import { lateClaim, missesProxyLogin, view } from './sign-in/view.ts'
import type { OfferedUpdates } from './updates/offer.ts'

interface Told {
  readonly services: Pick<Services, 'signIn' | 'revoker' | 'record' | 'servers'>
  readonly settings: Pick<SettingsFile, 'notice'>
  readonly installation: Installation
  readonly proxyQuestion: Pick<ProxyQuestion, 'proxy'>
  readonly launchAtLogin: Pick<LaunchAtLogin, 'state' | 'notice'>
  readonly updates: Pick<OfferedUpdates, 'state'>
  readonly pages: Pick<Pages, 'unopened'>
  readonly codeCopying: Pick<CodeCopying, 'byHand'>
  readonly sandboxed: () => boolean | null
  readonly tray: () => boolean
}

/** What window and tray may know, each time that it is asked for. */
export function createSnapshots(told: Told): () => Snapshot {
  const { settings, installation, proxyQuestion, launchAtLogin, updates, pages, codeCopying } = told
  const { signIn, revoker, record, servers } = told.services
  let revision = 0

  return () => {
    const seen = view(signIn.state(), {
      now: systemClock.now(),
      qr: linkQr,
      revocation: revoker.revocation(),
      signedInAt: record.signedInAt(),
      confirmedAgoMs: record.confirmedAgoMs(),
      servers: servers.state(),
    })
    return {
      revision: ++revision,
      signIn: seen,
      askingProxy: missesProxyLogin(seen) ? proxyQuestion.proxy() : null,
      lateClaim: lateClaim(signIn.state()),
      copiesByHand: codeCopying.byHand(),
      launchAtLogin: launchAtLogin.state(),
      update: updates.state(),
      deviceName: printableAscii(installation.deviceName, 'Computer'),
      version: installation.version,
      sandboxed: told.sandboxed(),
      tray: told.tray(),
      unopenedPage: pages.unopened(),
      notice: launchAtLogin.notice() ?? settings.notice(),
    }
  }
}
