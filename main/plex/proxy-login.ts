import type { AuthInfo, ClientRequest } from 'electron'
import type { Clock } from '../clock.ts'

interface Options {
  readonly environment: NodeJS.ProcessEnv
  readonly clock: Clock
}

/** Whoever counts wrong passwords locks an account after a few. */
const REFUSED_FOR_MS = 600_000
const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'http_proxy', 'HTTP_PROXY']

/**
 * Answers who asks for a password on the way: the proxy that the environment names gets the one that stands beside its
 * name there, once for each request; every other proxy, and every server, gets none.
 */
export function createProxyLogin({ environment, clock }: Options) {
  let refusedUntil = -Infinity
  return (request: Pick<ClientRequest, 'on'>) => {
    let tried = false
    request.on('login', (challenge, answer) => {
      if (!challenge.isProxy) return answer()
      const known = credentials(environment, challenge)
      if (tried) refusedUntil = clock.now() + REFUSED_FOR_MS
      if (known === undefined || clock.now() < refusedUntil) return answer()
      tried = true
      answer(known.username, known.password)
    })
  }
}

/** As in `http://user:password@proxy:port`. Chromium takes the proxy from there, and leaves this part out. */
function credentials(environment: NodeJS.ProcessEnv, { host, port }: Pick<AuthInfo, 'host' | 'port'>) {
  return VARIABLES.map(name => parse(environment[name] ?? '')).find(
    found => found?.username !== '' && found?.host === unbracketed(host) && found.port === port,
  )
}

function parse(proxy: string) {
  const address = proxy.includes('://') ? proxy : `http://${proxy}`
  if (!URL.canParse(address)) return undefined
  const { hostname, port, protocol, username, password } = new URL(address)
  return {
    host: unbracketed(hostname),
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
    username: decoded(username),
    password: decoded(password),
  }
}

const unbracketed = (host: string): string => host.replace(/^\[|\]$/g, '')

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
