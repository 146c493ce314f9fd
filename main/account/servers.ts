import { createStore } from 'zustand/vanilla'
import type { SessionId } from '../../common/ids.ts'
import { type Problem, problems, waitsForProxyLogin } from '../../common/problems.ts'
import type { Account, Servers } from '../../common/sign-in-view.ts'
import type { Secret } from '../secret.ts'
import { toProblem } from '../failure.ts'
import { isSamePerson } from '../plex/account.ts'
import type { PlexApi } from '../plex/port.ts'
import type { TokenVault } from '../vault/port.ts'

interface Ports {
  readonly api: Pick<PlexApi, 'servers'>
  readonly vault: Pick<TokenVault, 'read'>
  /** Called when something is wrong with the token itself: the sign-in should check it. */
  readonly doubted: () => void
  readonly observe?: (what: string, problem?: unknown) => void
}

interface Followed {
  readonly id: SessionId
  readonly account: Account | null
}

const NOTHING: Servers = { list: null, refreshing: false, problem: null }

/** The servers that the signed-in account can reach, fetched whenever plex.tv has confirmed the sign-in. */
export function createServers({ api, vault, doubted, observe = () => {} }: Ports) {
  const store = createStore<Servers>(() => NOTHING)
  let whose: SessionId | null = null
  let account: Account | null = null
  let work: AbortController | null = null
  let doubt: Account | null = null
  /** The token that plex.tv was asked with since the last confirmation. */
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
      // Replaced from outside: it may belong to another account than the one on screen.
      if (asked !== null && asked.reveal() !== held.token.reveal()) return 'refused'
      asked = held.token
      return await api.servers(held.token, signal)
    } catch (error) {
      if (!signal.aborted) observe('servers missed', error)
      return toProblem(error)
    }
  }

  /** If the token is the problem, it is the sign-in that checks it and says so. */
  function failed(problem: Problem) {
    const ofToken = problems[problem].endsSession === true
    // Confirmed after the last doubt, and in doubt again: another check would only repeat this for ever.
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
    /** Whether this id is in the session's list: no other is opened. */
    has: (session: SessionId, id: string): boolean =>
      session === whose && (store.getState().list?.some(server => server.id === id) ?? false),
    /** Asks plex.tv, unless a request is already under way or that session is over. */
    refresh: (session: SessionId): void => void (session === whose && refresh()),
    /** A proxy has its password: asks plex.tv if that was the problem. */
    unblocked(): void {
      const { problem } = store.getState()
      if (problem !== null && waitsForProxyLogin(problem)) void refresh()
    },
    /** The signed-in session, or null. Its account is a new object after each confirmation. */
    follow(session: Followed | null): void {
      const confirmed = session?.account ?? null
      const id = session?.id ?? null
      if (confirmed === account && id === whose) return
      // The token may have been replaced from outside: nobody should see another person's servers.
      const same = id === whose && confirmed !== null && account !== null && isSamePerson(confirmed, account)
      whose = id
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
