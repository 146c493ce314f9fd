import { createStore } from 'zustand/vanilla'
import type { Clock } from '../clock.ts'
import type { Secret } from '../secret.ts'
import { transition } from './machine.ts'
import { type PlexApi, SignInError, type TokenVault, toProblem } from './ports.ts'
import { type Answer, type Effect, type Event, initial, type Pin, type Request, type State } from './state.ts'

interface Ports {
  readonly api: PlexApi
  readonly vault: TokenVault
  readonly clock: Clock
  /** Told of every event and error, for the log. */
  readonly observe?: (what: string, problem?: unknown) => void
}

export type SignIn = ReturnType<typeof createSignIn>

/** Runs the machine: every effect it asks for, every answer that comes back. */
export function createSignIn({ api, vault, clock, observe = () => {} }: Ports) {
  const store = createStore<State>(() => initial)
  let attempts = 0
  let work = new AbortController()
  let cancelWake = () => {}
  let saving: Promise<unknown> = Promise.resolve()
  let disposed = false

  function dispatch(event: Event): void {
    if (disposed) return
    const before = store.getState()
    const [next, ...effects] = transition(before, event, clock.now())
    if (next !== before) store.setState(next, true)
    if (next.phase.kind !== before.phase.kind) observe(`${before.phase.kind} → ${next.phase.kind}`)
    for (const effect of effects) void run(effect)
  }

  async function run(effect: Effect): Promise<void> {
    const { attempt } = effect
    const { signal } = work
    switch (effect.kind) {
      case 'wake-at':
        cancelWake()
        cancelWake = clock.at(effect.at, () => dispatch({ kind: 'woken', attempt }))
        return
      case 'stop':
        cancelWake()
        work.abort()
        work = new AbortController()
        return
      case 'save':
        saving = save(attempt, effect.token)
        return
      default:
        return dispatch(await answer(effect, signal))
    }
  }

  async function answer(effect: Request, signal: AbortSignal): Promise<Answer> {
    const { attempt } = effect
    try {
      switch (effect.kind) {
        case 'restore': {
          const found = await vault.read()
          return found === undefined
            ? { kind: 'nothing-held', attempt }
            : { kind: 'held', attempt, kept: found.kept }
        }
        case 'request-pin':
          return { kind: 'pin-issued', attempt, ...(await api.issue('weak', signal)) }
        case 'check-pin':
          return await check(attempt, effect.pin, effect.withinMs, signal)
        case 'identify':
          return await identify(attempt, signal)
        case 'erase':
          await vault.erase()
          return { kind: 'erased', attempt }
      }
    } catch (error) {
      if (!signal.aborted) observe(`${effect.kind} failed`, error)
      return { kind: 'failed', attempt, problem: toProblem(error) }
    }
  }

  async function check(attempt: number, pin: Pin, withinMs: number, signal: AbortSignal): Promise<Answer> {
    try {
      const status = await api.check(pin, withinMs, signal)
      switch (status.kind) {
        case 'pending':
          return { kind: 'poll-pending', attempt, lifeMs: status.lifeMs }
        case 'gone':
          return { kind: 'pin-gone', attempt }
        case 'claimed':
          return { kind: 'pin-claimed', attempt, token: status.token }
      }
    } catch (error) {
      if (!signal.aborted) observe('check-pin missed', error)
      const retryAfterMs = error instanceof SignInError ? error.retryAfterMs : 0
      return { kind: 'poll-missed', attempt, problem: toProblem(error), retryAfterMs }
    }
  }

  /** Only plex.tv's own refusal ends a session; an outage merely leaves the account unnamed. */
  async function identify(attempt: number, signal: AbortSignal): Promise<Answer> {
    try {
      const found = await vault.read()
      if (found === undefined) return { kind: 'nothing-held', attempt }
      return { kind: 'identified', attempt, account: await api.account(found.token, signal) }
    } catch (error) {
      if (!signal.aborted) observe('identify missed', error)
      const problem = toProblem(error)
      return problem === 'refused' ? { kind: 'refused', attempt } : { kind: 'unidentified', attempt, problem }
    }
  }

  async function save(attempt: number, token: Secret) {
    dispatch({ kind: 'held', attempt, kept: await vault.write(token) })
  }

  return {
    state: store.getState,
    subscribe: store.subscribe,
    /** Reads the keychain and checks what it finds. */
    launched: () => dispatch({ kind: 'launched', attempt: ++attempts }),
    start: () => dispatch({ kind: 'start', attempt: ++attempts }),
    cancel: () => dispatch({ kind: 'cancel' }),
    signOut: () => dispatch({ kind: 'sign-out', attempt: ++attempts }),
    tryNow: () => dispatch({ kind: 'try-now', attempt: ++attempts }),
    /** The computer woke up, or the network came back. */
    resumed: () => dispatch({ kind: 'resumed' }),
    /** Stops every timer and request; resolves once a token that is being stored is stored. */
    async dispose() {
      disposed = true
      cancelWake()
      work.abort()
      await saving
    },
  }
}
