import type { ClientRequest } from 'electron'
import type { ProxyAddress } from '../../common/proxy.ts'
import type { Clock } from '../clock.ts'
import { environmentLogin, type Login, unbracketed } from './environment-login.ts'

/** Whose login a proxy refused. */
export type Refused = 'of the person' | 'of the environment'

interface Known {
  readonly login: Login
  readonly of: Refused
}

interface Options {
  readonly environment: NodeJS.ProcessEnv
  readonly clock: Clock
}

/** Called with a proxy that got no login, and whose login it has just refused. */
type Unanswered = (proxy: ProxyAddress, refused: Refused | null) => void

/** A proxy may lock the account after a few wrong passwords. */
const REFUSED_FOR_MS = 600_000

const nameOf = ({ host, port }: ProxyAddress) => `${host} ${port}`

/**
 * Answers proxies that ask for a password. Once for each request, a proxy gets the login that the person entered for
 * it, else the one in the environment; other proxies and all servers get none.
 */
export function createProxyLogin({ environment, clock }: Options) {
  const entered = new Map<string, Login>()
  let refusedUntil = -Infinity

  function known(proxy: ProxyAddress): Known | undefined {
    const own = entered.get(nameOf(proxy))
    if (own !== undefined) return { login: own, of: 'of the person' }
    const found = clock.now() < refusedUntil ? undefined : environmentLogin(environment, proxy)
    return found && { login: found, of: 'of the environment' }
  }

  function refuse(proxy: ProxyAddress, { login, of }: Known): Refused {
    if (of === 'of the environment') refusedUntil = clock.now() + REFUSED_FOR_MS
    // Unless the person has entered another meanwhile.
    else if (entered.get(nameOf(proxy)) === login) entered.delete(nameOf(proxy))
    return of
  }

  return {
    answer(request: Pick<ClientRequest, 'on'>, unanswered: Unanswered = () => {}) {
      const shown = new Map<string, Known>()
      request.on('login', ({ isProxy, host, port }, give) => {
        if (!isProxy) return give()
        const proxy = { host: unbracketed(host), port }
        const before = shown.get(nameOf(proxy))
        const found = before === undefined ? known(proxy) : undefined
        if (found !== undefined) {
          shown.set(nameOf(proxy), found)
          return give(found.login.username, found.login.password?.reveal() ?? '')
        }
        unanswered(proxy, before === undefined ? null : refuse(proxy, before))
        give()
      })
    },
    /** Keeps a login until Latchkey quits or the proxy refuses it. */
    keep: (proxy: ProxyAddress, login: Login) => void entered.set(nameOf(proxy), login),
  }
}
