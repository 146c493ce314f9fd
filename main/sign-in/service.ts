import { createStore } from 'zustand/vanilla'
import type { Clock } from '../clock.ts'
import type { Secret } from '../secret.ts'
import type { Unfinished, UnfinishedBusiness } from '../vault/unfinished.ts'
import { createClaims } from './claims.ts'
import { LONGEST_LOOK_MS } from './limits.ts'
import { transition } from './machine.ts'
import { createPolls } from './polls.ts'
import type { PlexApi, TokenVault } from './ports.ts'
import {
  isShutOut,
  isSignedInAndShutOut,
  isToldOfNoKeychain,
  waitsForKeychain,
} from './keychain-questions.ts'
import { type Effect, type Event, initial, type State } from './state.ts'
import { leftOver, sealedPins } from './remembered.ts'
import { createRequests, type SessionRecord } from './requests.ts'

interface Ports {
  readonly api: Omit<PlexApi, 'revoke' | 'servers'>
  readonly vault: TokenVault
  readonly unfinished: UnfinishedBusiness
  /** Takes a token that is given up, seals it, and sees to it that plex.tv hears of it. */
  readonly owe: (token: Secret) => Promise<void>
  readonly clock: Clock
  /** From 0 to 1. */
  readonly random?: () => number
  readonly record?: SessionRecord
  /** Whether this computer has no keychain at all. Shows no prompt. */
  readonly isKeychainMissing?: () => Promise<boolean>
  /** Told of every change and error, for the log. */
  readonly observe?: (what: string, problem?: unknown) => void
}

const unrecorded: SessionRecord = { signedIn: () => {}, confirmed: () => {}, signedOut: () => {} }

export type SignIn = ReturnType<typeof createSignIn>

/** Runs the machine: every effect it asks for, every answer that comes back. */
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
  let work = new AbortController()
  const life = new AbortController()
  let cancelWake = () => {}
  const saving = new Set<Promise<unknown>>()
  const requests = createRequests({
    api,
    vault,
    unfinished,
    owe: token => track(owe(token)),
    clock,
    random,
    record,
    observe,
  })
  const polls = createPolls({ api, clock, nextAttempt: () => ++attempts, dispatch, observe })
  const claims = createClaims({ api, vault, unfinished, owe, signal: life.signal })
  let disposed = false

  function dispatch(event: Event): void {
    if (disposed) return
    const before = store.getState()
    const [next, ...effects] = transition(before, event, clock.now())
    if (next !== before) store.setState(next, true)
    if (next.phase.kind !== before.phase.kind) observe(`${before.phase.kind} → ${next.phase.kind}`)
    for (const effect of effects) void run(effect)
    // After the effects: a token is on its way to the keychain before anything else is.
    if (next.watches !== before.watches && event.kind !== 'restored') remember(before, next)
  }

  function remember(before: State, { watches }: State): void {
    polls.keepOnly(watches)
    const pins = sealedPins(watches, clock)
    const changed = sealedPins(before.watches, clock)
      .map(({ id, role }) => `${id} ${role}`)
      .join()
    if (pins.map(({ id, role }) => `${id} ${role}`).join() !== changed) {
      void track(unfinished.update(() => ({ pins })))
    }
  }

  const tellOf = (older: Unfinished) => dispatch({ kind: 'left-over', left: leftOver(older, clock) })
  unfinished.whenLoaded(tellOf)

  /** At login the keychain may still be locked. To try is to ask for its password, so no timer does. */
  function takeUp() {
    if (!unfinished.isSettled()) void unfinished.load()
  }

  /** What must be done before the app may end. */
  function track<T>(work: Promise<T>): Promise<T> {
    saving.add(work)
    return work.finally(() => saving.delete(work))
  }

  async function run(effect: Effect): Promise<void> {
    switch (effect.kind) {
      case 'wake-at':
        cancelWake()
        cancelWake = clock.at(effect.at, () => dispatch({ kind: 'woken', attempt: effect.attempt }))
        return
      case 'poll-at':
        return polls.at(effect.pinId, effect.at)
      case 'stop':
        cancelWake()
        work.abort()
        work = new AbortController()
        return
      case 'save':
        return dispatch(await track(requests.save(effect.attempt, effect.token)))
      case 'adopt-claim':
        return dispatch(await track(claims.adopt(effect.attempt, effect.pinId, requests.save)))
      case 'hold-claim':
        return dispatch(await track(claims.hold(effect.pinId, effect.token)))
      case 'identify-claim':
        return dispatch(await claims.identify(effect.pinId))
      case 'revoke-claim':
        return await track(claims.revoke(effect.pinId))
      case 'check-pin':
        return dispatch(await polls.check(effect.pin, effect.withinMs))
      case 'erase':
      case 'revoke':
        return dispatch(await track(requests.answer(effect, work.signal)))
      case 'keep':
        if ((await track(vault.keep(owe))) === 'keychain') dispatch({ kind: 'kept-after-all' })
        return
      default: {
        const answer = await requests.answer(effect, work.signal)
        dispatch(answer)
        // What was loaded in the meantime was told to a machine that expected it with this answer.
        if (effect.kind === 'restore' && answer.kind === 'failed') tellOf(unfinished.get())
      }
    }
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
    dispatch({ kind: 'start', attempt: ++attempts, keychainMissing })
  }

  /** The keychain was locked or away, and is open now. */
  function keychainOpened() {
    dispatch({ kind: 'keychain-opened', attempt: ++attempts })
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
      dispatch({ kind: 'launched', attempt: ++attempts })
      takeUp()
    },
    start: () => void start(isToldOfNoKeychain(store.getState())),
    cancel: () => dispatch({ kind: 'cancel' }),
    /** The keychain has taken a token that it would not take before. */
    keptAfterAll: () => dispatch({ kind: 'kept-after-all' }),
    signOut: () => dispatch({ kind: 'sign-out', attempt: ++attempts }),
    /** It is the wrong account: revokes its token and starts again. */
    disown: () => dispatch({ kind: 'disown', attempt: ++attempts }),
    keepClaim: () => firstClaim(pinId => dispatch({ kind: 'keep-claim', attempt: ++attempts, pinId })),
    revokeClaim: () => firstClaim(pinId => dispatch({ kind: 'revoke-claim', pinId })),
    tryNow: () => {
      if (isToldOfNoKeychain(store.getState()) && !isShutOut(store.getState())) return void start(false)
      if (isSignedInAndShutOut(store.getState())) void vault.read().then(keychainOpened, () => {})
      dispatch({ kind: 'try-now', attempt: ++attempts })
      takeUp()
    },
    /** The computer woke up after so many milliseconds, or the network came back. Nobody is asked for a password. */
    resumed: (sleptMs = 0) => dispatch({ kind: 'resumed', sleptMs, attempt: ++attempts, chance: random() }),
    keychainOpened,
    /** Whether something waits for the keychain to be opened. */
    wantsKeychain: () => !unfinished.isSettled() || waitsForKeychain(store.getState()),
    /** plex.tv has refused the token at another place. */
    doubted: () => dispatch({ kind: 'doubted' }),
    /** Stops every timer and request; resolves once what is being stored or given up is. */
    async dispose() {
      disposed = true
      cancelWake()
      work.abort()
      life.abort()
      polls.keepOnly([])
      // What is being stored may call for more: the token that it replaced is to be revoked.
      while (saving.size > 0) await Promise.allSettled(saving)
    },
  }
}
