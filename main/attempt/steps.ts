import type { Problem } from '../../common/sign-in-view.ts'
import { FASTEST_POLL_MS, GRACE_MS, MINT_EVERY_MS, SLOWEST_POLL_MS } from './limits.ts'
import type { AttemptStep } from './events.ts'
import type { Attempts, RequestingCode, Watch } from './state.ts'

const stop = { kind: 'stop-minting' } as const

/** Adds effects to a step. */
export const also = (
  [state, ...effects]: AttemptStep,
  ...more: AttemptStep extends readonly [unknown, ...infer E] ? E : never
): AttemptStep => [state, ...effects, ...more]

/** Ends the attempt without a token. */
export const end = (state: Attempts, problem: Problem | null): AttemptStep => [
  { ...state, attempt: null },
  stop,
  { kind: 'ended', problem },
]

/** Ends the attempt, but goes on polling every code that was on screen. */
export const giveUpAll = (state: Attempts): Attempts => ({
  ...state,
  watches: state.watches.map(watch => ({ ...watch, role: 'cancelled' })),
})

/** Ends the attempt, if there is one, since a token is held. */
export const giveWay = (state: Attempts): AttemptStep =>
  state.attempt === null ? [giveUpAll(state)] : [{ ...giveUpAll(state), attempt: null }, stop]

export const change = (state: Attempts, watch: Watch): Attempts => ({
  ...state,
  watches: state.watches.map(other => (other.pin.id === watch.pin.id ? watch : other)),
})

export const drop = (state: Attempts, { pin }: Watch): Attempts => ({
  ...state,
  watches: state.watches.filter(other => other.pin.id !== pin.id),
})

/** When a PIN is no longer polled. */
export const endOf = ({ role, deadline }: Watch): number =>
  role === 'current' ? deadline : deadline + GRACE_MS

/** Counted from the start of the latest poll, so that a slow answer does not stretch the interval. */
export function nextPoll(watch: Watch, waitMs: number, now: number) {
  const wait = Math.min(Math.max(waitMs, FASTEST_POLL_MS), SLOWEST_POLL_MS)
  const at = Math.max(now, Math.min(watch.polledAt + wait, endOf(watch)))
  return { kind: 'poll-at', pinId: watch.pin.id, at } as const
}

/** Counted from the end of a request too, since we do not know when plex.tv counted it. */
export const space = (state: Attempts, now: number): Attempts =>
  state.attempt?.kind === 'requesting-code' && state.attempt.asked
    ? { ...state, mintFrom: now + MINT_EVERY_MS }
    : state

export const request = (state: Attempts, epoch: number, renewals: number, now: number): AttemptStep =>
  mintOrWait(
    { ...state, epoch },
    { kind: 'requesting-code', epoch, renewals, asked: false, misses: 0, trouble: null },
    now,
  )

export function mintOrWait(state: Attempts, attempt: RequestingCode, now: number): AttemptStep {
  const { epoch } = attempt
  return now >= state.mintFrom
    ? [
        { ...state, mintFrom: now + MINT_EVERY_MS, attempt: { ...attempt, asked: true } },
        { kind: 'request-pin', epoch },
      ]
    : [
        { ...state, attempt },
        { kind: 'mint-at', epoch, at: state.mintFrom },
      ]
}
