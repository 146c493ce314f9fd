import { problems } from '../../common/problems.ts'
import type { Account } from '../../common/sign-in-view.ts'
import {
  CHECK_EVERY_MS,
  CHECK_JITTER,
  CONFIRM_REFUSAL_MS,
  FIRST_CHECK_RETRY_MS,
  LEAST_BETWEEN_CHECKS_MS,
  SLOWEST_CHECK_RETRY_MS,
} from './limits.ts'
import type { SessionEvent, SessionStep } from './events.ts'
import type { Sessions, SignedIn } from './state.ts'
import { end, enter, stop } from './steps.ts'

/** Asks plex.tv whose token it is, which tells whether it is alive. */
export const check = (state: Sessions, session: Omit<SignedIn, 'checking'>): SessionStep =>
  enter(state, { ...session, checking: true }, { kind: 'identify', session: session.id })

/** Handles the outcome of a check: only plex.tv's own refusal, given twice, ends a session. */
export function checked(state: Sessions, session: SignedIn, event: SessionEvent, now: number): SessionStep {
  if (event.kind === 'check-due') return session.checking ? [state] : check(state, session)
  // An answer to a check from before a sign-out that failed.
  if (!session.checking) return [state]
  switch (event.kind) {
    case 'identified':
      return confirm(state, session, event.account, event.chance, now)
    case 'unidentified':
      return miss(state, session, event, now)
    case 'refused':
      return session.refused ? refuseTwice(state, session) : doubt(state, session, now)
    case 'nothing-held':
      return end(state, null)
    default:
      return [state]
  }
}

function confirm(
  state: Sessions,
  session: SignedIn,
  account: Account,
  chance: number,
  now: number,
): SessionStep {
  const calm: SignedIn = {
    ...session,
    account,
    problem: null,
    checking: false,
    misses: 0,
    refused: false,
    checkFrom: now + LEAST_BETWEEN_CHECKS_MS,
  }
  return due(state, calm, now + spread(CHECK_EVERY_MS, chance))
}

type Missed = Extract<SessionEvent, { kind: 'unidentified' }>

function miss(
  state: Sessions,
  session: SignedIn,
  { problem, retryAfterMs, chance }: Missed,
  now: number,
): SessionStep {
  if (problems[problem].endsSession) return end(state, problem)
  const backOff = Math.min(FIRST_CHECK_RETRY_MS * 2 ** session.misses, SLOWEST_CHECK_RETRY_MS)
  const at = now + retryAfterMs + spread(backOff, chance)
  const next: SignedIn = {
    ...session,
    problem,
    checking: false,
    misses: session.misses + 1,
    checkFrom: Math.min(now + Math.max(FIRST_CHECK_RETRY_MS, retryAfterMs), at),
  }
  return due(state, next, at)
}

/** The token may be dead: plex.tv is asked once more before that is believed. */
export function doubt(state: Sessions, session: SignedIn, now: number): SessionStep {
  const checkFrom = now + CONFIRM_REFUSAL_MS
  return due(state, { ...session, checking: false, refused: true, checkFrom }, checkFrom)
}

const refuseTwice = (state: Sessions, { id }: SignedIn): SessionStep => [
  { ...state, session: null },
  stop,
  { kind: 'erase', session: id },
  { kind: 'ended', problem: 'refused' },
]

/** Makes the next check earlier than it is due, unless plex.tv has only just answered. */
export function checkSooner(state: Sessions, session: SignedIn, waitMs: number, now: number): SessionStep {
  if (session.checking) return [state]
  const answeredJustNow = session.problem === null && now < session.checkFrom
  const isSooner = now <= session.checkAt && session.checkAt <= now + waitMs
  return due(
    state,
    session,
    answeredJustNow || isSooner ? session.checkAt : Math.max(now + waitMs, session.checkFrom),
  )
}

/** Sets the time of the next check. */
export const due = (state: Sessions, session: SignedIn, at: number): SessionStep =>
  enter(state, { ...session, checkAt: at }, { kind: 'check-at', session: session.id, at })

const spread = (ms: number, chance: number) => ms * (1 + CHECK_JITTER * (2 * chance - 1))
