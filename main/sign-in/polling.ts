import { GRACE_MS, LISTEN_EVERY_MS, MOST_RENEWALS, POLL_EVERY_MS, SLOWEST_POLL_MS } from './limits.ts'
import type { PinAnswer, Step } from './events.ts'
import type { AwaitingApproval, State, Trouble, Watch } from './state.ts'
import { also, change, drop, ended, enter, giveUpAll, nextPoll, requested, stop } from './steps.ts'

type PollAnswer = Exclude<PinAnswer, { kind: 'claim-identified' | 'claim-refused' }>

/** plex.tv tells whole seconds, so an answer that differs by less tells nothing new. */
const SAME_DEADLINE_MS = 1_000

/** What a PIN's timer or plex.tv says of a PIN that is watched. */
export function watched(state: State, watch: Watch, answer: PollAnswer, now: number): Step {
  switch (answer.kind) {
    case 'poll-due':
      return due(state, watch, now)
    case 'poll-pending': {
      const told = Math.min(now + answer.lifeMs, watch.latest)
      const deadline = Math.abs(told - watch.deadline) <= SAME_DEADLINE_MS ? watch.deadline : told
      const calm: Watch = { ...watch, polling: false, misses: 0, trouble: null, deadline }
      return [change(state, calm), nextPoll(calm, pace(calm), now)]
    }
    case 'poll-missed': {
      const backOff = Math.max(POLL_EVERY_MS * 2 ** (watch.misses + 1), answer.retryAfterMs)
      const wake = nextPoll(watch, backOff, now)
      const trouble: Trouble = { problem: answer.problem, retryAt: wake.at }
      return [change(state, { ...watch, polling: false, misses: watch.misses + 1, trouble }), wake]
    }
    case 'pin-gone':
      return gone(state, watch, now)
    case 'pin-claimed':
      return claimed(drop(state, watch), watch, answer)
  }
}

export const pace = ({ role }: Watch): number => (role === 'cancelled' ? LISTEN_EVERY_MS : POLL_EVERY_MS)

function due(state: State, watch: Watch, now: number): Step {
  const { phase } = state
  if (watch.role === 'current' && phase.kind === 'awaiting-approval' && now >= watch.deadline) {
    const replaced: Watch = { ...watch, role: 'replaced' }
    const ended = expired(change(state, replaced), phase, now)
    return watch.polling ? ended : also(ended, nextPoll(replaced, POLL_EVERY_MS, now))
  }
  if (watch.polling) return [state]
  const withinMs = watch.deadline + GRACE_MS - now
  if (withinMs <= 0) return [drop(state, watch)]
  return [
    change(state, { ...watch, polling: true, polledAt: now }),
    { kind: 'check-pin', pin: watch.pin, withinMs },
    // The code on screen ends on time, whether or not the answer is there by then.
    ...(watch.role === 'current' ? [nextEnd(watch)] : []),
  ]
}

const nextEnd = ({ pin, deadline }: Watch) => ({ kind: 'poll-at', pinId: pin.id, at: deadline }) as const

function gone(state: State, watch: Watch, now: number): Step {
  const { phase } = state
  const without = drop(state, watch)
  if (watch.role !== 'current' || phase.kind !== 'awaiting-approval') return [without]
  return now + SLOWEST_POLL_MS >= watch.deadline
    ? expired(without, phase, now)
    : ended(without, phase.attempt, 'used-elsewhere')
}

/** A new code without asking, but not for ever. */
const expired = (state: State, { attempt, renewals }: AwaitingApproval, now: number): Step =>
  renewals < MOST_RENEWALS ? requested(state, attempt, renewals + 1, now) : ended(state, attempt, 'expired')

function claimed(
  state: State,
  { pin, role }: Watch,
  { token, attempt }: Extract<PinAnswer, { kind: 'pin-claimed' }>,
): Step {
  const { phase } = state
  const waits = ['signed-out', 'requesting-code', 'awaiting-approval'].includes(phase.kind)
  if (role === 'cancelled' || !waits) {
    return [
      { ...state, claims: [...state.claims, { pinId: pin.id, account: null, asked: false }] },
      { kind: 'hold-claim', pinId: pin.id, token },
    ]
  }
  const effects = 'attempt' in phase ? [stop(phase.attempt)] : []
  return enter(giveUpAll(state), { kind: 'saving', attempt }, ...effects, {
    kind: 'save',
    attempt,
    token,
  })
}
