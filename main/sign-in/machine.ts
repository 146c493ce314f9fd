import { watched } from './polling.ts'
import { check, checkedSooner, doubted } from './checks.ts'
import { isOutOfReach, isShutOut } from './keychain-questions.ts'
import { answered, restored, takenUp, waitedFor } from './session.ts'
import { CHECK_SPREAD_MS, FASTEST_POLL_MS, POLL_EVERY_MS, WORTH_REUSING_MS } from './limits.ts'
import type { Event, Step } from './events.ts'
import type { Account } from '../../common/sign-in-view.ts'
import type { SignedIn, State, Watch } from './state.ts'
import { also, change, ended, enter, giveUpAll, nextPoll, requested, spaced, stop, wakeAt } from './steps.ts'

/**
 * The sign-in lifecycle as a total function: no clock, no network, no keychain. `now` is in milliseconds.
 *
 *   restoring ─┬────────────────────────────────────────────────────► signed-in ◄─► signing-out ─┐
 *              ├► signed-out ─► requesting-code ◄─► awaiting-approval ─► saving ─┘   │            │
 *              │      ▲________________|__________________|_____________|____________│____________┘
 *              └───────────────────────────────► awaiting-approval       (not you: requesting-code)
 *
 * Beside it every PIN that was ever on screen is watched until its end, and a token that comes from one that
 * nobody waits for becomes a claim, which the person keeps or revokes.
 */
export function transition(state: State, event: Event, now: number): Step {
  const { phase } = state
  switch (event.kind) {
    case 'launched':
      return phase.kind === 'signed-out' ? restore(state, event.attempt) : [state]
    case 'start':
      if (phase.kind !== 'signed-out' || state.claims.length > 0) return [state]
      return event.keychainMissing
        ? enter(state, { kind: 'signed-out', problem: 'keychain-missing' })
        : start(state, event.attempt, now)
    case 'cancel':
      return cancelled(state, now)
    case 'moved':
      return phase.kind === 'signed-in' && phase.kept !== 'keychain'
        ? enter(state, { ...phase, kept: event.kept })
        : [state]
    case 'keychain-opened':
      return opened(state, event.attempt, now)
    case 'doubted':
      return phase.kind === 'signed-in' && !phase.checking && !phase.refused
        ? doubted(state, phase, now)
        : [state]
    case 'sign-out':
    case 'disown':
      return signingOut(state, event.attempt, event.kind === 'disown')
    case 'try-now':
      return isShutOut(state) ? restore(state, event.attempt) : hurried(state, 0, now)
    case 'resumed':
      return hurried(slept(state, event.sleptMs, now), event.chance * CHECK_SPREAD_MS, now)
    case 'keep-claim':
      return kept(state, event.attempt, event.pinId)
    case 'revoke-claim':
      return revoked(state, event.pinId)
    case 'claim-identified':
      return [named(state, event.pinId, event.account)]
    case 'claim-refused':
      return [{ ...state, claims: state.claims.filter(({ pinId }) => pinId !== event.pinId) }]
    case 'poll-due':
    case 'poll-pending':
    case 'poll-missed':
    case 'pin-gone':
    case 'pin-claimed': {
      const watch = state.watches.find(({ pin }) => pin.id === event.pinId)
      return watch === undefined ? [state] : watched(state, watch, event, now)
    }
    case 'left-over':
      // What is being restored brings it along.
      return phase.kind === 'restoring' ? [state] : takenUp(waitedFor(event.left), state, now)
    case 'restored':
      return phase.kind === 'restoring' && phase.attempt === event.attempt
        ? restored(state, event, now)
        : [state]
    default:
      return 'attempt' in phase && phase.attempt === event.attempt
        ? answered(state, phase, event, now)
        : [state]
  }
}

/** Takes its turn behind those that are asked about already: a question does not change under the pointer. */
function named(state: State, pinId: number, account: Account | null): State {
  const claims = state.claims.map(claim => (claim.pinId === pinId ? { ...claim, account } : claim))
  const asked = claims.filter(claim => claim.asked)
  const next = claims.filter(claim => !claim.asked && claim.pinId === pinId)
  const rest = claims.filter(claim => !claim.asked && claim.pinId !== pinId)
  return { ...state, claims: [...asked, ...next.map(claim => ({ ...claim, asked: true })), ...rest] }
}

const restore = (state: State, attempt: number): Step =>
  enter(state, { kind: 'restoring', attempt }, { kind: 'restore', attempt })

