import type { Problem } from '../../preload/contract.ts'
import {
  type Answer,
  type AwaitingApproval,
  type Effect,
  type Event,
  FASTEST_POLL_MS,
  FIRST_CHECK_RETRY_MS,
  MINT_EVERY_MS,
  type Phase,
  POLL_EVERY_MS,
  type SignedIn,
  SLOWEST_CHECK_RETRY_MS,
  SLOWEST_POLL_MS,
  type State,
  type Step,
  type Trouble,
} from './state.ts'

/**
 * The sign-in lifecycle as a total function: no clock, no network, no keychain. `now` is in milliseconds.
 *
 *   restoring ─┬─────────────────────────────────────────────► signed-in ◄─► signing-out ─┐
 *              └► signed-out ─► requesting-code ─► awaiting-approval ─► saving ─┘          │
 *                     ▲________________|__________________|_______________|_______________┘
 */
export function transition(state: State, event: Event, now: number): Step {
  const { phase } = state
  switch (event.kind) {
    case 'launched':
      return phase.kind === 'signed-out' ? restored(state, event.attempt) : [state]
    case 'start':
      return phase.kind === 'signed-out' ? requested(state, event.attempt, now) : [state]
    case 'sign-out':
      return phase.kind === 'signed-in'
        ? enter(state, { kind: 'signing-out', attempt: event.attempt, from: phase }, stop(phase.attempt), {
            kind: 'erase',
            attempt: event.attempt,
          })
        : [state]
    case 'cancel':
      return phase.kind === 'requesting-code' || phase.kind === 'awaiting-approval'
        ? ended(spaced(state, now), phase.attempt, null)
        : [state]
    case 'try-now':
      return phase.kind === 'signed-out' && phase.problem === 'keychain-locked'
        ? restored(state, event.attempt)
        : hurried(state, now)
    case 'resumed':
      return hurried(state, now)
    default:
      return 'attempt' in phase && phase.attempt === event.attempt ? answered(state, event, now) : [state]
  }
}

function answered(state: State, answer: Answer, now: number): Step {
  const { phase } = state
  const { attempt } = answer
  switch (phase.kind) {
    case 'restoring':
      if (answer.kind === 'nothing-held') return ended(state, attempt, null)
      return answer.kind === 'failed' ? ended(state, attempt, answer.problem) : held(state, answer)
    case 'saving':
      return held(state, answer)
    case 'requesting-code':
      return requesting(state, answer, now)
    case 'awaiting-approval':
      return awaiting(state, phase, answer, now)
    case 'signed-in':
      return signedIn(state, phase, answer, now)
    case 'signing-out':
      if (answer.kind === 'erased') return ended(state, attempt, null)
      return answer.kind === 'failed'
        ? enter(state, { ...phase.from, attempt, checking: false, problem: answer.problem })
        : [state]
    case 'signed-out':
      return [state]
  }
}

const requested = (state: State, attempt: number, now: number): Step =>
  mintOrWait({ ...state, phase: { kind: 'requesting-code', attempt, asked: false } }, attempt, now)

const mintOrWait = (state: State, attempt: number, now: number): Step =>
  now >= state.mintFrom ? mint(state, attempt, now) : [state, wakeAt(attempt, state.mintFrom)]

function requesting(state: State, answer: Answer, now: number): Step {
  const { attempt } = answer
  switch (answer.kind) {
    case 'woken':
      return mintOrWait(state, attempt, now)
    case 'pin-issued': {
      const phase: AwaitingApproval = {
        kind: 'awaiting-approval',
        attempt,
        pin: answer.pin,
        lifeMs: answer.lifeMs,
        deadline: now + answer.lifeMs,
        polledAt: now,
        polling: false,
        misses: 0,
        trouble: null,
      }
      return enter(spaced(state, now), phase, nextPoll(phase, POLL_EVERY_MS, now))
    }
    case 'failed':
      return ended(spaced(state, now), attempt, answer.problem)
    default:
      return [state]
  }
}

