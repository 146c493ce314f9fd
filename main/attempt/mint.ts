import { problems } from '../../common/problems.ts'
import {
  FASTEST_POLL_MS,
  MINT_EVERY_MS,
  MOST_MINT_MISSES,
  POLL_EVERY_MS,
  SLOWEST_MINT_RETRY_MS,
  WORTH_REUSING_MS,
} from './limits.ts'
import type { AttemptStep, MintAnswer } from './events.ts'
import type { Attempts, RequestingCode, Watch } from './state.ts'
import { change, drop, end, mintOrWait, nextPoll, request, space } from './steps.ts'

/** Starts an attempt. A cancelled code with enough time left is shown again, which saves a request for another PIN. */
export function begin(state: Attempts, now: number): AttemptStep {
  const epoch = state.epoch + 1
  const reusable = state.watches.find(
    ({ role, deadline }) => role === 'cancelled' && deadline - now >= WORTH_REUSING_MS,
  )
  if (reusable === undefined) return beginAnew(state, now)
  const current: Watch = { ...reusable, role: 'current' }
  return [
    { ...change(state, current), epoch, attempt: { kind: 'awaiting-approval', epoch, renewals: 0 } },
    nextPoll(current, FASTEST_POLL_MS, now),
  ]
}

/** Asks for a code that nobody has seen: who approved the last one may know the others. */
export const beginAnew = (state: Attempts, now: number): AttemptStep =>
  request(state, state.epoch + 1, 0, now)

/** Handles the outcome of a request for a PIN. */
export function mint(state: Attempts, attempt: RequestingCode, answer: MintAnswer, now: number): AttemptStep {
  switch (answer.kind) {
    case 'mint-due':
      return attempt.asked ? [state] : mintOrWait(state, attempt, now)
    case 'pin-issued':
      return show(space(state, now), attempt, answer, now)
    case 'mint-missed':
      return miss(space(state, now), attempt, answer, now)
  }
}

type Answered<Kind extends MintAnswer['kind']> = Extract<MintAnswer, { kind: Kind }>

function show(
  state: Attempts,
  { epoch, renewals }: RequestingCode,
  { pin, lifeMs }: Answered<'pin-issued'>,
  now: number,
): AttemptStep {
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
  return [
    {
      ...state,
      watches: [...drop(state, watch).watches, watch],
      attempt: { kind: 'awaiting-approval', epoch, renewals },
    },
    nextPoll(watch, POLL_EVERY_MS, now),
  ]
}

function miss(
  state: Attempts,
  attempt: RequestingCode,
  { problem, retryAfterMs }: Answered<'mint-missed'>,
  now: number,
): AttemptStep {
  const { needsSomebody } = problems[problem]
  if (needsSomebody || attempt.misses >= MOST_MINT_MISSES) return end(state, problem)
  const backOff = Math.min(MINT_EVERY_MS * 2 ** attempt.misses, SLOWEST_MINT_RETRY_MS)
  const retryAt = now + Math.max(backOff, retryAfterMs)
  return [
    {
      ...state,
      attempt: { ...attempt, asked: false, misses: attempt.misses + 1, trouble: { problem, retryAt } },
    },
    { kind: 'mint-at', epoch: attempt.epoch, at: retryAt },
  ]
}
