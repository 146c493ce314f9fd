import type { ConductFinding, ConductRule } from './conduct.ts'
import { signOuts } from './sign-outs.ts'
import type { LogEntry, State } from './state.ts'

const name = ({ method, path }: LogEntry): string => `${method} ${path}`

interface KnownSecret {
  readonly what: string
  readonly text: string
}

const knownSecrets = (state: State): KnownSecret[] => [
  ...state.tokens.map(({ token }) => ({ what: 'a token', text: token })),
  ...state.pins.map(({ code }) => ({ what: 'a code', text: code })),
  ...state.accounts.flatMap(({ email }) => (email ? [{ what: 'an e-mail address', text: email }] : [])),
]

const holds = (text: string, secret: string): boolean => {
  const at = text.indexOf(secret)
  if (at < 0) return false
  const part = /[\p{Letter}\p{Number}]/u
  return (
    !(part.test(text[at - 1] ?? '') || part.test(text[at + secret.length] ?? '')) ||
    holds(text.slice(at + 1), secret)
  )
}

const found = (
  requests: readonly LogEntry[],
  secrets: readonly KnownSecret[],
  rule: ConductRule,
  where: string,
  read: (request: LogEntry) => string,
): ConductFinding[] =>
  requests.flatMap(request =>
    secrets
      .filter(({ text }) => holds(read(request), text))
      .map(({ what }) => ({
        rule,
        message: `A ${request.method} request of the route “${request.route}” had ${what} in ${where}.`,
      })),
  )

const address = ({ path, query }: LogEntry): string =>
  [decodeURIComponent(path), ...Object.entries(query).flat()].join('\n')

const isPrintableAscii = (text: string): boolean => /^[\x20-\x7e\t]*$/.test(text)

const afterSignOut = (state: State, requests: readonly LogEntry[]): ConductFinding[] =>
  signOuts(state).flatMap(signOut =>
    requests
      .filter(({ at, headers }) => at > signOut.at && headers['x-plex-token'] === signOut.token)
      .map(request => ({
        rule: 'token-after-sign-out' as const,
        message: `${name(request)} still carried the token that had been signed out.`,
      })),
  )

const each = (
  requests: readonly LogEntry[],
  rule: ConductRule,
  message: (request: LogEntry) => string | null,
): ConductFinding[] =>
  requests.flatMap(request => {
    const text = message(request)
    return text === null ? [] : [{ rule, message: text }]
  })

/** No secret where it is written down, nothing that a client of an API has no business sending. */
export const secretRules = (state: State, requests: readonly LogEntry[]): ConductFinding[] => {
  const secrets = knownSecrets(state)
  return [
    ...each(requests, 'token-in-query', request =>
      Object.keys(request.query).some(key => key.toLowerCase() === 'x-plex-token')
        ? `${name(request)} sent its token in the query; it belongs in the header.`
        : null,
    ),
    ...found(requests, secrets, 'secret-in-url', 'its address', address),
    ...found(
      requests,
      secrets,
      'secret-in-user-agent',
      'User-Agent',
      ({ headers }) => headers['user-agent'] ?? '',
    ),
    ...each(requests, 'non-ascii-header', request => {
      const bad = Object.entries(request.headers).find(([, text]) => !isPrintableAscii(text))
      return bad ? `${name(request)} sent ${bad[0]} with characters that are not printable ASCII.` : null
    }),
    ...each(requests, 'cookie-sent', request =>
      request.headers['cookie'] === undefined ? null : `${name(request)} sent cookies.`,
    ),
    ...afterSignOut(state, requests),
    ...each(requests, 'redirect-followed', request =>
      request.route === 'redirected'
        ? `${name(request)} followed a redirect${request.headers['x-plex-token'] ? ' and took the token along' : ''}.`
        : null,
    ),
  ]
}
