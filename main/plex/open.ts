import type { Clock } from '../clock.ts'
import type { FileWork } from '../files/file-work.ts'
import { createPlexApi } from './api.ts'
import { type Installation, plexHeaders } from './headers.ts'
import { createLocalClock } from './local-clock.ts'
import { plexNetwork } from './network.ts'
import { createProxyLogin } from './proxy-login.ts'
import { createProxyQuestion } from './proxy-question.ts'
import { isRefused } from './try-proxy-login.ts'

interface Options {
  readonly installation: Installation
  readonly environment: NodeJS.ProcessEnv
  readonly work: FileWork
  readonly clock: Clock
  /** Told when the person has told a proxy what it asked for. */
  readonly unblocked: () => void
}

/** plex.tv by Chromium's network, and what a proxy on the way asks. */
export function openPlex({ installation, environment, work, clock, unblocked }: Options) {
  const userAgent = `Latchkey/${installation.version}`
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
  return {
    api: createPlexApi({ network, headers, localClock: createLocalClock(clock) }),
    proxyLogin,
    proxyQuestion,
  }
}
