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

/** Any answer from there means that the proxy let the request through. */
const URL = 'https://plex.tv/api/v2/ping'
const LONGEST_MS = 15_000

/**
 * Whether the proxy refuses this login, which is sent to it once and to nobody else. HAZARD: Chromium reuses a login
 * that was given for one request for every connection of the session: so this one has a session of its own.
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
    // Otherwise a login that worked here before would be sent first.
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
    // Any other problem will be found and reported by the next request to plex.tv.
  }
  return refused
}
