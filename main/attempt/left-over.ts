import { FASTEST_POLL_MS, POLL_EVERY_MS } from './limits.ts'
import type { AttemptStep, LeftOver } from './events.ts'
import { type Attempts, currentWatch, type Watch } from './state.ts'
import { nextPoll } from './steps.ts'

/** Codes that are not shown again, but whose approval still signs in. */
export const offScreen = ({ pins, claims }: LeftOver): LeftOver => ({
  pins: pins.map(pin => (pin.role === 'current' ? { ...pin, role: 'replaced' } : pin)),
  claims,
})

/** Codes from before a sign-out: none is shown again, and none signs in without a question. */
export const ofBefore = ({ pins, claims }: LeftOver): LeftOver => ({
  pins: pins.map(pin => ({ ...pin, role: 'cancelled' })),
  claims,
})

/** Adds the PINs of an earlier run that may still be approved, and the claims without an answer. */
export function takeUp(state: Attempts, left: LeftOver, now: number): AttemptStep {
  const remembered = left.pins.map(({ pin, role, lifeMs, remainingMs }): Watch => {
    // At least one poll comes before the end, since the calendar clock may be wrong.
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
  return [
    {
      ...state,
      watches: [...state.watches, ...watches],
      claims: [...state.claims, ...claims.map(pinId => ({ pinId, account: null, question: null }))],
    },
    ...watches.map(watch => nextPoll(watch, FASTEST_POLL_MS, now)),
    ...claims.map(pinId => ({ kind: 'identify-claim', pinId }) as const),
  ]
}

/** Shows the code again that was on screen in an earlier run. */
export function showAgain(state: Attempts): Attempts {
  if (currentWatch(state) === undefined) return state
  const epoch = state.epoch + 1
  return { ...state, epoch, attempt: { kind: 'awaiting-approval', epoch, renewals: 0 } }
}
