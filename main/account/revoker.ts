import { createStore } from 'zustand/vanilla'
import type { Revocation } from '../../common/sign-in-view.ts'
import type { Clock } from '../clock.ts'
import type { Secret } from '../secret.ts'
import { Failure, toProblem } from '../failure.ts'
import type { UnfinishedBusiness } from '../vault/unfinished.ts'

interface Ports {
  readonly api: { revoke(token: Secret, signal: AbortSignal): Promise<void> }
  readonly unfinished: Pick<UnfinishedBusiness, 'get' | 'update'>
  readonly clock: Clock
  /** Told when a revocation was owed for too long: the person has to see to it at plex.tv. */
  readonly givenUp?: () => void
  readonly observe?: (what: string, problem?: unknown) => void
}

export const FIRST_RETRY_MS = 5_000
export const SLOWEST_RETRY_MS = 3_600_000
/**
 * After this long, and an hour of trying, a token that plex.tv never let us revoke is given up. The hour is for a
 * computer that comes back after weeks, or with a wrong calendar, before its network does.
 */
export const LONGEST_OWED_MS = 30 * 24 * 3_600_000
const LEAST_TRIED_MS = 3_600_000

/** Tells plex.tv that tokens are given up, for as long as it takes, through restarts. */
export function createRevoker({ api, unfinished, clock, givenUp = () => {}, observe = () => {} }: Ports) {
  const store = createStore<{ readonly revocation: Revocation }>(() => ({ revocation: null }))
  const work = new AbortController()
  let misses = 0
  let missedSince: number | undefined
  let pause = 0
  let running = false
  let again = false
  let cancelRetry = () => {}

  async function run(): Promise<void> {
    again = running
    if (running || work.signal.aborted) return
    running = true
    cancelRetry()
    let hopeless = false
    for (const { token, since } of unfinished.get().owed) {
      const done = await revoked(token)
      if (!done && !isHopeless(since)) continue
      hopeless ||= !done
      await paid(token)
    }
    running = false
    if (hopeless) giveUp()
    if (again) return run()
    const owed = unfinished.get().owed.length > 0
    const { revocation } = store.getState()
    if (owed) store.setState({ revocation: 'owed' })
    else if (revocation === 'owed') store.setState({ revocation: 'done' })
    if (owed) retry()
  }

  async function revoked(token: Secret): Promise<boolean> {
    try {
      await api.revoke(token, work.signal)
      return answered()
    } catch (error) {
      // plex.tv refuses a token that is dead already, which is all that was wanted.
      if (toProblem(error) === 'refused') return answered()
      missedSince ??= clock.now()
      if (!work.signal.aborted) observe('revoke missed', error)
      if (error instanceof Failure) pause = Math.max(pause, error.retryAfterMs)
      return false
    }
  }

  function answered(): true {
    misses = 0
    missedSince = undefined
    return true
  }

  const isHopeless = (since: number): boolean =>
    !work.signal.aborted &&
    clock.calendar() - since > LONGEST_OWED_MS &&
    clock.now() - (missedSince ?? clock.now()) >= LEAST_TRIED_MS

  function giveUp() {
    observe('A revocation that was owed for 30 days is given up')
    store.setState({ revocation: 'given-up' })
    givenUp()
  }

  const paid = (token: Secret) =>
    unfinished.update(({ owed }) => ({ owed: owed.filter(other => other.token !== token) }))

  function retry() {
    if (work.signal.aborted) return
    const wait = Math.min(Math.max(FIRST_RETRY_MS * 2 ** misses++, pause), SLOWEST_RETRY_MS)
    pause = 0
    cancelRetry = clock.at(clock.now() + wait, () => void run())
  }

  return {
    revocation: () => store.getState().revocation,
    subscribe: store.subscribe,
    /**
     * Seals the token for its revocation alone; resolves when it is sealed. The rest goes on by itself, once `after` has
     * come to its end.
     */
    owe: async (token: Secret, after: Promise<void> = Promise.resolve()): Promise<void> => {
      store.setState({ revocation: 'owed' })
      const since = clock.calendar()
      await unfinished.update(({ owed }) => ({ owed: [...owed, { token, since }] }))
      void after.then(run)
    },
    /** The network may be back, or an earlier run left something: what is owed is tried now. */
    tryNow: () => {
      misses = 0
      void run()
    },
    dispose() {
      work.abort()
      cancelRetry()
    },
  }
}
