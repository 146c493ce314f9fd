import type { SignInView } from '../../preload/contract.ts'
import type { State } from './state.ts'

/** What the window may know of the state: no ids, no tokens, times as milliseconds from `now`. */
export function view(
  { phase }: State,
  now: number,
  qr: (code: string) => { path: string; modules: number },
): SignInView {
  const until = (at: number) => Math.max(0, at - now)
  switch (phase.kind) {
    case 'restoring':
    case 'requesting-code':
    case 'saving':
    case 'signing-out':
      return { kind: phase.kind }
    case 'signed-out':
      return { kind: phase.kind, problem: phase.problem }
    case 'awaiting-approval': {
      const { pin, deadline, lifeMs, trouble } = phase
      return {
        kind: phase.kind,
        code: pin.code,
        qr: qr(pin.code),
        remainingMs: until(deadline),
        lifeMs,
        trouble: trouble === null ? null : { problem: trouble.problem, retryInMs: until(trouble.retryAt) },
      }
    }
    case 'signed-in': {
      const { account, kept, problem } = phase
      return { kind: phase.kind, account, kept, problem }
    }
  }
}
