import { createStore } from 'zustand/vanilla'
import type { Account, Problem, Servers } from '../../common/sign-in-view.ts'
import type { Secret } from '../secret.ts'
import { toProblem } from '../failure.ts'
import type { PlexApi } from '../plex/port.ts'
import type { TokenVault } from '../vault/port.ts'

interface Ports {
  readonly api: Pick<PlexApi, 'servers'>
  readonly vault: Pick<TokenVault, 'read'>
  /** Something is wrong with the token itself: the sign-in is to ask plex.tv about it. */
  readonly doubted: () => void
  readonly observe?: (what: string, problem?: unknown) => void
}

const NOTHING: Servers = { list: null, refreshing: false, problem: null }

/** The servers that the signed-in account reaches, asked for whenever plex.tv has confirmed the sign-in. */
export function createServers({ api, vault, doubted, observe = () => {} }: Ports) {
  const store = createStore<Servers>(() => NOTHING)
  let account: Account | null = null
  let work: AbortController | null = null
  let doubt: Account | null = null
  /** Which token plex.tv was asked with since the last confirmation. */
  let asked: Secret | null = null
  let disposed = false

  function forget() {
    work?.abort()
    work = null
    doubt = null
    store.setState(NOTHING, true)
  }

  async function refresh(): Promise<void> {
    if (account === null || work !== null || disposed) return
    const mine = new AbortController()
    work = mine
    store.setState({ refreshing: true })
    const outcome = await ask(mine.signal)
    if (work !== mine) return
    work = null
    if (typeof outcome === 'string') failed(outcome)
    else {
      doubt = null
      store.setState({ list: [...outcome], refreshing: false, problem: null })
    }
  }

  async function ask(signal: AbortSignal) {
    try {
      const held = await vault.read({ silently: true })
      if (held === undefined || signal.aborted) return 'keychain-emptied'
      // Replaced from outside: it may be of another account than the one that is shown.
      if (asked !== null && asked.reveal() !== held.token.reveal()) return 'refused'
      asked = held.token
      return await api.servers(held.token, signal)
    } catch (error) {
      if (!signal.aborted) observe('servers missed', error)
      return toProblem(error)
    }
  }

  /** What is wrong with the token is the sign-in's to find out, and to tell. */
  function failed(problem: Problem) {
    const ofToken = problem === 'refused' || problem === 'keychain-emptied'
    // Confirmed after the last doubt, and doubtful again: to ask once more would never end.
    const contradicted = ofToken && doubt !== null && doubt !== account
    const shown = contradicted ? 'unexpected' : problem
    store.setState({ refreshing: false, problem: ofToken && !contradicted ? null : shown })
    if (!ofToken || contradicted) return
    doubt = account
    doubted()
  }

  return {
    state: store.getState,
    subscribe: store.subscribe,
    /** Whether this id is of the list: no other is opened. */
    has: (id: string): boolean => store.getState().list?.some(server => server.id === id) ?? false,
    /** Asks plex.tv, unless it is being asked already or nobody is signed in. */
    refresh: (): void => void refresh(),
    /** The way to plex.tv is open: asks it if that was missing. */
    unblocked(): void {
      if (store.getState().problem === 'proxy-password') void refresh()
    },
    /** `confirmed`: the account of the signed-in phase, another object after each confirmation; null otherwise. */
    follow(confirmed: Account | null): void {
      if (confirmed === account) return
      const same = confirmed !== null && account !== null && isSamePerson(confirmed, account)
      account = confirmed
      asked = null
      if (!same) forget()
      void refresh()
    },
    dispose() {
      disposed = true
      work?.abort()
      work = null
    },
  }
}

/** The token may have been replaced from outside: nobody is shown the servers of another. */
const isSamePerson = (one: Account, other: Account): boolean =>
  one.name === other.name && one.username === other.username && one.email === other.email
