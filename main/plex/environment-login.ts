import type { ProxyAddress } from '../../common/proxy.ts'
import { Secret } from '../secret.ts'

export interface Login {
  readonly username: string
  /** Null if there is none: some proxies ask only for a name. */
  readonly password: Secret | null
}

const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'http_proxy', 'HTTP_PROXY']

/**
 * The login for this proxy in the environment, as in `http://user:password@proxy:port`. Chromium takes the proxy from
 * there, but ignores the login.
 */
export function environmentLogin(
  environment: NodeJS.ProcessEnv,
  { host, port }: ProxyAddress,
): Login | undefined {
  const found = VARIABLES.map(name => parse(environment[name] ?? '')).find(
    proxy => proxy?.username !== '' && proxy?.host === host && proxy.port === port,
  )
  if (found === undefined) return undefined
  const { username, password } = found
  return { username, password: password === '' ? null : new Secret(password) }
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

export const unbracketed = (host: string): string => host.replace(/^\[|\]$/g, '')

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
