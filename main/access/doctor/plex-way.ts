import { type ClientRequest, session } from 'electron'
import type { ProxyAddress } from '../../../common/proxy.ts'
import type { Clock } from '../../clock.ts'
import { toProblem } from '../../failure.ts'
import { exchange } from '../../plex/exchange.ts'
import { plexRequest } from '../../plex/network.ts'
import { type Answer, type Network, request } from '../../plex/request.ts'
import { watchIssuer } from './certificate-issuer.ts'
import { readWay } from './read-way.ts'
import type { PlexWay } from './way.ts'

interface Options {
  readonly userAgent: string
  /** From `plexHeaders`. */
  readonly headers: Readonly<Record<string, string>>
  /** Gives proxies the login that is known for them; `unanswered` is called with one that got none. */
  readonly prepare: (request: ClientRequest, unanswered: (proxy: ProxyAddress) => void) => void
  readonly clock: Pick<Clock, 'calendar'>
}

const URL = 'https://plex.tv/api/v2/user'
const ANSWERS_WITHIN_MS = 10_000

/** Asks plex.tv one thing without a token, over a connection that is made for it, and tells what became of it. */
export function openPlexWay({ userAgent, headers, prepare, clock }: Options) {
  const own = session.fromPartition('doctor', { cache: false })
  own.setUserAgent(userAgent)
  const issuer = watchIssuer(own, 'plex.tv')

  return async (signal: AbortSignal): Promise<PlexWay> => {
    let asking: ProxyAddress | null = null
    const network: Network = {
      ask(question) {
        const asked = plexRequest(own, question)
        prepare(asked, proxy => (asking = proxy))
        return exchange(asked, question)
      },
      goesByProxy: async () => !(await ways).includes('DIRECT'),
    }
    await own.closeAllConnections().catch(() => {})
    const ways = own.resolveProxy(URL).catch(() => 'DIRECT')
    const known = own.resolveHost('plex.tv').then(
      ({ endpoints }) => endpoints.length > 0,
      () => false,
    )
    const answer = await request(
      network,
      URL,
      { method: 'GET', headers },
      { signal, timeoutMs: ANSWERS_WITHIN_MS },
    ).catch((error: unknown) => toProblem(error))
    const date: Answer['date'] = typeof answer === 'string' ? null : answer.date
    await own.closeAllConnections().catch(() => {})
    return readWay({
      ways: await ways,
      isNameKnown: await known,
      asking,
      answer,
      issuer: issuer(),
      // oxlint-disable-next-line no-restricted-globals
      aheadMs: date === null ? null : clock.calendar() - Date.parse(date),
    })
  }
}
