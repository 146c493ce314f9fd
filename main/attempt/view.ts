import type { Question } from '../../common/question.ts'
import type { AttemptView } from '../../common/sign-in-view.ts'
import { askedClaim } from './claims.ts'
import { type Attempts, currentWatch, type Trouble } from './state.ts'

interface Surroundings {
  /** By the clock that the state uses. */
  readonly now: number
  readonly qr: (code: string) => { path: string; modules: number }
}

/** What the window may know of an attempt: no ids, no tokens, times as milliseconds from `now`. */
export function attemptView(attempts: Attempts, { now, qr }: Surroundings): AttemptView | null {
  const { attempt } = attempts
  const until = (at: number) => Math.max(0, at - now)
  const troubleOf = (trouble: Trouble | null) =>
    trouble === null ? null : { problem: trouble.problem, retryInMs: until(trouble.retryAt) }
  if (attempt === null) return null
  if (attempt.kind === 'requesting-code') return { kind: attempt.kind, trouble: troubleOf(attempt.trouble) }
  const current = currentWatch(attempts)
  if (current === undefined) throw new Error('A code is awaited that nobody watches')
  const { pin, lifeMs, deadline, trouble } = current
  return {
    kind: attempt.kind,
    code: pin.code,
    qr: qr(pin.code),
    remainingMs: until(deadline),
    lifeMs,
    renewals: attempt.renewals,
    trouble: troubleOf(trouble),
  }
}

/** The question about the oldest claim that the person can decide, without its token. */
export function lateClaim(attempts: Attempts): Question | null {
  const claim = askedClaim(attempts)
  if (claim === undefined) return null
  return { kind: 'late-claim', id: claim.question, account: claim.account && { name: claim.account.name } }
}
