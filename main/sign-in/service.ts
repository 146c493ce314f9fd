import { randomUUID } from 'node:crypto'
import { createStore } from 'zustand/vanilla'
import type { QuestionId, SessionId } from '../../common/ids.ts'
import { waitsForProxyLogin } from '../../common/problems.ts'
import type { SessionRecord } from '../account/session-record.ts'
import { currentWatch } from '../attempt/state.ts'
import type { Asking, Reach } from '../vault/port.ts'
import type { Chance } from '../vault/watch.ts'
import { createEffects, type Surroundings } from './effects.ts'
import type { Event } from './events.ts'
import { transition } from './machine.ts'
import {
  initial,
  isShutOut,
  isSignedInAndShutOut,
  isToldOfNoKeychain,
  shownTrouble,
  stage,
  type State,
  waitsForKeychain,
} from './state.ts'

interface Ports extends Omit<Surroundings, 'newId'> {
  readonly newId?: () => string
  /** From 0 to 1. */
  readonly random?: () => number
  readonly record?: SessionRecord
  /** Whether this computer has no keychain at all. Shows no prompt. */
  readonly isKeychainMissing?: () => Promise<boolean>
  /** Called with every change and error, for the log. */
  readonly observe?: (what: string, problem?: unknown) => void
}

/** The longest a sign-in waits to hear whether there is a keychain. */
const LONGEST_LOOK_MS = 500

const unrecorded: SessionRecord = { signedIn: () => {}, confirmed: () => {}, signedOut: () => {} }

