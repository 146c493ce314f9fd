import type { Problem } from '../../common/sign-in-view.ts'
import { FASTEST_POLL_MS, GRACE_MS, MINT_EVERY_MS, SLOWEST_POLL_MS } from './limits.ts'
import type { Effect, Step } from './events.ts'
import type { Phase, RequestingCode, State, Watch } from './state.ts'

export const enter = (state: State, phase: Phase, ...effects: Effect[]): Step => [
  { ...state, phase },
  ...effects,
]

export const wakeAt = (attempt: number, at: number) => ({ kind: 'wake-at', attempt, at }) as const

export const stop = (attempt: number) => ({ kind: 'stop', attempt }) as const

/** While a token may be in a keychain that does not say so nobody is plainly signed out. */
export const ended = (state: State, attempt: number, problem: Problem | null): Step =>
  enter(state, { kind: 'signed-out', problem: problem ?? state.shutOut }, stop(attempt))

/** Adds effects to a step. */
export const also = ([state, ...effects]: Step, ...more: Effect[]): Step => [state, ...effects, ...more]

export const change = (state: State, watch: Watch): State => ({
  ...state,
  watches: state.watches.map(other => (other.pin.id === watch.pin.id ? watch : other)),
})

export const drop = (state: State, { pin }: Watch): State => ({
  ...state,
  watches: state.watches.filter(other => other.pin.id !== pin.id),
})

/** No code that was on screen is waited for any more, but all are still asked after. */
export const giveUpAll = (state: State): State => ({
  ...state,
  watches: state.watches.map(watch => ({ ...watch, role: 'cancelled' })),
})

/** The moment at which a PIN is no longer asked after. */
export const endOf = ({ role, deadline }: Watch): number =>
  role === 'current' ? deadline : deadline + GRACE_MS

/** Counted from the start of the latest poll, so that a slow answer does not stretch the interval. */
export function nextPoll(watch: Watch, waitMs: number, now: number) {
  const wait = Math.min(Math.max(waitMs, FASTEST_POLL_MS), SLOWEST_POLL_MS)
  const at = Math.max(now, Math.min(watch.polledAt + wait, endOf(watch)))
  return { kind: 'poll-at', pinId: watch.pin.id, at } as const
}

export const requested = (state: State, attempt: number, renewals: number, now: number): Step =>
  mintOrWait(
    state,
    { kind: 'requesting-code', attempt, renewals, asked: false, misses: 0, trouble: null },
    now,
  )

export function mintOrWait(state: State, phase: RequestingCode, now: number): Step {
  const { attempt } = phase
  return now >= state.mintFrom
    ? enter(
        { ...state, mintFrom: now + MINT_EVERY_MS },
        { ...phase, asked: true },
        { kind: 'request-pin', attempt },
      )
    : enter(state, phase, wakeAt(attempt, state.mintFrom))
}

/** Counted from the end of the request too, since nobody knows when plex.tv took it. */
export const spaced = (state: State, now: number): State =>
  state.phase.kind === 'requesting-code' && state.phase.asked
    ? { ...state, mintFrom: now + MINT_EVERY_MS }
    : state
