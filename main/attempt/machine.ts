import { FASTEST_POLL_MS, POLL_EVERY_MS } from './limits.ts'
import { mint } from './mint.ts'
import { poll } from './poll.ts'
import { nameClaim } from './claims.ts'
import type { AttemptEvent, AttemptStep } from './events.ts'
import type { Attempts } from './state.ts'
import { end, giveUpAll, nextPoll, space } from './steps.ts'

/**
 * From a click to a token, as a total function: no clock, no network, no keychain. `now` is in milliseconds.
 *
 *   (none) ─► requesting-code ◄─► awaiting-approval ─► claimed
 *      ▲______________|___________________|
 *
 * Meanwhile every PIN that was ever on screen is watched until its end. A token from a PIN that nobody waits for any
 * more becomes a claim, which the person keeps or revokes.
 */
export function attemptStep(
  state: Attempts,
  event: AttemptEvent,
  context: { readonly now: number; readonly isFree: boolean },
): AttemptStep {
  const { attempt } = state
  switch (event.kind) {
    case 'mint-due':
    case 'pin-issued':
    case 'mint-missed':
      return attempt?.kind === 'requesting-code' && attempt.epoch === event.epoch
        ? mint(state, attempt, event, context.now)
        : [state]
    case 'claim-identified':
    case 'claim-refused':
      return [nameClaim(state, event)]
    default: {
      const watch = state.watches.find(({ pin }) => pin.id === event.pinId)
      return watch === undefined ? [state] : poll(state, watch, event, context)
    }
  }
}

/** Ends the attempt, but polls every code that was on screen to its end. */
export const cancel = (state: Attempts, now: number): AttemptStep =>
  state.attempt === null ? [state] : end(giveUpAll(space(state, now)), null)

/** Moves deadlines nearer by the time slept, but leaves time for one more poll of each PIN. */
export const sleep = (state: Attempts, sleptMs: number, now: number): Attempts => ({
  ...state,
  watches: state.watches.map(watch => ({
    ...watch,
    deadline: Math.min(watch.deadline, Math.max(watch.deadline - sleptMs, now + POLL_EVERY_MS)),
    polledAt: watch.polledAt - sleptMs,
    lostAt: sleptMs > 0 ? now : watch.lostAt,
  })),
})

/** Does now what waits for a timer: the computer woke up, the network came back or the person asked. */
export function hurry(state: Attempts, now: number): AttemptStep {
  const { attempt, watches } = state
  const polls = watches.map(watch => nextPoll(watch, FASTEST_POLL_MS, now))
  return attempt?.kind === 'requesting-code' && attempt.trouble !== null && !attempt.asked
    ? [state, ...polls, { kind: 'mint-at', epoch: attempt.epoch, at: now }]
    : [state, ...polls]
}
