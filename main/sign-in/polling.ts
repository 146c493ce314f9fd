import {
  CLAIM_LIVES_MS,
  FASTEST_POLL_MS,
  GRACE_MS,
  MOST_RENEWALS,
  POLL_EVERY_MS,
  POLL_WITHIN_MS,
  SLOWEST_POLL_MS,
} from './limits.ts'
import type { PinAnswer, Step } from './events.ts'
import type { AwaitingApproval, State, Watch } from './state.ts'
import { also, change, drop, ended, endOf, enter, giveUpAll, nextPoll, requested, stop } from './steps.ts'

type PollAnswer = Exclude<PinAnswer, { kind: 'claim-identified' | 'claim-refused' }>

/** plex.tv tells whole seconds, so an answer that differs by less tells nothing new. */
const SAME_DEADLINE_MS = 1_000

/** What a PIN's timer or plex.tv says of a PIN that is watched. */
export function watched(state: State, watch: Watch, answer: PollAnswer, now: number): Step {
  if (answer.kind === 'poll-due') return due(state, watch, now)
  if (answer.kind === 'pin-claimed') return claimed(drop(state, watch), watch, answer)
  const { askedAt } = answer
  const heard: Watch = { ...watch, looks: watch.looks.filter(at => at !== askedAt) }
  if (answer.kind === 'pin-gone') return unlessEarlierTell(state, { ...heard, goneAt: askedAt }, now)
  // What later polls have told already, or what was so before a sleep, is no news.
  if (askedAt <= watch.seenAt || askedAt < watch.lostAt) return unlessEarlierTell(state, heard, now)
  if (answer.kind === 'poll-missed') return missed(state, heard, answer, now)
  const told = Math.min(now + answer.lifeMs, watch.latest)
  const deadline = Math.abs(told - watch.deadline) <= SAME_DEADLINE_MS ? watch.deadline : told
  const calm: Watch = { ...heard, seenAt: askedAt, trouble: null, deadline }
  return also(unlessEarlierTell(state, calm, now), nextPoll(calm, POLL_EVERY_MS, now))
}

function missed(
  state: State,
  watch: Watch,
  { askedAt, problem, retryAfterMs }: Extract<PinAnswer, { kind: 'poll-missed' }>,
  now: number,
): Step {
  const pause = problem === 'rate-limited' ? retryAfterMs || SLOWEST_POLL_MS : 0
  const wake = nextPoll(watch, Math.max(POLL_EVERY_MS, pause), now)
  const lost: Watch = { ...watch, lostAt: askedAt, trouble: { problem, retryAt: wake.at } }
  return also(unlessEarlierTell(state, lost, now), wake)
}

function due(state: State, watch: Watch, now: number): Step {
  const { phase } = state
  if (watch.role === 'current' && phase.kind === 'awaiting-approval' && now >= watch.deadline) {
    const replaced: Watch = { ...watch, role: 'replaced' }
    return also(
      expired(change(state, replaced), replaced, phase, now),
      nextPoll(replaced, POLL_EVERY_MS, now),
    )
  }
  const leftMs = watch.deadline + GRACE_MS - now
  if (leftMs <= 0) return [drop(state, watch)]
  if (watch.goneAt !== null) return [state, { kind: 'poll-at', pinId: watch.pin.id, at: endOf(watch) }]
  if (now < watch.polledAt + FASTEST_POLL_MS) return [state, nextPoll(watch, POLL_EVERY_MS, now)]
  const asked: Watch = { ...watch, looks: [...watch.looks, now], polledAt: now }
  return [
    change(state, asked),
    { kind: 'check-pin', pin: watch.pin, askedAt: now, withinMs: Math.min(POLL_WITHIN_MS, leftMs) },
    nextPoll(asked, POLL_EVERY_MS, now),
  ]
}

/** Of two polls the later one may be answered first: that the PIN is gone, where the earlier one brings the token. */
function unlessEarlierTell(state: State, watch: Watch, now: number): Step {
  const { goneAt, looks } = watch
  return goneAt === null || looks.some(at => at < goneAt) ? [change(state, watch)] : gone(state, watch, now)
}

function gone(state: State, watch: Watch, now: number): Step {
  const { phase } = state
  const { role, deadline } = watch
  const without = drop(state, watch)
  if (role !== 'current' || phase.kind !== 'awaiting-approval') return [without]
  // An answer takes so long at most, and the deadline is counted from its arrival.
  if (now + POLL_WITHIN_MS >= deadline) return expired(without, watch, phase, now)
  return ended(without, phase.attempt, wasSeen(watch, now) ? 'used-elsewhere' : 'ended-unseen')
}

/** Whether an approval before this end could not have been missed. */
const wasSeen = ({ seenAt, lostAt }: Watch, now: number): boolean =>
  seenAt > lostAt && now - seenAt < CLAIM_LIVES_MS

/** A new code without asking, but not for ever. */
const expired = (state: State, watch: Watch, { attempt, renewals }: AwaitingApproval, now: number): Step =>
  renewals < MOST_RENEWALS
    ? requested(state, attempt, renewals + 1, now)
    : ended(state, attempt, wasSeen(watch, now) ? 'expired' : 'ended-unseen')

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
