import type { Snapshot } from '../../common/contract.ts'
import { type Problem, problems, waitsForNetwork, waitsForProxyLogin } from '../../common/problems.ts'
import type { Revocation, SignInView } from '../../common/sign-in-view.ts'
import { currentWatch } from '../attempt/state.ts'
import { attemptView, lateClaim } from '../attempt/view.ts'
import { sessionView } from '../session/view.ts'
import { stage, type State } from './state.ts'

type Surroundings = Parameters<typeof attemptView>[1] &
  Parameters<typeof sessionView>[1] & { readonly revocation: Revocation }

type Lives = Pick<Snapshot, 'attempt' | 'session' | 'ended' | 'shutOut' | 'revocation' | 'question'>

/** What window and tray may know of the two lives. */
export function view(state: State, surroundings: Surroundings): Lives {
  const { attempts, sessions } = state
  const now = stage(state)
  const ended = now.kind === 'signed-out' ? now.problem : null
  return {
    attempt: attemptView(attempts, surroundings),
    session: sessions.session && sessionView(sessions.session, surroundings),
    ended,
    shutOut: sessions.shutOut,
    revocation: sinceEnded(ended, surroundings.revocation),
    question: lateClaim(attempts),
  }
}

/** If Plex or somebody else ended the sign-in, we revoked nothing: "done" is about an earlier one. */
function sinceEnded(problem: Problem | null, revocation: Revocation): Revocation {
  if (problem === null || revocation !== 'done') return revocation
  const { endsSession, next } = problems[problem]
  return endsSession || next === 'devices' ? null : revocation
}

/** Whether something that is shown waits for the password of a proxy. */
export function missesProxyLogin(signIn: SignInView): boolean {
  const ofServers = signIn.kind === 'signed-in' ? signIn.servers.problem : null
  return [problemOf(signIn), ofServers].some(problem => problem !== null && waitsForProxyLogin(problem))
}

/** Whether the last request failed for want of a network. */
export function missesNetwork(state: State): boolean {
  const now = stage(state)
  const trouble =
    now.kind === 'awaiting-approval'
      ? currentWatch(state.attempts)?.trouble
      : 'trouble' in now
        ? now.trouble
        : null
  const problem = trouble?.problem ?? ('problem' in now ? now.problem : null)
  return problem !== null && waitsForNetwork(problem)
}

function problemOf(signIn: SignInView): Problem | null {
  if ('trouble' in signIn) return signIn.trouble?.problem ?? null
  return 'problem' in signIn ? signIn.problem : null
}
