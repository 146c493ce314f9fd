import type { Text } from '../../common/text.ts'
import type { Clock } from '../clock.ts'
import type { FileWork } from '../files/file-work.ts'
import { createPlexApi } from './api.ts'
import { type Installation, type KeyIdentity, keyHeaders, plexHeaders, userAgentOf } from './headers.ts'
import { createLocalClock } from './local-clock.ts'
import { plexNetwork } from './network.ts'
import { createProxyLogin } from './proxy-login.ts'
import { createProxyQuestion } from './proxy-question.ts'
import { isRefused } from './try-proxy-login.ts'
import { createWay } from './way.ts'

interface Options {
  readonly installation: Installation
  readonly environment: NodeJS.ProcessEnv
  readonly work: FileWork
  readonly clock: Clock
  /** Sorts names as in the person's language. */
  readonly compareNames: Text['compareNames']
  /** Called when the person has given a proxy the login that it asked for. */
  readonly unblocked: () => void
}

/** plex.tv over Chromium's network, and the logins for proxies on the way. */
export function openPlex({ installation, environment, work, clock, compareNames, unblocked }: Options) {
  const userAgent = userAgentOf(installation)
  const headers = plexHeaders(installation)
  const proxyLogin = createProxyLogin({ environment, clock })
  const proxyQuestion = createProxyQuestion({
    isRefused: (proxy, login) => isRefused({ userAgent, headers }, proxy, login),
    keep: proxyLogin.keep,
    answered: unblocked,
  })
  const network = plexNetwork(userAgent, work, request =>
    proxyLogin.answer(request, (...asking) => proxyQuestion.unanswered(...asking)),
  )
  const way = { network, localClock: createLocalClock(clock), compareNames }
  return {
    api: createPlexApi({ ...way, headers }),
    apiFor: (key: KeyIdentity) => createPlexApi({ ...way, headers: keyHeaders(installation, key) }),
    proxyLogin,
    proxyQuestion,
    /** Looks what is on the way to plex.tv. */
    lookOnWay: createWay({
      userAgent,
      headers,
      prepare: (request, unanswered) => proxyLogin.answer(request, unanswered),
    }),
  }
}