function awaiting(state: State, phase: AwaitingApproval, answer: Answer, now: number): Step {
  switch (answer.kind) {
    case 'woken':
      return polled(state, phase, now)
    case 'poll-pending': {
      const calm: AwaitingApproval = {
        ...phase,
        polling: false,
        misses: 0,
        trouble: null,
        deadline: now + answer.lifeMs,
      }
      return enter(state, calm, nextPoll(calm, POLL_EVERY_MS, now))
    }
    case 'poll-missed': {
      const backOff = Math.max(POLL_EVERY_MS * 2 ** (phase.misses + 1), answer.retryAfterMs)
      const wake = nextPoll(phase, backOff, now)
      const trouble: Trouble = { problem: answer.problem, retryAt: wake.at }
      return enter(state, { ...phase, polling: false, misses: phase.misses + 1, trouble }, wake)
    }
    case 'pin-gone':
      return ended(
        state,
        answer.attempt,
        now + SLOWEST_POLL_MS >= phase.deadline ? 'expired' : 'used-elsewhere',
      )
    case 'pin-claimed':
      return enter(
        state,
        { kind: 'saving', attempt: answer.attempt },
        { kind: 'save', attempt: answer.attempt, token: answer.token },
      )
    default:
      return [state]
  }
}

function polled(state: State, phase: AwaitingApproval, now: number): Step {
  const { attempt, pin } = phase
  if (phase.polling) return [state]
  if (now >= phase.deadline) return ended(state, attempt, 'expired')
  return enter(
    state,
    { ...phase, polling: true, polledAt: now },
    { kind: 'check-pin', attempt, pin, withinMs: phase.deadline - now },
  )
}

function signedIn(state: State, phase: SignedIn, answer: Answer, now: number): Step {
  const { attempt } = phase
  switch (answer.kind) {
    case 'woken':
      return phase.checking
        ? [state]
        : enter(state, { ...phase, checking: true }, { kind: 'identify', attempt })
    case 'identified':
      return enter(state, { ...phase, account: answer.account, problem: null, checking: false, misses: 0 })
    case 'unidentified': {
      const wait = Math.min(FIRST_CHECK_RETRY_MS * 2 ** phase.misses, SLOWEST_CHECK_RETRY_MS)
      return enter(
        state,
        { ...phase, problem: answer.problem, checking: false, misses: phase.misses + 1 },
        wakeAt(attempt, now + wait),
      )
    }
    case 'nothing-held':
      return ended(state, attempt, null)
    case 'refused':
      return enter(state, { kind: 'signed-out', problem: 'refused' }, stop(attempt), {
        kind: 'erase',
        attempt,
      })
    default:
      return [state]
  }
}

/** The computer woke up, the network came back or the person asked: what waits is done now. */
function hurried(state: State, now: number): Step {
  const { phase } = state
  switch (phase.kind) {
    case 'awaiting-approval':
      return phase.polling ? [state] : [state, nextPoll(phase, FASTEST_POLL_MS, now)]
    case 'signed-in':
      return phase.problem === null || phase.checking ? [state] : [state, wakeAt(phase.attempt, now)]
    default:
      return [state]
  }
}

const restored = (state: State, attempt: number): Step =>
  enter(state, { kind: 'restoring', attempt }, { kind: 'restore', attempt })

const mint = (state: State, attempt: number, now: number): Step => [
  spaced({ ...state, phase: { kind: 'requesting-code', attempt, asked: true } }, now),
  { kind: 'request-pin', attempt },
]

/** Counted from the end of the request too, since nobody knows when plex.tv took it. */
const spaced = (state: State, now: number): State =>
  state.phase.kind === 'requesting-code' && state.phase.asked
    ? { ...state, mintFrom: now + MINT_EVERY_MS }
    : state

/** Stored first; whose it is is asked second, so that no outage can lose a token. */
function held(state: State, answer: Answer): Step {
  if (answer.kind !== 'held') return [state]
  const { attempt, kept } = answer
  const phase: SignedIn = {
    kind: 'signed-in',
    attempt,
    account: null,
    kept,
    problem: null,
    checking: true,
    misses: 0,
  }
  return enter(state, phase, { kind: 'identify', attempt })
}

/** Counted from the start of the latest poll, so that a slow answer does not stretch the interval. */
function nextPoll(phase: AwaitingApproval, waitMs: number, now: number) {
  const wait = Math.min(Math.max(waitMs, FASTEST_POLL_MS), SLOWEST_POLL_MS)
  const at = Math.max(now, Math.min(phase.polledAt + wait, phase.deadline))
  return wakeAt(phase.attempt, at)
}

const wakeAt = (attempt: number, at: number) => ({ kind: 'wake-at', attempt, at }) as const

const stop = (attempt: number) => ({ kind: 'stop', attempt }) as const

const enter = (state: State, phase: Phase, ...effects: Effect[]): Step => [{ ...state, phase }, ...effects]

const ended = (state: State, attempt: number, problem: Problem | null): Step =>
  enter(state, { kind: 'signed-out', problem }, stop(attempt))
