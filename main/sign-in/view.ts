import type { Snapshot } from '../../common/contract.ts'
import type { Problem, Revocation, Servers, SignInView } from '../../common/sign-in-view.ts'
import type { State, Trouble } from './state.ts'

interface Surroundings {
  /** On the clock of the state. */
  readonly now: number
  readonly qr: (code: string) => { path: string; modules: number }
  readonly revocation: Revocation
  /** Milliseconds since 1970. */
  readonly signedInAt: number | null
  readonly confirmedAgoMs: number | null
  readonly servers: Servers
}

/** What the window may know of the state: no ids, no tokens, times as milliseconds from `now`. */
export function view({ phase, watches }: State, surroundings: Surroundings): SignInView {
  const { now, qr, revocation } = surroundings
  const until = (at: number) => Math.max(0, at - now)
  const troubleOf = (trouble: Trouble | null) =>
    trouble === null ? null : { problem: trouble.problem, retryInMs: until(trouble.retryAt) }

  switch (phase.kind) {
    case 'restoring':
    case 'saving':
    case 'signing-out':
      return { kind: phase.kind }
    case 'signed-out':
      return { kind: phase.kind, problem: phase.problem, revocation: sinceEnded(phase.problem, revocation) }
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
      const { kind, account, kept, problem, checking, checkFrom } = phase
      const { signedInAt, confirmedAgoMs, servers } = surroundings
      return {
        kind,
        account,
        kept,
        problem,
        checking,
        signedInAt,
        confirmedAgoMs,
        checkableInMs: until(checkFrom),
        servers,
      }
    }
  }
}

/** Of a sign-in that Plex or somebody else has ended nothing was revoked: that was an earlier one. */
const sinceEnded = (problem: Problem | null, revocation: Revocation): Revocation =>
  revocation === 'done' && ['refused', 'keychain-emptied', 'ended-unseen'].includes(problem ?? '')
    ? null
    : revocation

/** The question of the oldest claim, without its token. */
export function lateClaim({ claims }: State): Snapshot['lateClaim'] {
  const claim = claims.find(({ asked }) => asked)
  if (claim === undefined) return null
  return { account: claim.account && { name: claim.account.name } }
}

/** Whether something that is shown waits for the password of a proxy. */
export function missesProxyLogin(signIn: SignInView): boolean {
  const ofServers = signIn.kind === 'signed-in' ? signIn.servers.problem : null
  return [problemOf(signIn), ofServers].includes('proxy-password')
}

const ofTheNetwork: readonly Problem[] = ['offline', 'name', 'connection', 'proxy']

/** Whether the last request failed for want of a network. */
export function missesNetwork({ phase, watches }: State): boolean {
  const trouble =
    phase.kind === 'awaiting-approval'
      ? watches.find(({ role }) => role === 'current')?.trouble
      : 'trouble' in phase
        ? phase.trouble
        : null
  const problem = trouble?.problem ?? ('problem' in phase ? phase.problem : null)
  return problem !== null && ofTheNetwork.includes(problem)
}

function problemOf(signIn: SignInView): Problem | null {
  if ('trouble' in signIn) return signIn.trouble?.problem ?? null
  return 'problem' in signIn ? signIn.problem : null
}
