import { identityRules } from './conduct-identity.ts'
import { pollRules } from './conduct-polls.ts'
import { secretRules } from './conduct-secrets.ts'
import { identifierOf, said } from './logged.ts'
import type { LogEntry, State } from './state.ts'

/** What a client at plex.tv must not do. */
export type ConductRule =
  | 'identifier-missing'
  | 'identifier-changed'
  | 'identifier-shared'
  | 'product-missing'
  | 'version-missing'
  | 'poll-too-fast'
  | 'poll-too-slow'
  | 'poll-after-end'
  | 'two-pollers'
  | 'mint-too-often'
  | 'token-in-query'
  | 'secret-in-url'
  | 'secret-in-user-agent'
  | 'non-ascii-header'
  | 'cookie-sent'
  | 'token-after-sign-out'
  | 'redirect-followed'

/** A rule that was broken, and how, in a sentence. */
export interface ConductFinding {
  readonly rule: ConductRule
  readonly message: string
}

// The QR image and the pages are a phone's or a browser's.
const beyondConduct = new Set(['qr', 'page'])

/** The requests of the client, in the order of their arrival. A pin may be linked by anybody. */
const clientRequests = (state: State): LogEntry[] => {
  const requests = state.log
    .filter(({ route, method }) => !beyondConduct.has(route) && method !== 'OPTIONS')
    .toSorted((one, other) => one.at - other.at)
  const known = new Set(requests.filter(({ route }) => route !== 'link').map(identifierOf))
  const isClients = (request: LogEntry): boolean => {
    const token = state.tokens.find(each => each.token === said(request, 'X-Plex-Token'))
    return known.has(identifierOf(request)) || (token !== undefined && known.has(token.clientIdentifier))
  }
  return requests.filter(request => request.route !== 'link' || isClients(request))
}

/** Every rule that the requests so far have broken; none means well-behaved. */
export function judgeConduct(state: State, allow: readonly ConductRule[] = []): ConductFinding[] {
  const requests = clientRequests(state)
  return [
    ...identityRules(state, requests),
    ...pollRules(state, requests),
    ...secretRules(state, requests),
  ].filter(({ rule }) => !allow.includes(rule))
}
