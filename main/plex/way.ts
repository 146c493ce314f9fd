import { type ClientRequest, session } from 'electron'
import type { ProxyAddress } from '../../common/proxy.ts'
import type { Problem } from '../../common/sign-in-view.ts'
import { toProblem } from '../failure.ts'
import { type Issuer, watchIssuer } from './certificate-issuer.ts'
import { exchange } from './exchange.ts'
import { plexRequest } from './network.ts'
import { type Answer, type Network, request } from './request.ts'

/** What was seen on the way to plex.tv. */
export interface Seen {
  /** As Chromium tells it: `DIRECT`, or `PROXY proxy.example:3128; DIRECT`. */
  readonly ways: string
  readonly isNameKnown: boolean
  /** The proxy that asked for a password and got none, or one that it did not take. */
  readonly asking: ProxyAddress | null
  /** To a question without a token; why there was none. */
  readonly answer: Answer | Problem
  /** Who issued the last certificate that was seen. */
  readonly issuer: Issuer | null
}

interface Options {
  readonly userAgent: string
  /** From `plexHeaders`. */
  readonly headers: Readonly<Record<string, string>>
  /** Gives proxies the login that is known for them; `unanswered` is called with one that got none. */
  readonly prepare: (request: ClientRequest, unanswered: (proxy: ProxyAddress) => void) => void
}

const ASKED = 'https://plex.tv/api/v2/user'
const ANSWERS_WITHIN_MS = 10_000

/** Asks plex.tv one thing without a token, over a connection that is made for it. Never rejects. */
export function createWay({ userAgent, headers, prepare }: Options) {
  let opened: ReturnType<typeof openSession> | undefined

  function openSession() {
    const own = session.fromPartition('doctor', { cache: false })
    own.setUserAgent(userAgent)
    return { own, issuer: watchIssuer(own, 'plex.tv') }
  }

  return async (signal: AbortSignal): Promise<Seen> => {
    const { own, issuer } = (opened ??= openSession())
    let asking: ProxyAddress | null = null
    await own.closeAllConnections().catch(() => {})
    const ways = own.resolveProxy(ASKED).catch(() => 'DIRECT')
    const isNameKnown = own.resolveHost('plex.tv').then(
      ({ endpoints }) => endpoints.length > 0,
      () => false,
    )
    const network: Network = {
      ask(question) {
        const asked = plexRequest(own, question)
        prepare(asked, proxy => (asking = proxy))
        return exchange(asked, question)
      },
      goesByProxy: async () => !(await ways).includes('DIRECT'),
    }
    const limits = { signal, timeoutMs: ANSWERS_WITHIN_MS }
    const answer = await request(network, ASKED, { method: 'GET', headers }, limits).catch(toProblem)
    await own.closeAllConnections().catch(() => {})
    return { ways: await ways, isNameKnown: await isNameKnown, asking, answer, issuer: issuer() }
  }
}
