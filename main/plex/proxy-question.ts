import * as v from 'valibot'
import { createStore } from 'zustand/vanilla'
import { AskingProxy, type ProxyAddress, type ProxyLogin } from '../../common/proxy.ts'
import { Secret } from '../secret.ts'
import type { Login } from './environment-login.ts'
import type { Refused } from './proxy-login.ts'

interface Ports {
  /** Tries the login on the proxy, once. */
  readonly isRefused: (proxy: ProxyAddress, login: Login) => Promise<boolean>
  /** From now on gives the login to the proxy whenever it asks. */
  readonly keep: (proxy: ProxyAddress, login: Login) => void
  /** What was waiting for the proxy may go on. */
  readonly answered: () => void
}

interface Asking {
  readonly proxy: AskingProxy | null
}

export type ProxyQuestion = ReturnType<typeof createProxyQuestion>

/** Asks the person for a proxy's login. One question at a time, for the proxy that asked last. */
export function createProxyQuestion({ isRefused, keep, answered }: Ports) {
  const store = createStore<Asking>(() => ({ proxy: null }))
  const ask = (proxy: AskingProxy | null) => store.setState({ proxy })

  const asks = ({ host, port }: ProxyAddress): boolean => {
    const { proxy } = store.getState()
    return proxy?.host === host && proxy.port === port
  }

  const refusals: Readonly<Record<Refused, AskingProxy['said']>> = {
    'of the person': 'refused',
    'of the environment': 'refused-environment',
  }

  return {
    proxy: () => store.getState().proxy,
    subscribe: store.subscribe,
    /** A proxy got no login, or refused one: asks the person. */
    unanswered({ host, port }: ProxyAddress, refused: Refused | null) {
      // Keeps the present question while a login is being tried, or if it already says that one was refused.
      const goesOn = asks({ host, port }) && (refused === null || store.getState().proxy?.said === 'trying')
      const next = { host, port, said: refused === null ? 'asks' : refusals[refused] }
      if (!goesOn && v.is(AskingProxy, next)) ask(next)
    },
    /** Takes what the person entered. Ignored for a proxy that does not ask, or while a login is being tried. */
    async answer({ host, port, username, password }: ProxyLogin): Promise<void> {
      const proxy = { host, port }
      if (!asks(proxy) || store.getState().proxy?.said === 'trying') return
      const login = { username, password: password === '' ? null : new Secret(password) }
      ask({ ...proxy, said: 'trying' })
      const refused = await isRefused(proxy, login)
      // Another proxy may have asked meanwhile.
      if (asks(proxy)) ask(refused ? { ...proxy, said: 'refused' } : null)
      if (refused) return
      keep(proxy, login)
      answered()
    },
  }
}
