import { session } from 'electron'
import type { ProxyAddress } from '../../common/proxy.ts'
import { unbracketed } from './environment-login.ts'
import { exchange } from './exchange.ts'
import { plexRequest } from './network.ts'
import type { Login } from './environment-login.ts'

interface Options {
  readonly userAgent: string
  /** From `plexHeaders`. */
  readonly headers: Readonly<Record<string, string>>
}

/** Whatever it answers, it was reached. */
const URL = 'https://plex.tv/api/v2/ping'
const LONGEST_MS = 15_000

/**
 * Whether the proxy refuses this login, which is shown to it once and to nobody else. HAZARD: Chromium shows a login that
 * was given for one request to every connection that the session makes meanwhile: this one has a session of its own.
 */
export async function isRefused(
  { userAgent, headers }: Options,
  { host, port }: ProxyAddress,
  { username, password }: Login,
): Promise<boolean> {
  const question = {
    url: URL,
    method: 'GET',
    headers,
    signal: AbortSignal.timeout(LONGEST_MS),
    wants: () => false,
    mostBytes: 0,
  } as const
  let shown = false
  let refused = false
  try {
    const own = session.fromPartition('proxy-login', { cache: false })
    own.setUserAgent(userAgent)
    // Else one that passed here before would be shown first.
    await own.clearAuthCache()
    await own.closeAllConnections()
    const request = plexRequest(own, question)
    request.on('login', (challenge, give) => {
      const asks = challenge.isProxy && unbracketed(challenge.host) === host && challenge.port === port
      refused ||= asks && shown
      if (!asks || shown) return give()
      shown = true
      give(username, password?.reveal() ?? '')
    })
    await exchange(request, question)
  } catch {
    // What else is in the way the next request to plex.tv finds out, and tells.
  }
  return refused
}
