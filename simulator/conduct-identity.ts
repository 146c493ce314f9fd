import type { ConductFinding, ConductRule } from './conduct.ts'
import { identifierOf, said } from './logged.ts'
import type { LogEntry, State } from './state.ts'

const name = ({ method, path }: LogEntry): string => `${method} ${path}`

const productOf = (request: LogEntry): string | undefined => said(request, 'X-Plex-Product')

const missing = (requests: readonly LogEntry[], rule: ConductRule, header: string): ConductFinding[] =>
  requests
    .filter(request => !said(request, header))
    .map(request => ({ rule, message: `${name(request)} had no ${header}.` }))

/** The client by its own name has one identifier; all others are programs, of whose keys each has one. */
const changes = (state: State, requests: readonly LogEntry[]): ConductFinding[] => {
  const own = state.options.clientProduct ?? requests.map(productOf).find(Boolean)
  const ofClient = requests.filter(request => (productOf(request) || own) === own)
  const seen = new Set(ofClient.map(identifierOf).filter(Boolean))
  if (seen.size < 2) return []
  return [
    {
      rule: 'identifier-changed',
      message: `The requests came with ${seen.size} client identifiers (${[...seen].join(', ')}); one installation has one.`,
    },
  ]
}

/** Whose a request is, by the token or the pin that it is about: the identifiers that this was given to. */
const ownersOf = (state: State, request: LogEntry): string[] => {
  const token = said(request, 'X-Plex-Token')
  const pin = request.route === 'poll' ? request.pinId : null
  return [
    ...state.tokens.filter(each => each.token === token),
    ...state.pins.filter(({ id }) => id === pin).map(({ device }) => device),
  ].map(({ clientIdentifier }) => clientIdentifier)
}

const borrowed = (state: State, requests: readonly LogEntry[]): ConductFinding[] =>
  requests.flatMap(request => {
    const identifier = identifierOf(request)
    const owners = ownersOf(state, request)
    if (!identifier || owners.length === 0 || owners.includes(identifier)) return []
    const what = request.route === 'poll' ? 'pin' : 'token'
    return [
      {
        rule: 'identifier-changed' as const,
        message: `${name(request)} came with ${identifier}, but its ${what} was given to ${owners.join(', ')}.`,
      },
    ]
  })

/** A name is the identifier's for ever, but for a new one that comes with some other request than a mint. */
const shared = (requests: readonly LogEntry[]): ConductFinding[] =>
  requests.flatMap((request, index) => {
    const [identifier, product] = [identifierOf(request), productOf(request)]
    const before = requests
      .slice(0, index)
      .findLast(each => identifierOf(each) === identifier && productOf(each))
    if (request.route !== 'mint' || !identifier || !product || !before) return []
    const last = productOf(before)
    if (last === product) return []
    return [
      {
        rule: 'identifier-shared' as const,
        message: `A pin was asked for as “${product}” with ${identifier}, which is “${last}”; each key has an identifier of its own.`,
      },
    ]
  })

/** One identifier for the client and one for each key; product and version on every request. */
export const identityRules = (state: State, all: readonly LogEntry[]): ConductFinding[] => {
  const requests = all.filter(({ route }) => route !== 'redirected')
  // A link may have to be made under another's name.
  const named = requests.filter(({ route }) => route !== 'link')
  return [
    ...missing(requests, 'identifier-missing', 'X-Plex-Client-Identifier'),
    ...changes(state, named),
    ...borrowed(state, requests),
    ...shared(named),
    ...missing(requests, 'product-missing', 'X-Plex-Product'),
    ...missing(requests, 'version-missing', 'X-Plex-Version'),
  ]
}
