import {
  CLAIM_LIVES_MS,
  FASTEST_POLL_MS,
  GRACE_MS,
  MOST_RENEWALS,
  POLL_EVERY_MS,
  POLL_WITHIN_MS,
  SLOWEST_POLL_MS,
} from './limits.ts'
import type { AttemptStep, PollAnswer } from './events.ts'
import type { Attempts, AwaitingApproval, Watch } from './state.ts'
import { also, change, drop, end, endOf, giveWay, nextPoll, request } from './steps.ts'

/** plex.tv gives whole seconds, so an answer that differs by less is nothing new. */
const SAME_DEADLINE_MS = 1_000

/** Handles the timer and plex.tv's answers for a watched PIN. `isFree`: no token is held, so a new one may be taken. */
export function poll(
  state: Attempts,
  watch: Watch,
  answer: PollAnswer,
  { now, isFree }: { readonly now: number; readonly isFree: boolean },
): AttemptStep {
  if (answer.kind === 'poll-due') return due(state, watch, now)
  if (answer.kind === 'pin-claimed') return claim(drop(state, watch), watch, answer, isFree)
  const { askedAt } = answer
  const heard: Watch = { ...watch, looks: watch.looks.filter(at => at !== askedAt) }
  if (answer.kind === 'pin-gone') return unlessEarlierTell(state, { ...heard, goneAt: askedAt }, now)
  // A later poll has said more already, or the computer has slept since: this is no news.
  if (askedAt <= watch.seenAt || askedAt < watch.lostAt) return unlessEarlierTell(state, heard, now)
  if (answer.kind === 'poll-missed') return miss(state, heard, answer, now)
  const told = Math.min(now + answer.lifeMs, watch.latest)
  const deadline = Math.abs(told - watch.deadline) <= SAME_DEADLINE_MS ? watch.deadline : told
  const calm: Watch = { ...heard, seenAt: askedAt, trouble: null, deadline }
  return also(unlessEarlierTell(state, calm, now), nextPoll(calm, POLL_EVERY_MS, now))
}

type Answered<Kind extends PollAnswer['kind']> = Extract<PollAnswer, { kind: Kind }>

function miss(
  state: Attempts,
  watch: Watch,
  { askedAt, problem, retryAfterMs }: Answered<'poll-missed'>,
  now: number,
): AttemptStep {
  const pause = problem === 'rate-limited' ? retryAfterMs || SLOWEST_POLL_MS : 0
  const wake = nextPoll(watch, Math.max(POLL_EVERY_MS, pause), now)
  const lost: Watch = { ...watch, lostAt: askedAt, trouble: { problem, retryAt: wake.at } }
  return also(unlessEarlierTell(state, lost, now), wake)
}

function due(state: Attempts, watch: Watch, now: number): AttemptStep {
  const { attempt } = state
  if (watch.role === 'current' && attempt?.kind === 'awaiting-approval' && now >= watch.deadline) {
    const replaced: Watch = { ...watch, role: 'replaced' }
    return also(
      expire(change(state, replaced), replaced, attempt, now),
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

/** A later poll may say that the PIN is gone before an earlier one brings its token: waits for all earlier ones. */
function unlessEarlierTell(state: Attempts, watch: Watch, now: number): AttemptStep {
  const { goneAt, looks } = watch
  return goneAt === null || looks.some(at => at < goneAt) ? [change(state, watch)] : lose(state, watch, now)
}

function lose(state: Attempts, watch: Watch, now: number): AttemptStep {
  const { attempt } = state
  const { role, deadline } = watch
  const without = drop(state, watch)
  if (role !== 'current' || attempt?.kind !== 'awaiting-approval') return [without]
  // An answer may take this long, and the deadline is counted from its arrival.
  if (now + POLL_WITHIN_MS >= deadline) return expire(without, watch, attempt, now)
  return end(without, wasSeen(watch, now) ? 'used-elsewhere' : 'ended-unseen')
}

/** Whether we polled often enough to be sure that no approval was missed. */
const wasSeen = ({ seenAt, lostAt }: Watch, now: number): boolean =>
  seenAt > lostAt && now - seenAt < CLAIM_LIVES_MS

/** Replaces the code without asking, but only a few times. */
const expire = (
  state: Attempts,
  watch: Watch,
  { epoch, renewals }: AwaitingApproval,
  now: number,
): AttemptStep =>
  renewals < MOST_RENEWALS
    ? request(state, epoch, renewals + 1, now)
    : end(state, wasSeen(watch, now) ? 'expired' : 'ended-unseen')

function claim(
  state: Attempts,
  { pin, role }: Watch,
  { token, session }: Answered<'pin-claimed'>,
  isFree: boolean,
): AttemptStep {
  if (role === 'cancelled' || !isFree) {
    return [
      { ...state, claims: [...state.claims, { pinId: pin.id, account: null, question: null }] },
      { kind: 'hold-claim', pinId: pin.id, token },
    ]
  }
  return also(giveWay(state), { kind: 'claimed', session, token })
}
