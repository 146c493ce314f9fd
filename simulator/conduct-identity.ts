import type { ConductFinding, ConductRule } from './conduct.ts'
import type { LogEntry } from './state.ts'

const name = ({ method, path }: LogEntry): string => `${method} ${path}`

const value = ({ headers, query }: LogEntry, header: string): string | undefined =>
  headers[header.toLowerCase()] ?? query[header]

const missing = (requests: readonly LogEntry[], rule: ConductRule, header: string): ConductFinding[] =>
  requests
    .filter(request => !value(request, header))
    .map(request => ({ rule, message: `${name(request)} had no ${header}.` }))

const changes = (requests: readonly LogEntry[]): ConductFinding[] => {
  const seen = new Set(requests.map(request => value(request, 'X-Plex-Client-Identifier')).filter(Boolean))
  if (seen.size < 2) return []
  return [
    {
      rule: 'identifier-changed',
      message: `The requests came with ${seen.size} client identifiers (${[...seen].join(', ')}); one installation has one.`,
    },
  ]
}

/** One identifier everywhere, product and version on every request. */
export const identityRules = (all: readonly LogEntry[]): ConductFinding[] => {
  const requests = all.filter(({ route }) => route !== 'redirected')
  return [
    ...missing(requests, 'identifier-missing', 'X-Plex-Client-Identifier'),
    ...changes(requests),
    ...missing(requests, 'product-missing', 'X-Plex-Product'),
    ...missing(requests, 'version-missing', 'X-Plex-Version'),
  ]
}
