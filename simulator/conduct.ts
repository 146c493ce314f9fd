import { identityRules } from './conduct-identity.ts'
import { pollRules } from './conduct-polls.ts'
import { secretRules } from './conduct-secrets.ts'
import type { LogEntry, State } from './state.ts'

/** What a client at plex.tv must not do. */
export type ConductRule =
  | 'identifier-missing'
  | 'identifier-changed'
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

// The link route is the approving person's, the QR image and the pages are a phone's or a browser's.
const beyondConduct = new Set(['link', 'qr', 'page'])

/** The requests of the client, in the order of their arrival. */
const clientRequests = (state: State): LogEntry[] =>
  state.log
    .filter(({ route, method }) => !beyondConduct.has(route) && method !== 'OPTIONS')
    .toSorted((one, other) => one.at - other.at)

/** Every rule that the requests so far have broken; none means well-behaved. */
export function judgeConduct(state: State, allow: readonly ConductRule[] = []): ConductFinding[] {
  const requests = clientRequests(state)
  return [...identityRules(requests), ...pollRules(state, requests), ...secretRules(state, requests)].filter(
    ({ rule }) => !allow.includes(rule),
  )
}
