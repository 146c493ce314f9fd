import type { Snapshot } from '../common/contract.ts'
import { systemClock } from './clock.ts'
import { type Installation, printableAscii } from './plex/headers.ts'
import { linkQr } from './plex/qr-path.ts'
import type { ProxyQuestion } from './plex/proxy-question.ts'
import type { Services } from './services.ts'
import type { SettingsFile } from './settings/file.ts'
import { lateClaim, missesProxyLogin, view } from './sign-in/view.ts'

interface Told {
  readonly services: Pick<Services, 'signIn' | 'revoker' | 'record' | 'servers'>
  readonly settings: Pick<SettingsFile, 'notice'>
  readonly installation: Installation
  readonly proxyQuestion: Pick<ProxyQuestion, 'proxy'>
}

/** What window and tray may know of the services. */
export function shown({
  services: { signIn, revoker, record, servers },
  settings,
  installation,
  proxyQuestion,
}: Told): Omit<
  Snapshot,
  'revision' | 'copiesByHand' | 'launchAtLogin' | 'update' | 'sandboxed' | 'tray' | 'unopenedPage'
> {
  const seen = view(signIn.state(), {
    now: systemClock.now(),
    qr: linkQr,
    revocation: revoker.revocation(),
    signedInAt: record.signedInAt(),
    confirmedAgoMs: record.confirmedAgoMs(),
    servers: servers.state(),
  })
  return {
    signIn: seen,
    askingProxy: missesProxyLogin(seen) ? proxyQuestion.proxy() : null,
    lateClaim: lateClaim(signIn.state()),
    deviceName: printableAscii(installation.deviceName, 'Computer'),
    version: installation.version,
    notice: settings.notice(),
  }
}
