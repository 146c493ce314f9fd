import * as v from 'valibot'
import { createStore } from 'zustand/vanilla'
import { AskingProxy, type ProxyAddress, type ProxyLogin } from '../../common/proxy.ts'
import { Secret } from '../secret.ts'
import type { Login } from './environment-login.ts'
import type { Refused } from './proxy-login.ts'

interface Ports {
  /** Shows it to the proxy, once. */
  readonly isRefused: (proxy: ProxyAddress, login: Login) => Promise<boolean>
  /** Shows it to the proxy whenever that asks from now on. */
  readonly keep: (proxy: ProxyAddress, login: Login) => void
  /** What has waited for the proxy may go on. */
  readonly answered: () => void
}

interface Asking {
  readonly proxy: AskingProxy | null
}

export type ProxyQuestion = ReturnType<typeof createProxyQuestion>

/** Asks the person for what a proxy wants to know. One question at a time: that of the proxy that asked last. */
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
    /** A proxy got no answer: it is asked about, and so is that it refused one. */
    unanswered({ host, port }: ProxyAddress, refused: Refused | null) {
      // What is being tried, or was refused before, is not over with this.
      const goesOn = asks({ host, port }) && (refused === null || store.getState().proxy?.said === 'trying')
      const next = { host, port, said: refused === null ? 'asks' : refusals[refused] }
      if (!goesOn && v.is(AskingProxy, next)) ask(next)
    },
    /** What the person entered. For a proxy that does not ask, or while one is being tried, it is dropped. */
    async answer({ host, port, username, password }: ProxyLogin): Promise<void> {
      const proxy = { host, port }
      if (!asks(proxy) || store.getState().proxy?.said === 'trying') return
      const login = { username, password: password === '' ? null : new Secret(password) }
      ask({ ...proxy, said: 'trying' })
      const refused = await isRefused(proxy, login)
      // Another one may have asked meanwhile.
      if (asks(proxy)) ask(refused ? { ...proxy, said: 'refused' } : null)
      if (refused) return
      keep(proxy, login)
      answered()
    },
  }
}
