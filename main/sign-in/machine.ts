import { answered } from '../attempt/claims.ts'
import type { AttemptEnd, AttemptStep } from '../attempt/events.ts'
import { offScreen, showAgain, takeUp } from '../attempt/left-over.ts'
import * as attempt from '../attempt/machine.ts'
import { begin, beginAnew } from '../attempt/mint.ts'
import { giveUpAll, giveWay } from '../attempt/steps.ts'
import type { Asks, SessionEnd, SessionStep } from '../session/events.ts'
import { CHECK_SPREAD_MS } from '../session/limits.ts'
import * as session from '../session/machine.ts'
import { noSession } from '../session/state.ts'
import type { Effect, Event, Happening, Step } from './events.ts'
import { isShutOut, stage, type State } from './state.ts'

type Happened<Kind extends Happening['kind']> = Extract<Happening, { kind: Kind }>

/**
 * The two lives as one: an attempt (`attempt/machine.ts`) ends with a token, and a session (`session/machine.ts`) is one
 * token that is held. They share the event `claimed`, and no attempt goes on while a token is held.
 *
 *   signed out ◄─► attempt ─► session ─► signed out
 *        └────── (launch) ──────┘
 */
export function transition(state: State, event: Event, now: number): Step {
  switch (event.kind) {
    case 'start':
      if (stage(state).kind !== 'signed-out' || state.attempts.claims.length > 0) return [state]
      return event.keychainMissing
        ? [{ ...state, ended: 'keychain-missing' }]
        : ofAttempt(state, begin(state.attempts, now), now)
    case 'cancel':
      return ofAttempt(state, attempt.cancel(state.attempts, now), now)
    case 'launched':
      return stage(state).kind === 'signed-out'
        ? restore(state, now, event.silently ? 'for-nothing' : 'for-token')
        : [state]
    case 'restored':
      return state.sessions.session?.kind === 'restoring' ? restored(state, event, now) : [state]
    case 'not-restored':
      return state.sessions.session?.kind === 'restoring'
        ? ofSession(state, session.shutOut(state.sessions, event.problem), now)
        : [state]
    case 'left-over':
      // The answer to the restore will bring it.
      return state.sessions.session?.kind === 'restoring'
        ? [state]
        : ofAttempt(state, takeUp(state.attempts, offScreen(event.left), now), now)
    case 'sign-out':
    case 'disown': {
      const held = state.sessions.session
      return held?.kind === 'signed-in' && held.id === event.session
        ? ofSession(state, session.signOut(state.sessions, held, event.kind === 'disown'), now)
        : [state]
    }
    case 'answer':
      return answer(state, event, now)
    case 'try-now':
      return isShutOut(state)
        ? restore(state, now, 'for-all')
        : [...hurry(state, 0, now), ...session.keep(state.sessions, false)]
    case 'resumed':
      return hurry(sleep(state, event.sleptMs, now), event.chance * CHECK_SPREAD_MS, now)
    case 'keychain-opened':
      return isShutOut(state)
        ? restore(state, now, 'for-nothing')
        : ofSession(state, session.reach(state.sessions, now), now)
    case 'moved':
      return ofSession(state, session.move(state.sessions, event.kept), now)
    case 'doubted':
      return ofSession(state, session.doubtToken(state.sessions, now), now)
    case 'mint-due':
    case 'pin-issued':
    case 'mint-missed':
    case 'poll-due':
    case 'poll-pending':
    case 'poll-missed':
    case 'pin-gone':
    case 'pin-claimed':
    case 'claim-identified':
    case 'claim-refused': {
      const isFree = state.sessions.session === null
      return ofAttempt(state, attempt.attemptStep(state.attempts, event, { now, isFree }), now)
    }
    default:
      return ofSession(state, session.sessionStep(state.sessions, event, now), now)
  }
}

const ofAttempt = (state: State, [attempts, ...wanted]: AttemptStep, now: number): Step =>
  settle(attempts === state.attempts ? state : { ...state, attempts }, wanted, now)

const ofSession = (state: State, [sessions, ...wanted]: SessionStep, now: number): Step =>
  settle(sessions === state.sessions ? state : { ...state, sessions }, wanted, now)

/** Passes on what an attempt and a session hand to each other, and returns the other effects. */
function settle(state: State, wanted: readonly (Effect | AttemptEnd | SessionEnd)[], now: number): Step {
  let next = state
  const effects: Effect[] = []
  const cross = ([joined, ...more]: Step) => {
    next = joined
    effects.push(...more)
  }
  for (const one of wanted) {
    if (one.kind === 'ended') next = { ...next, ended: one.problem }
    else if (one.kind === 'claimed')
      cross(ofSession(next, session.save(next.sessions, one.session, one.token), now))
    else if (one.kind === 'start-again') cross(ofAttempt(next, beginAnew(next.attempts, now), now))
    else effects.push(one)
  }
  return [next, ...effects]
}

const restore = (state: State, now: number, asks: Asks): Step =>
  ofSession(state, session.restore(state.sessions, asks), now)

/** Goes on where an earlier run ended: with the token, or with the code that was on screen. */
function restored(state: State, { found, left }: Happened<'restored'>, now: number): Step {
  const told: State = { ...state, sessions: noSession, ended: null }
  const [taken, ...polls] = ofAttempt(told, takeUp(state.attempts, left, now), now)
  if (found === null) return [{ ...taken, attempts: showAgain(taken.attempts) }, ...polls]
  const held = session.hold(noSession, found.session, found.kept, now)
  const [next, ...checks] = ofSession({ ...taken, attempts: giveUpAll(taken.attempts) }, held, now)
  return [next, ...checks, ...polls]
}

/** Keeping a claim ends any attempt under way. A claim that is not kept may still have ended the token that is held. */
function answer(state: State, { question, choice, session: id }: Happened<'answer'>, now: number): Step {
  const found = answered(state.attempts, question)
  if (found === undefined) return [state]
  const [{ pinId }, attempts] = found
  if (choice === 'revoke') {
    const [next, ...checks] = ofSession({ ...state, attempts }, session.confirm(state.sessions), now)
    return [next, { kind: 'revoke-claim', pinId }, ...checks]
  }
  if (!session.mayAdopt(state.sessions)) return [state]
  const [free, ...stops] = ofAttempt({ ...state, attempts }, giveWay(attempts), now)
  const adoption = session.adopt(state.sessions, id, pinId)
  const [next, ...effects] = ofSession(free, adoption, now)
  return [next, ...stops, ...effects]
}

const sleep = (state: State, sleptMs: number, now: number): State => ({
  ...state,
  attempts: attempt.sleep(state.attempts, sleptMs, now),
  sessions: session.sleep(state.sessions, sleptMs),
})

function hurry(state: State, withinMs: number, now: number): Step {
  const [attempts, ...polls] = ofAttempt(state, attempt.hurry(state.attempts, now), now)
  const [next, ...checks] = ofSession(attempts, session.hurry(state.sessions, withinMs, now), now)
  return [next, ...checks, ...polls]
}
