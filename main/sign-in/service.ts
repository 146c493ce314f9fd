import { createStore } from 'zustand/vanilla'
import { createEffects, type Surroundings } from './effects.ts'
import { LONGEST_LOOK_MS } from './limits.ts'
import { transition } from './machine.ts'
import {
  isShutOut,
  isSignedInAndShutOut,
  isToldOfNoKeychain,
  waitsForKeychain,
} from './keychain-questions.ts'
import type { Event } from './events.ts'
import { initial, type State } from './state.ts'
import type { SessionRecord } from '../account/session-record.ts'

interface Ports extends Surroundings {
  /** From 0 to 1. */
  readonly random?: () => number
  readonly record?: SessionRecord
  /** Whether this computer has no keychain at all. Shows no prompt. */
  readonly isKeychainMissing?: () => Promise<boolean>
  /** Told of every change and error, for the log. */
  readonly observe?: (what: string, problem?: unknown) => void
}

const unrecorded: SessionRecord = { signedIn: () => {}, confirmed: () => {}, signedOut: () => {} }

/** The machine at work: every click and answer becomes an event, every effect that it asks for is done. */
export function createSignIn({
  api,
  vault,
  unfinished,
  owe,
  clock,
  random = Math.random,
  record = unrecorded,
  isKeychainMissing = async () => false,
  observe = () => {},
}: Ports) {
  const store = createStore<State>(() => initial)
  let attempts = 0
  let disposed = false
  const nextAttempt = () => ++attempts
  const effects = createEffects({
    api,
    vault,
    unfinished,
    owe,
    clock,
    random,
    record,
    observe,
    nextAttempt,
    dispatch,
  })

  function dispatch(event: Event): void {
    if (disposed) return
    const before = store.getState()
    const [next, ...wanted] = transition(before, event, clock.now())
    if (next !== before) store.setState(next, true)
    if (next.phase.kind !== before.phase.kind) observe(`${before.phase.kind} → ${next.phase.kind}`)
    for (const effect of wanted) void effects.run(effect)
    // After the effects: a token is on its way to the keychain before anything else is.
    if (next.watches !== before.watches && event.kind !== 'restored') effects.remember(before, next)
  }

  /** At login the keychain may still be locked. To try is to ask for its password, so no timer does. */
  function takeUp() {
    if (!unfinished.isSettled()) void unfinished.load()
  }

  /** A keychain that does not say whether it is there is taken to be. */
  const looksMissing = () =>
    new Promise<boolean>(resolve => {
      const cancel = clock.at(clock.now() + LONGEST_LOOK_MS, () => resolve(false))
      void isKeychainMissing().then(missing => {
        cancel()
        resolve(missing)
      })
    })

  /** `regardless`: the person was told that there is no keychain, and wants to sign in all the same. */
  async function start(regardless: boolean): Promise<void> {
    const keychainMissing = !regardless && (await looksMissing())
    dispatch({ kind: 'start', attempt: nextAttempt(), keychainMissing })
  }

  /** The keychain was locked or away, and is open now. */
  function keychainOpened() {
    dispatch({ kind: 'keychain-opened', attempt: nextAttempt() })
    takeUp()
  }

  const firstClaim = (use: (pinId: number) => void) => {
    const claim = store.getState().claims.find(({ asked }) => asked)
    if (claim !== undefined) use(claim.pinId)
  }

  return {
    state: store.getState,
    subscribe: store.subscribe,
    /** Reads the keychain and checks what it finds. */
    launched() {
      dispatch({ kind: 'launched', attempt: nextAttempt() })
      takeUp()
    },
    start: () => void start(isToldOfNoKeychain(store.getState())),
    cancel: () => dispatch({ kind: 'cancel' }),
    /** The keychain has taken a token that it would not take before. */
    keptAfterAll: () => dispatch({ kind: 'moved', kept: 'keychain' }),
    signOut: () => dispatch({ kind: 'sign-out', attempt: nextAttempt() }),
    /** It is the wrong account: revokes its token and starts again. */
    disown: () => dispatch({ kind: 'disown', attempt: nextAttempt() }),
    keepClaim: () => firstClaim(pinId => dispatch({ kind: 'keep-claim', attempt: nextAttempt(), pinId })),
    revokeClaim: () => firstClaim(pinId => dispatch({ kind: 'revoke-claim', pinId })),
    tryNow: () => {
      if (isToldOfNoKeychain(store.getState()) && !isShutOut(store.getState())) return void start(false)
      if (isSignedInAndShutOut(store.getState())) void vault.read().then(keychainOpened, () => {})
      dispatch({ kind: 'try-now', attempt: nextAttempt() })
      takeUp()
    },
    /** The computer woke up after so many milliseconds, or the network came back. Nobody is asked for a password. */
    resumed: (sleptMs = 0) =>
      dispatch({ kind: 'resumed', sleptMs, attempt: nextAttempt(), chance: random() }),
    /** The way to plex.tv is open, and the person has just seen to that: what waited for it goes on. */
    unblocked() {
      const { phase } = store.getState()
      if (phase.kind !== 'signed-out') return dispatch({ kind: 'try-now', attempt: nextAttempt() })
      if (phase.problem === 'proxy-password') void start(false)
    },
    keychainOpened,
    /** Whether something waits for the keychain to be opened. */
    wantsKeychain: () => !unfinished.isSettled() || waitsForKeychain(store.getState()),
    /** plex.tv has refused the token at another place. */
    doubted: () => dispatch({ kind: 'doubted' }),
    /** Stops every timer and request; resolves once what is being stored or given up is. */
    dispose(): Promise<void> {
      disposed = true
      return effects.dispose()
    },
  }
}
