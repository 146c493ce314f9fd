import type { SessionId } from '../../common/ids.ts'
import { isKeychainOutOfReach, type Problem } from '../../common/problems.ts'
import type { Secret } from '../secret.ts'
import type { Kept } from '../vault/port.ts'
import { check, checked, checkSooner, doubt, due } from './check.ts'
import type { Asks, SessionEffect, SessionEvent, SessionStep } from './events.ts'
import type { Sessions, SignedIn } from './state.ts'
import { end, enter, stop } from './steps.ts'

/**
 * One token, alive, as a total function: no clock, no network, no keychain. `now` is in milliseconds.
 *
 *   restoring ─┬─► signed-in ◄─► signing-out ─► (none)
 *     saving ──┘       └───────────────────────► (none)
 */
export function sessionStep(state: Sessions, event: SessionEvent, now: number): SessionStep {
  const { session } = state
  if (session === null || session.kind === 'restoring' || session.id !== event.session) return [state]
  switch (session.kind) {
    case 'saving':
      if (event.kind === 'held') return hold(state, session.id, event.kept, now)
      if (event.kind !== 'nothing-to-adopt') return [state]
      return session.before === null ? end(state, null) : resume(state, session.before, now)
    case 'signed-in':
      return checked(state, session, event, now)
    case 'signing-out':
      if (event.kind !== 'erased') return [state]
      return session.thenStart ? [{ ...state, session: null }, { kind: 'start-again' }] : end(state, null)
  }
}

/** Looks for a token in the keychain. */
export const restore = (state: Sessions, asks: Asks): SessionStep =>
  enter(state, { kind: 'restoring' }, { kind: 'restore', asks })

/** The keychain did not say whether it holds a token. */
export const shutOut = (state: Sessions, problem: Problem): SessionStep =>
  end({ ...state, shutOut: isKeychainOutOfReach(problem) ? problem : null }, problem)

/** Stores a new token. */
export const save = (state: Sessions, id: SessionId, token: Secret): SessionStep =>
  enter(state, { kind: 'saving', id, before: null }, { kind: 'save', session: id, token })

/** Not while a token is being looked for, stored or given up. */
export const mayAdopt = ({ session }: Sessions): boolean => session === null || session.kind === 'signed-in'

/** Takes the token of a claim in place of the one that is held, if one is. */
export function adopt(state: Sessions, id: SessionId, pinId: number): SessionStep {
  const { session } = state
  const before = session?.kind === 'signed-in' ? session : null
  return enter(state, { kind: 'saving', id, before }, stop, { kind: 'adopt-claim', session: id, pinId })
}

/**
 * The token that should have replaced it may have ended it, so it is checked; but no sooner if it was refused once
 * already.
 */
const resume = (state: Sessions, session: SignedIn, now: number): SessionStep =>
  session.refused
    ? due(state, { ...session, checking: false }, Math.max(now, session.checkFrom))
    : check(state, session)

/** The token is stored before plex.tv is asked whose it is, so that no outage can lose it. */
export const hold = (state: Sessions, id: SessionId, kept: Kept, now: number): SessionStep =>
  check(
    { ...state, shutOut: null },
    {
      kind: 'signed-in',
      id,
      account: null,
      kept,
      problem: null,
      misses: 0,
      refused: false,
      checkAt: now,
      checkFrom: now,
    },
  )

export const signOut = (state: Sessions, session: SignedIn, thenStart: boolean): SessionStep =>
  enter(state, { kind: 'signing-out', id: session.id, thenStart }, stop, {
    kind: 'sign-out',
    session: session.id,
  })

/** The keychain was asked again to store a token that is only in memory. */
export const move = (state: Sessions, kept: Kept): SessionStep =>
  state.session?.kind === 'signed-in' && state.session.kept !== 'keychain'
    ? enter(state, { ...state.session, kept })
    : [state]

/** plex.tv has refused the token for another request. */
export const doubtToken = (state: Sessions, now: number): SessionStep =>
  state.session?.kind === 'signed-in' && !state.session.checking && !state.session.refused
    ? doubt(state, state.session, now)
    : [state]

/**
 * Another token for the same account may have ended this one: checks it, unless a check is already under way or due.
 */
export const confirm = (state: Sessions): SessionStep =>
  state.session?.kind === 'signed-in' && !state.session.checking && !state.session.refused
    ? check(state, state.session)
    : [state]

/** Moves the next check nearer by the time slept. */
export const sleep = (state: Sessions, sleptMs: number): Sessions =>
  state.session?.kind === 'signed-in'
    ? {
        ...state,
        session: {
          ...state.session,
          checkAt: state.session.checkAt - sleptMs,
          checkFrom: state.session.checkFrom - sleptMs,
        },
      }
    : state

/** Checks within `withinMs`: the computer woke up, the network came back or the person asked. */
export const hurry = (state: Sessions, withinMs: number, now: number): SessionStep =>
  state.session?.kind === 'signed-in' ? checkSooner(state, state.session, withinMs, now) : [state]

/** The keychain has the token but does not hand it out. */
export const isShutOut = ({ problem }: SignedIn): boolean => problem !== null && isKeychainOutOfReach(problem)

/** Has the keychain asked to take a token that is only in memory. */
export const keep = ({ session }: Sessions, silently: boolean): SessionEffect[] =>
  session?.kind === 'signed-in' && session.kept !== 'keychain' ? [{ kind: 'keep', silently }] : []

/** The keychain may now hand out or take what it did not before. */
export function reach(state: Sessions, now: number): SessionStep {
  const { session } = state
  if (session?.kind !== 'signed-in') return [state]
  if (session.kept !== 'keychain') return [state, ...keep(state, true)]
  return isShutOut(session) ? checkSooner(state, session, 0, now) : [state]
}
