import { createStore } from 'zustand/vanilla'
import type { Revocation } from '../../common/sign-in-view.ts'
import type { Clock } from '../clock.ts'
import type { KeyIdentity } from '../plex/headers.ts'
import type { PlexApi } from '../plex/port.ts'
import type { Secret } from '../secret.ts'
import { Failure, toProblem } from '../failure.ts'
import type { UnfinishedBusiness } from '../vault/unfinished.ts'

interface Ports {
  readonly api: Pick<PlexApi, 'revoke'>
  /** plex.tv as a key's own program speaks to it. */
  readonly apiFor: (key: KeyIdentity) => Pick<PlexApi, 'revoke'>
  readonly unfinished: Pick<UnfinishedBusiness, 'get' | 'update' | 'isSettled'>
  readonly clock: Clock
  /** Called when a revocation was owed for too long: the person has to end the sign-in at plex.tv. */
  readonly givenUp?: () => void
  readonly observe?: (what: string, problem?: unknown) => void
}

export const FIRST_RETRY_MS = 5_000
export const SLOWEST_RETRY_MS = 3_600_000
/**
 * A token that plex.tv never let us revoke is dropped after this long and at least an hour of trying. The hour is for a
 * computer that comes back after weeks, or with a wrong calendar, before its network does.
 */
export const LONGEST_OWED_MS = 30 * 24 * 3_600_000
const LEAST_TRIED_MS = 3_600_000
const SAFE_WITHIN_MS = 3_000
const LOOK_EVERY_MS = 100

/** Revokes tokens at plex.tv, trying for as long as it takes, also after restarts. */
export function createRevoker({
  api,
  apiFor,
  unfinished,
  clock,
  givenUp = () => {},
  observe = () => {},
}: Ports) {
  const store = createStore<{ readonly revocation: Revocation }>(() => ({ revocation: null }))
  const work = new AbortController()
  let misses = 0
  let missedSince: number | undefined
  let pause = 0
  let running = false
  let again = false
  let cancelRetry = () => {}
  /** What plex.tv has revoked in this run. */
  let dead: readonly Secret[] = []

  async function run(): Promise<void> {
    again = running
    if (running || work.signal.aborted) return
    running = true
    cancelRetry()
    let hopeless = false
    for (const { token, since, key } of unfinished.get().owed) {
      const done = await revoked(token, key)
      if (done) dead = [...dead, token]
      if (!done && !isHopeless(since)) continue
      hopeless ||= !done
      await drop(token)
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

  async function revoked(token: Secret, key: KeyIdentity | undefined): Promise<boolean> {
    try {
      await (key === undefined ? api : apiFor(key)).revoke(token, work.signal)
      return answered()
    } catch (error) {
      // plex.tv refuses a token that is already dead, and that is all we want.
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

  const drop = (token: Secret) =>
    unfinished.update(({ owed }) => ({ owed: owed.filter(other => other.token !== token) }))

  const owes = (token: Secret): boolean =>
    unfinished.get().owed.some(debt => debt.token.reveal() === token.reveal())

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
     * Stores the token so that it can still be revoked after a restart; resolves when it is stored.
     */
    owe: async (token: Secret, key?: KeyIdentity): Promise<void> => {
      store.setState({ revocation: 'owed' })
      const since = clock.calendar()
      await unfinished.update(({ owed }) =>
        owes(token) ? {} : { owed: [...owed, { token, since, ...(key === undefined ? {} : { key }) }] },
      )
      void run()
    },
    /**
     * Whether a token may be forgotten elsewhere: plex.tv has revoked it, or its debt is in the keychain. Waits for that
     * up to `SAFE_WITHIN_MS`.
     */
    isSafe: async (token: Secret): Promise<boolean> => {
      const until = clock.now() + SAFE_WITHIN_MS
      const isOwed = () => owes(token)
      while (!unfinished.isSettled() && isOwed() && clock.now() < until && !work.signal.aborted) {
        await new Promise<void>(resolve => clock.at(clock.now() + LOOK_EVERY_MS, resolve))
      }
      return unfinished.isSettled() || !isOwed()
    },
    /** Whether the revocation of this token is owed, or was done in this run: it signs nobody in. */
    isOver: (token: Secret): boolean => owes(token) || dead.some(other => other.reveal() === token.reveal()),
    /** Tries all owed revocations now: the network may be back, or an earlier run left some. */
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
