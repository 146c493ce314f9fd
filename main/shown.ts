import type { Snapshot } from '../common/contract.ts'
import { systemClock } from './clock.ts'
import { printableAscii } from './plex/headers.ts'
import { linkQr } from './plex/qr-path.ts'
import type { Services } from './services.ts'
import { lateClaim, missesProxyLogin, view } from './sign-in/view.ts'

/** What window and tray may know of the services. */
export function shown({
  settings,
  installation,
  session,
  signIn,
  revoker,
  servers,
  proxyQuestion,
}: Services): Omit<
  Snapshot,
  'revision' | 'copiesByHand' | 'launchAtLogin' | 'update' | 'sandboxed' | 'tray' | 'unopenedPage'
> {
  const seen = view(signIn.state(), {
    now: systemClock.now(),
    qr: linkQr,
    revocation: revoker.revocation(),
    signedInAt: session.signedInAt(),
    confirmedAgoMs: session.confirmedAgoMs(),
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
