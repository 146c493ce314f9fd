import type { Problem } from '../../common/sign-in-view.ts'
import { checked, held, notErased } from './checks.ts'
import { isOutOfReach } from './keychain-questions.ts'
import {
  FASTEST_POLL_MS,
  LONGEST_PAUSE_MS,
  MINT_EVERY_MS,
  MOST_MINT_MISSES,
  POLL_EVERY_MS,
  SLOWEST_MINT_RETRY_MS,
} from './limits.ts'
import type { Answer, LeftOver, Step } from './events.ts'
import type { Phase, RequestingCode, State, Watch } from './state.ts'
import {
  also,
  drop,
  enter,
  ended,
  giveUpAll,
  mintOrWait,
  nextPoll,
  requested,
  spaced,
  wakeAt,
} from './steps.ts'

/** Trying again does not help: somebody has to do something first. */
const NEEDS_SOMEBODY: ReadonlySet<Problem> = new Set(['certificate', 'authority', 'clock', 'proxy-password'])

type Restored = Extract<Answer, { kind: 'restored' }>

/** An answer to what the present attempt asked for. */
export function answered(
  state: State,
  phase: Exclude<Phase, { kind: 'signed-out' }>,
  answer: Exclude<Answer, Restored>,
  now: number,
): Step {
  const { attempt } = answer
  switch (phase.kind) {
    case 'restoring':
      return answer.kind === 'failed' ? unread(state, answer) : [state]
    case 'saving':
      if (answer.kind === 'failed') return unread(state, answer)
      if (answer.kind === 'nothing-held') return ended(state, attempt, null)
      return answer.kind === 'held' ? held(state, attempt, answer.kept, now) : [state]
    case 'requesting-code':
      return requesting(state, phase, answer, now)
    case 'signed-in':
      return checked(state, phase, answer, now)
    case 'signing-out':
      if (answer.kind === 'failed') return notErased(state, phase.from, answer, now)
      if (answer.kind !== 'erased') return [state]
      return phase.thenStart ? requested(state, attempt, 0, now) : ended(state, attempt, null)
    case 'awaiting-approval':
      return [state]
  }
}

/** There may be a token that the keychain does not tell. */
const unread = (state: State, { attempt, problem }: Extract<Answer, { kind: 'failed' }>): Step =>
  ended({ ...state, shutOut: isOutOfReach(problem) ? problem : null }, attempt, problem)

/** A code that the window does not show any more, whose approval nevertheless signs in. */
export const waitedFor = ({ pins, claims }: LeftOver): LeftOver => ({
  pins: pins.map(pin => (pin.role === 'current' ? { ...pin, role: 'replaced' } : pin)),
  claims,
})

/** Adds PINs of an earlier run that may still be approved, and claims without an answer. */
export function takenUp(left: LeftOver, state: State, now: number): Step {
  const remembered = left.pins.map(({ pin, role, lifeMs, remainingMs }): Watch => {
    // At least one poll comes before its end, since the calendar clock may be wrong.
    const deadline = now + Math.max(remainingMs, POLL_EVERY_MS)
    return {
      pin,
      role,
      lifeMs,
      deadline,
      latest: Math.max(now + lifeMs, deadline),
      polledAt: now - FASTEST_POLL_MS,
      looks: [],
      seenAt: -Infinity,
      lostAt: now,
      goneAt: null,
      trouble: null,
    }
  })
  const watches = remembered.filter(({ pin }) => !state.watches.some(other => other.pin.id === pin.id))
  const claims = left.claims.filter(pinId => !state.claims.some(claim => claim.pinId === pinId))
  const next: State = {
    ...state,
    watches: [...state.watches, ...watches],
    claims: [...state.claims, ...claims.map(pinId => ({ pinId, account: null, asked: false }))],
  }
  return [
    next,
    ...watches.map(watch => nextPoll(watch, FASTEST_POLL_MS, now)),
    ...claims.map(pinId => ({ kind: 'identify-claim', pinId }) as const),
  ]
}

/** Goes on where an earlier run ended: with the token, or with the code that was on screen. */
export function restored(state: State, { attempt, kept, left }: Restored, now: number): Step {
  const [next, ...polls] = takenUp(left, { ...state, shutOut: null }, now)
  if (kept !== null) return also(held(giveUpAll(next), attempt, kept, now), ...polls)
  return next.watches.some(({ role }) => role === 'current')
    ? enter(next, { kind: 'awaiting-approval', attempt, renewals: 0 }, ...polls)
    : also(ended(next, attempt, null), ...polls)
}

function requesting(state: State, phase: RequestingCode, answer: Answer, now: number): Step {
  const { attempt } = phase
  switch (answer.kind) {
    case 'woken':
      return phase.asked ? [state] : mintOrWait(state, phase, now)
    case 'pin-issued': {
      const { pin, lifeMs } = answer
      const watch: Watch = {
        pin,
        role: 'current',
        lifeMs,
        deadline: now + lifeMs,
        latest: now + lifeMs,
        polledAt: now,
        looks: [],
        seenAt: now,
        lostAt: -Infinity,
        goneAt: null,
        trouble: null,
      }
      const next = { ...spaced(state, now), watches: [...drop(state, watch).watches, watch] }
      const phaseNext = { kind: 'awaiting-approval', attempt, renewals: phase.renewals } as const
      return enter(next, phaseNext, nextPoll(watch, POLL_EVERY_MS, now))
    }
    case 'failed':
      return mintMissed(spaced(state, now), phase, answer, now)
    default:
      return [state]
  }
}

function mintMissed(
  state: State,
  phase: RequestingCode,
  { problem, retryAfterMs }: Extract<Answer, { kind: 'failed' }>,
  now: number,
): Step {
  const hopeless = NEEDS_SOMEBODY.has(problem) || phase.misses >= MOST_MINT_MISSES
  if (hopeless) return ended(state, phase.attempt, problem)
  const backOff = Math.min(MINT_EVERY_MS * 2 ** phase.misses, SLOWEST_MINT_RETRY_MS)
  const retryAt = now + Math.max(backOff, Math.min(retryAfterMs, LONGEST_PAUSE_MS))
  return enter(
    state,
    { ...phase, asked: false, misses: phase.misses + 1, trouble: { problem, retryAt } },
    wakeAt(phase.attempt, retryAt),
  )
}
