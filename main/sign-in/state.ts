import type { Problem } from '../../common/sign-in-view.ts'
import { type Attempt, type Attempts, noAttempts } from '../attempt/state.ts'
import { isShutOut as isSessionShutOut } from '../session/machine.ts'
import { noSession, type Session, type Sessions } from '../session/state.ts'

/** The two lives, and why nobody is signed in. */
export interface State {
  readonly attempts: Attempts
  readonly sessions: Sessions
  /** Why the last attempt or session ended, until the next one begins. */
  readonly ended: Problem | null
}

export const initial: State = { attempts: noAttempts, sessions: noSession, ended: null }

interface SignedOut {
  readonly kind: 'signed-out'
  readonly problem: Problem | null
}

/**
 * The session, else the attempt, else signed out. While the keychain has not said whether it holds a token, "signed
 * out" always has a problem.
 */
export const stage = ({ attempts, sessions, ended }: State): Attempt | Session | SignedOut =>
  sessions.session ?? attempts.attempt ?? { kind: 'signed-out', problem: ended ?? sessions.shutOut }

/** The person has been told that there is no keychain, and what a sign-in without one means. */
export function isToldOfNoKeychain(state: State): boolean {
  const now = stage(state)
  return now.kind === 'signed-out' && now.problem === 'keychain-missing'
}

/**
 * Signed out, but the keychain may have a token that cannot be read. That holds even if what is shown is an expired
 * code.
 */
export const isShutOut = (state: State): boolean =>
  stage(state).kind === 'signed-out' && state.sessions.shutOut !== null

export function isSignedInAndShutOut({ sessions: { session } }: State): boolean {
  return session?.kind === 'signed-in' && isSessionShutOut(session)
}

/** Why the keychain does not hand out or take the token, as the person is told. */
export function shownTrouble({ sessions: { session, shutOut } }: State): Problem | null {
  if (session?.kind !== 'signed-in') return shutOut
  return session.kept === 'keychain' || session.kept === 'unseen' ? session.problem : session.kept
}

/** A token is in the keychain and cannot be read, or is only in memory. */
export const waitsForKeychain = (state: State): boolean =>
  isShutOut(state) ||
  (state.sessions.shutOut !== null && state.sessions.session?.kind === 'restoring') ||
  isSignedInAndShutOut(state) ||
  (state.sessions.session?.kind === 'signed-in' && state.sessions.session.kept !== 'keychain')
