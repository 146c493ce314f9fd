import {
  CHECK_EVERY_MS,
  CHECK_JITTER,
  CONFIRM_REFUSAL_MS,
  FIRST_CHECK_RETRY_MS,
  LEAST_BETWEEN_CHECKS_MS,
  LONGEST_PAUSE_MS,
  SLOWEST_CHECK_RETRY_MS,
} from './limits.ts'
import type { Answer, Step } from './events.ts'
import type { Account } from '../../common/sign-in-view.ts'
import type { SignedIn, State } from './state.ts'
import type { Kept } from '../vault/port.ts'
import { ended, enter, stop, wakeAt } from './steps.ts'

type Missed = Extract<Answer, { kind: 'unidentified' }>

/** Stored first; whose it is is asked second, so that no outage can lose a token. */
export function held(state: State, attempt: number, kept: Kept, now: number): Step {
  const phase: SignedIn = {
    kind: 'signed-in',
    attempt,
    account: null,
    kept,
    problem: null,
    checking: true,
    misses: 0,
    refused: false,
    checkAt: now,
    checkFrom: now,
  }
  return check({ ...state, shutOut: null }, phase)
}

/** Asks plex.tv whose token it is, which tells whether it is alive. */
export const check = (state: State, phase: SignedIn): Step =>
  enter(state, { ...phase, checking: true }, { kind: 'identify', attempt: phase.attempt })

/** What came of a check: only plex.tv's own refusal, said twice, ends a sign-in. */
export function checked(state: State, phase: SignedIn, answer: Answer, now: number): Step {
  switch (answer.kind) {
    case 'woken':
      return phase.checking ? [state] : check(state, phase)
    case 'identified':
      return confirmed(state, phase, answer.account, answer.chance, now)
    case 'unidentified':
      return missed(state, phase, answer, now)
    case 'refused':
      return phase.refused ? refusedTwice(state, phase) : doubted(state, phase, now)
    case 'nothing-held':
      return ended(state, phase.attempt, null)
    default:
      return [state]
  }
}

function confirmed(state: State, phase: SignedIn, account: Account, chance: number, now: number): Step {
  const calm: SignedIn = {
    ...phase,
    account,
    problem: null,
    checking: false,
    misses: 0,
    refused: false,
    checkFrom: now + LEAST_BETWEEN_CHECKS_MS,
  }
  return due(state, calm, now + spread(CHECK_EVERY_MS, chance))
}

function missed(state: State, phase: SignedIn, { problem, retryAfterMs, chance }: Missed, now: number): Step {
  if (problem === 'keychain-emptied') return ended(state, phase.attempt, problem)
  const pause = Math.min(retryAfterMs, LONGEST_PAUSE_MS)
  const backOff = Math.min(FIRST_CHECK_RETRY_MS * 2 ** phase.misses, SLOWEST_CHECK_RETRY_MS)
  const at = now + pause + spread(backOff, chance)
  const next: SignedIn = {
    ...phase,
    problem,
    checking: false,
    misses: phase.misses + 1,
    checkFrom: Math.min(now + Math.max(FIRST_CHECK_RETRY_MS, pause), at),
  }
  return due(state, next, at)
}

/** The token may be dead: plex.tv is asked once more before anybody believes it. */
export function doubted(state: State, phase: SignedIn, now: number): Step {
  const checkFrom = now + CONFIRM_REFUSAL_MS
  return due(state, { ...phase, checking: false, refused: true, checkFrom }, checkFrom)
}

const refusedTwice = (state: State, { attempt }: SignedIn): Step =>
  enter(state, { kind: 'signed-out', problem: 'refused' }, stop(attempt), { kind: 'erase', attempt })

/** The keychain would not let go of the token, so the sign-in goes on. */
export function notErased(
  state: State,
  from: SignedIn,
  { attempt, problem }: Extract<Answer, { kind: 'failed' }>,
  now: number,
): Step {
  // Long enough for the problem to be read: the next check may find nothing wrong.
  const checkFrom = Math.max(from.checkFrom, now + LEAST_BETWEEN_CHECKS_MS)
  return due(state, { ...from, attempt, checking: false, problem, checkFrom }, checkFrom)
}

/** Somebody or something asks for a check before it is due. What plex.tv said just now is not asked again. */
export function checkedSooner(state: State, phase: SignedIn, waitMs: number, now: number): Step {
  if (phase.checking) return enter(state, phase)
  const answeredJustNow = phase.problem === null && now < phase.checkFrom
  const isSooner = now <= phase.checkAt && phase.checkAt <= now + waitMs
  return due(
    state,
    phase,
    answeredJustNow || isSooner ? phase.checkAt : Math.max(now + waitMs, phase.checkFrom),
  )
}

const due = (state: State, phase: SignedIn, at: number): Step =>
  enter(state, { ...phase, checkAt: at }, wakeAt(phase.attempt, at))

const spread = (ms: number, chance: number) => ms * (1 + CHECK_JITTER * (2 * chance - 1))