/** Runs the machine: turns every click and answer into an event, and carries out the effects. */
export function createSignIn({
  newId = randomUUID,
  random = Math.random,
  record = unrecorded,
  isKeychainMissing = async () => false,
  observe = () => {},
  ...surroundings
}: Ports) {
  const { vault, unfinished, clock } = surroundings
  const store = createStore<State>(() => initial)
  let disposed = false
  /** After a start at login, until the person has been asked, or has chosen something else. */
  let mayStillAsk = false
  /** The person opened the window before it was known whether anything has to be asked. */
  let isAwaited = false
  /** The keychain's question has been answered since it was last told of. */
  let isAnswered = false
  /** What the last look has met in the way of the token. */
  let met: Reach = 'open'
  const newSession = () => newId() as SessionId
  const effects = createEffects({ ...surroundings, newId, random, record, observe, dispatch })

  function dispatch(event: Event): void {
    if (disposed) return
    const before = store.getState()
    const [next, ...wanted] = transition(before, event, clock.now())
    if (event.kind === 'not-restored') isAnswered = event.problem !== 'keychain-asking'
    if (next !== before) store.setState(next, true)
    // The keychain may not have let go of it: whoever follows the state looks whether anything waits.
    else if (event.kind === 'erased') store.setState({ ...next }, true)
    const [was, is] = [stage(before).kind, stage(next).kind]
    if (is !== was) observe(`${was} → ${is}`)
    for (const effect of wanted) void effects.run(effect)
    // After the effects: a token must be on its way to the keychain before anything else.
    const isChanged = next.attempts.watches !== before.attempts.watches
    if (isChanged && event.kind !== 'restored') effects.remember(before, next)
    followUp()
  }

  /** Reads what an earlier run left, and stores what the keychain did not take. */
  function takeUp(how: Asking) {
    if (!unfinished.isClear()) void unfinished.load(how)
  }

  /** If the keychain does not answer in time, it counts as present. */
  const looksMissing = () =>
    new Promise<boolean>(resolve => {
      const cancel = clock.at(clock.now() + LONGEST_LOOK_MS, () => resolve(false))
      void isKeychainMissing().then(missing => {
        cancel()
        resolve(missing)
      })
    })

  /** `regardless`: the person was told that there is no keychain, and wants to sign in anyway. */
  async function start(regardless: boolean): Promise<void> {
    const keychainMissing = !regardless && (await looksMissing())
    dispatch({ kind: 'start', keychainMissing })
  }

  /** The keychain was locked or away, and is open now, or has just had an answer. Nobody is asked. */
  function keychainOpened() {
    dispatch({ kind: 'keychain-opened' })
    takeUp({ silently: true })
    if (!vault.isClear()) void effects.clear()
  }

  function tryNow() {
    mayStillAsk = false
    if (isToldOfNoKeychain(store.getState()) && !isShutOut(store.getState())) return void start(false)
    if (isSignedInAndShutOut(store.getState())) void vault.read().then(keychainOpened, () => {})
    dispatch({ kind: 'try-now' })
  }

  function tryNowOnce() {
    if (mayStillAsk) tryNow()
  }

  /** Goes on with what waited for a change of state. */
  function followUp() {
    const { session, shutOut } = store.getState().sessions
    if (session?.kind === 'restoring') return
    const wasAwaited = isAwaited
    isAwaited = false
    if (!isShutOut(store.getState())) return
    if (wasAwaited) tryNowOnce()
    // It was answered while a code was on screen.
    else if (shutOut === 'keychain-asking' && isAnswered) keychainOpened()
  }

  /** Whether the person was told of another trouble than this, which has only just come up. */
  const isOther = (reach: Reach | null): boolean =>
    reach !== null && reach !== met && reach !== 'keychain-asking' && reach !== shownTrouble(store.getState())

  return {
    state: store.getState,
    subscribe: store.subscribe,
    /** The code that the person is to approve. */
    code: () => currentWatch(store.getState().attempts)?.pin.code,
    /** Reads the keychain and checks what it finds. `byHand`: it may ask the person, once. */
    launched({ byHand = true }: { readonly byHand?: boolean } = {}) {
      mayStillAsk = !byHand
      dispatch({ kind: 'launched', silently: !byHand })
      takeUp({ silently: true })
    },
    start: () => {
      mayStillAsk = false
      void start(isToldOfNoKeychain(store.getState()))
    },
    cancel: () => dispatch({ kind: 'cancel' }),
    signOut: (session: SessionId) => dispatch({ kind: 'sign-out', session }),
    /** It is the wrong account: revokes its token and starts again. */
    disown: (session: SessionId) => dispatch({ kind: 'disown', session }),
    /** What to do with a sign-in that was approved late. */
    answer: (question: QuestionId, choice: 'keep' | 'revoke') =>
      dispatch({ kind: 'answer', question, choice, session: newSession() }),
    tryNow,
    /** The computer woke up after `sleptMs`, or the network came back. Nobody is asked for a password. */
    resumed: (sleptMs = 0) => dispatch({ kind: 'resumed', sleptMs, chance: random() }),
    /** The person has given a proxy its password: what waited for it goes on. */
    unblocked() {
      const now = stage(store.getState())
      if (now.kind !== 'signed-out') return dispatch({ kind: 'resumed', sleptMs: 0, chance: 0 })
      if (now.problem !== null && waitsForProxyLogin(now.problem)) void start(false)
    },
    keychainOpened,
    /** The question of the keychain that was open is over, whatever the answer was. */
    keychainAnswered() {
      isAnswered = true
      keychainOpened()
    },
    /** The person opens the window: the first time after a start at login, this is as a start by hand. */
    attended: () => {
      if (isShutOut(store.getState())) tryNowOnce()
      else isAwaited = mayStillAsk && store.getState().sessions.session?.kind === 'restoring'
    },
    /** Whether something waits for the keychain to be opened. */
    wantsKeychain: () => !unfinished.isClear() || !vault.isClear() || waitsForKeychain(store.getState()),
    /** What a silent try would meet now, of all that waits for the keychain. */
    reach: async (): Promise<Chance> => {
      const waits = waitsForKeychain(store.getState())
      const [ofToken, ofRest] = await Promise.all([
        waits || !vault.isClear() ? vault.reach() : null,
        unfinished.isClear() ? null : unfinished.reach(),
      ])
      const isNews = waits && isOther(ofToken)
      met = ofToken ?? 'open'
      // A try has the person told what it is now.
      if (isNews) return 'open'
      return (['open', 'untold'] as const).find(reach => reach === ofToken || reach === ofRest) ?? 'shut'
    },
    /** plex.tv has refused the token for another request. */
    doubted: () => dispatch({ kind: 'doubted' }),
    /** Stops all timers and requests; resolves when everything is stored or given up. */
    dispose(): Promise<void> {
      disposed = true
      return effects.dispose()
    },
  }
}
