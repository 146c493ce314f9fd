import type { Problem } from '../../common/sign-in-view.ts'
import type { AttemptEffect, AttemptEnd, AttemptEvent, LeftOver } from '../attempt/events.ts'
import { FASTEST_POLL_MS } from '../attempt/limits.ts'
import { offScreen, takeUp } from '../attempt/left-over.ts'
import * as attempt from '../attempt/machine.ts'
import { begin } from '../attempt/mint.ts'
import { type Attempts, currentWatch, noAttempts } from '../attempt/state.ts'
import { giveUpAll, nextPoll } from '../attempt/steps.ts'
import type { Pin } from '../plex/port.ts'
import type { Secret } from '../secret.ts'

/** A key that has no token yet: an attempt of its own, whose code Latchkey approves itself where Plex lets it. */
export interface Making {
  readonly attempts: Attempts
  /** Whether Latchkey approves the code, or why the person has to. `theirs`: it is what they are asked by. */
  readonly approval: 'ours' | 'done' | 'theirs' | Problem
  /** When plex.tv said that it is approved. */
  readonly approvedAt: number
}

export type MakingEvent =
  | AttemptEvent
  /** Plex has approved the code for us. */
  | { readonly kind: 'linked' }
  | { readonly kind: 'not-linked'; readonly problem: Problem }
  /** The code could not be kept for a later run: nothing may be approved that could get lost. */
  | { readonly kind: 'unsealed'; readonly problem: Problem }

export type MakingEffect =
  | Exclude<AttemptEffect, { kind: 'hold-claim' | 'identify-claim' | 'revoke-claim' }>
  /** Keeps the code for a later run, then approves it. */
  | { readonly kind: 'link'; readonly pin: Pin }
  | { readonly kind: 'claimed'; readonly token: Secret }
  /** Nobody waits for this token any more. */
  | { readonly kind: 'surplus'; readonly token: Secret }
  | { readonly kind: 'ended'; readonly problem: Problem | null }

export type MakingStep = readonly [Making, ...MakingEffect[]]

const initial: Making = { attempts: noAttempts, approval: 'ours', approvedAt: -Infinity }

/** A code that waits for its approval so long after plex.tv said that it has it was not approved after all. */
const BELIEVED_FOR_MS = 3_000

/** `theirs`: whoever approves the code says yes by that, so Latchkey never does. */
export const beginMaking = (now: number, approval: 'ours' | 'theirs' = 'ours'): MakingStep =>
  after({ ...initial, approval }, begin(noAttempts, now), now)

/** Goes on polling what an earlier run left: what was approved becomes a key, and nothing is shown again. */
export const resumeMaking = (left: LeftOver, now: number): MakingStep =>
  after({ ...initial, approval: 'done', approvedAt: Infinity }, takeUp(noAttempts, offScreen(left), now), now)

/** As a total function: no clock, no network, no keychain. `now` is in milliseconds. */
export function makingStep(making: Making, event: MakingEvent, now: number): MakingStep {
  switch (event.kind) {
    case 'linked':
      return linked(making, now)
    case 'not-linked':
      return making.approval === 'ours' ? [{ ...making, approval: event.problem }] : [making]
    case 'unsealed': {
      if (making.attempts.attempt === null) return [making]
      const [cancelled, ...effects] = cancelMaking(making, now)
      return [
        cancelled,
        ...effects.map(effect => (effect.kind === 'ended' ? { ...effect, problem: event.problem } : effect)),
      ]
    }
    case 'poll-pending': {
      const isDenied = making.approval === 'done' && event.askedAt > making.approvedAt + BELIEVED_FOR_MS
      return stepped(isDenied ? { ...making, approval: 'unexpected' } : making, event, now)
    }
    default:
      return stepped(making, event, now)
  }
}

const stepped = (making: Making, event: AttemptEvent, now: number): MakingStep =>
  after(making, attempt.attemptStep(making.attempts, event, { now, isFree: true }), now)

/** Nobody waits for it any more: a token that still comes of its codes is taken back. */
export const cancelMaking = (making: Making, now: number): MakingStep =>
  making.attempts.attempt === null
    ? [{ ...making, attempts: giveUpAll(making.attempts) }]
    : after(making, attempt.cancel(making.attempts, now), now)

/** Whether plex.tv has approved a code, or is about to, and has not handed out its token. */
export const isTokenDue = ({ attempts, approval }: Making): boolean =>
  currentWatch(attempts) !== undefined && (approval === 'ours' || approval === 'done')

export const hurryMaking = (making: Making, now: number): MakingStep =>
  after(making, attempt.hurry(making.attempts, now), now)

export const sleepMaking = (making: Making, sleptMs: number, now: number): Making => ({
  ...making,
  attempts: attempt.sleep(making.attempts, sleptMs, now),
})

/** Whether the person has to approve the code. */
export const isByHand = ({ approval }: Making): boolean => approval !== 'ours' && approval !== 'done'

/** Whether nothing can come of it any more. */
export const isOver = ({ attempts: { attempt: current, watches } }: Making): boolean =>
  current === null && watches.length === 0

/** Plex has the approval: the code is looked at now, unless it just was. */
function linked(making: Making, now: number): MakingStep {
  const watch = currentWatch(making.attempts)
  const done: Making = { ...making, approval: 'done', approvedAt: now }
  if (watch === undefined || watch.looks.length > 0) return [done]
  // Where the keychain took long, it was read in the meantime, and is not read again at once.
  const wasRead = watch.polledAt > watch.latest - watch.lifeMs
  const ready = wasRead ? watch : { ...watch, polledAt: now - FASTEST_POLL_MS }
  const watches = making.attempts.watches.map(other => (other === watch ? ready : other))
  return [{ ...done, attempts: { ...making.attempts, watches } }, nextPoll(ready, FASTEST_POLL_MS, now)]
}

function after(
  before: Making,
  [next, ...wanted]: readonly [Attempts, ...(AttemptEffect | AttemptEnd)[]],
  now: number,
): MakingStep {
  let attempts = next
  const effects: MakingEffect[] = []
  for (const one of wanted) {
    switch (one.kind) {
      case 'claimed':
        effects.push({ kind: 'claimed', token: one.token })
        break
      case 'hold-claim':
        effects.push({ kind: 'surplus', token: one.token })
        attempts = attempt.attemptStep(
          attempts,
          { kind: 'claim-refused', pinId: one.pinId },
          { now, isFree: true },
        )[0]
        break
      case 'identify-claim':
      case 'revoke-claim':
        break
      default:
        effects.push(one)
    }
  }
  const shown = currentWatch(attempts)
  const isNew = shown !== undefined && shown.pin.id !== currentWatch(before.attempts)?.pin.id
  // A code that replaces an expired one is approved as that was.
  const approval = isNew && before.approval === 'done' ? 'ours' : before.approval
  if (isNew && approval === 'ours') effects.push({ kind: 'link', pin: shown.pin })
  return [{ ...before, attempts, approval }, ...effects]
}