/** A code that was cancelled and still has time is shown again: fewer PINs, and none that nobody listens to. */
function start(state: State, attempt: number, now: number): Step {
  const reusable = state.watches.find(
    ({ role, deadline }) => role === 'cancelled' && deadline - now >= WORTH_REUSING_MS,
  )
  if (reusable === undefined) return requested(state, attempt, 0, now)
  const current: Watch = { ...reusable, role: 'current' }
  return enter(
    change(state, current),
    { kind: 'awaiting-approval', attempt, renewals: 0 },
    nextPoll(current, FASTEST_POLL_MS, now),
  )
}

function cancelled(state: State, now: number): Step {
  const { phase } = state
  if (phase.kind === 'requesting-code') return ended(giveUpAll(spaced(state, now)), phase.attempt, null)
  return phase.kind === 'awaiting-approval' ? ended(giveUpAll(state), phase.attempt, null) : [state]
}

function signingOut(state: State, attempt: number, thenStart: boolean): Step {
  const { phase } = state
  if (phase.kind !== 'signed-in') return [state]
  return enter(state, { kind: 'signing-out', attempt, from: phase, thenStart }, stop(phase.attempt), {
    kind: 'revoke',
    attempt,
  })
}

/** Any sign-in that is under way gives way to the token that is kept. */
function kept(state: State, attempt: number, pinId: number): Step {
  const { phase, claims } = state
  const free = ['signed-out', 'requesting-code', 'awaiting-approval', 'signed-in'].includes(phase.kind)
  if (!free || !claims.some(claim => claim.pinId === pinId)) return [state]
  const rest = { ...giveUpAll(state), claims: claims.filter(claim => claim.pinId !== pinId) }
  const effects = 'attempt' in phase ? [stop(phase.attempt)] : []
  return enter(rest, { kind: 'saving', attempt }, ...effects, { kind: 'adopt-claim', attempt, pinId })
}

/** plex.tv keeps one token per account and computer: the one that is held may have died of the claim, so it is checked. */
function revoked(state: State, pinId: number): Step {
  const claims = state.claims.filter(claim => claim.pinId !== pinId)
  if (claims.length === state.claims.length) return [state]
  const { phase } = state
  const rest: State = { ...state, claims }
  const revoke = { kind: 'revoke-claim', pinId } as const
  // Once refused, it is checked anyhow, and not before its time.
  if (phase.kind !== 'signed-in' || phase.checking || phase.refused) return [rest, revoke]
  const [next, ...effects] = check(rest, phase)
  return [next, revoke, ...effects]
}

/** Deadlines come nearer by the time slept, but each PIN is asked after once more before it is given up. */
const slept = (state: State, sleptMs: number, now: number): State => ({
  ...state,
  phase: state.phase.kind === 'signed-in' ? checkedSince(state.phase, sleptMs) : state.phase,
  watches: state.watches.map(watch => ({
    ...watch,
    deadline: Math.min(watch.deadline, Math.max(watch.deadline - sleptMs, now + POLL_EVERY_MS)),
    polledAt: watch.polledAt - sleptMs,
    lostAt: sleptMs > 0 ? now : watch.lostAt,
  })),
})

const checkedSince = (phase: SignedIn, sleptMs: number): SignedIn => ({
  ...phase,
  checkAt: phase.checkAt - sleptMs,
  checkFrom: phase.checkFrom - sleptMs,
})

/** What the keychain would not give or take before it may now. */
function opened(state: State, attempt: number, now: number): Step {
  const { phase } = state
  if (isShutOut(state)) return restore(state, attempt)
  if (phase.kind !== 'signed-in') return [state]
  if (phase.kept !== 'keychain') return [state, { kind: 'keep' }]
  return isOutOfReach(phase.problem) ? checkedSooner(state, phase, 0, now) : [state]
}

/** The computer woke up, the network came back or the person asked: what waits is done now. */
function hurried(state: State, checkInMs: number, now: number): Step {
  const { phase, watches } = state
  const polls = watches.map(watch => nextPoll(watch, FASTEST_POLL_MS, now))
  if (phase.kind === 'requesting-code' && phase.trouble !== null && !phase.asked) {
    return [state, ...polls, wakeAt(phase.attempt, Math.max(now, state.mintFrom))]
  }
  return phase.kind === 'signed-in'
    ? also(checkedSooner(state, phase, checkInMs, now), ...polls)
    : [state, ...polls]
}
