import type { SignInView, Snapshot } from '../../preload/contract.ts'
import type { Revocation } from '../account/revoker.ts'
import type { State, Trouble } from './state.ts'

interface Surroundings {
  /** On the clock of the state. */
  readonly now: number
  readonly qr: (code: string) => { path: string; modules: number }
  readonly revocation: Revocation
}

/** What the window may know of the state: no ids, no tokens, times as milliseconds from `now`. */
export function view({ phase, watches }: State, { now, qr, revocation }: Surroundings): SignInView {
  const until = (at: number) => Math.max(0, at - now)
  const troubleOf = (trouble: Trouble | null) =>
    trouble === null ? null : { problem: trouble.problem, retryInMs: until(trouble.retryAt) }

  switch (phase.kind) {
    case 'restoring':
    case 'saving':
    case 'signing-out':
      return { kind: phase.kind }
    case 'signed-out':
      return { kind: phase.kind, problem: phase.problem, revocation }
    case 'requesting-code':
      return { kind: phase.kind, trouble: troubleOf(phase.trouble) }
    case 'awaiting-approval': {
      const current = watches.find(({ role }) => role === 'current')
      if (current === undefined) throw new Error('A code is awaited that nobody watches')
      const { pin, lifeMs, deadline, trouble } = current
      return {
        kind: phase.kind,
        code: pin.code,
        qr: qr(pin.code),
        remainingMs: until(deadline),
        lifeMs,
        renewals: phase.renewals,
        trouble: troubleOf(trouble),
      }
    }
    case 'signed-in': {
      const { account, kept, problem } = phase
      return { kind: phase.kind, account, kept, problem }
    }
  }
}

/** The question of the oldest claim, without its token. */
export function lateClaim({ claims }: State): Snapshot['lateClaim'] {
  const claim = claims.find(({ asked }) => asked)
  return claim === undefined ? null : { account: claim.account }
}
