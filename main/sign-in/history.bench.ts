import fc from 'fast-check'
import { ada } from '../../common/samples.ts'
import { Secret } from '../secret.ts'
import { anyLives, type Draw, type Fate, type Happening, type Life, unapprovedLives } from './draws.bench.ts'
import type { Effect, Event, LeftOver } from './events.ts'
import { transition } from './machine.ts'
import { initial, type State } from './state.ts'

/** One step of a machine; `now` in milliseconds. */
export interface Moment {
  readonly before: State
  readonly event: Event
  readonly after: State
  readonly effects: readonly Effect[]
  readonly now: number
}

const token = new Secret('sentinel-token-of-plex-tv')

/** Gives a machine a timer for each that it asks for, and to each request one answer, in the order that was drawn. */
function live({ isHeld, left, leftLater, isRefused, steps }: Life): readonly Moment[] {
  const moments: Moment[] = []
  const polls = new Map<number, number>()
  let wake: Extract<Effect, { kind: 'wake-at' }> | null = null
  let open: Effect[] = []
  let state = initial
  let now = 0
  let attempts = 0
  let pins = 0

  /** What was told of an earlier run, and is sealed no more once it has come to its end. */
  const told = new Set<number>()

  const isWatched = (pinId: number) => state.watches.some(({ pin }) => pin.id === pinId)

  function send(event: Event) {
    const before = state
    const [after, ...effects] = transition(before, event, now)
    moments.push({ before, event, after, effects, now })
    state = after
    for (const effect of effects) {
      if (effect.kind === 'wake-at') wake = effect
      else if (effect.kind === 'stop') wake = null
      else if (effect.kind === 'poll-at') polls.set(effect.pinId, effect.at)
      else open.push(effect)
    }
    for (const pinId of polls.keys()) if (!isWatched(pinId)) polls.delete(pinId)
    open = open.filter(effect => effect.kind !== 'check-pin' || isWatched(effect.pin.id))
  }

  /** The timer that is due first, if one is due by then. */
  function ring(by: number): boolean {
    const [first] = [...polls].toSorted(([, one], [, other]) => one - other)
    const at = Math.min(first?.[1] ?? Infinity, wake?.at ?? Infinity)
    if (at > by || at === Infinity) return false
    now = Math.max(now, at)
    if (first !== undefined && first[1] === at) {
      polls.delete(first[0])
      send({ kind: 'poll-due', pinId: first[0] })
    } else if (wake !== null) {
      const { attempt } = wake
      wake = null
      send({ kind: 'woken', attempt })
    }
    return true
  }

  function pass(ms: number) {
    const until = now + ms
    while (ring(until));
    now = until
  }

  function still({ pins: found, claims }: LeftOver): LeftOver {
    const isAsked = (id: number) => state.claims.some(({ pinId }) => pinId === id)
    const left = {
      pins: found.filter(({ pin }) => !told.has(pin.id) || isWatched(pin.id)),
      claims: claims.filter(id => !told.has(id) || isAsked(id)),
    }
    for (const id of [...left.pins.map(({ pin }) => pin.id), ...left.claims]) told.add(id)
    return left
  }

  function meet(met: Happening) {
    const attempt = ++attempts
    const claim = state.claims.find(({ asked }) => asked)
    switch (met.kind) {
      case 'cancel':
      case 'doubted':
        return send({ kind: met.kind })
      case 'moved':
        return send({ kind: met.kind, kept: 'keychain' })
      case 'left-over':
        return send({ kind: met.kind, left: still(leftLater) })
      case 'keep-claim':
      case 'revoke-claim':
        return claim === undefined ? undefined : send({ kind: met.kind, attempt, pinId: claim.pinId })
      default:
        return send({ ...met, attempt })
    }
  }

  function hear({ says, ago, fate: { goes: _goes, ...drawn } }: Extract<Draw, { kind: 'stray' }>) {
    const attempt = attempts - ago
    const isOver = !('attempt' in state.phase) || state.phase.attempt !== attempt
    const pin = { id: ++pins, code: 'AB12' }
    const told = { ...drawn, left, account: ada, pin, pinId: pin.id, askedAt: now, token }
    send({ ...told, kind: says, attempt: isOver ? attempt : 0 } as unknown as Event)
  }

  function answer(which: number, fate: Fate) {
    const [effect] = open.splice(which % Math.max(1, open.length), 1)
    if (effect !== undefined) send(answerTo(effect, fate))
  }

  function answerTo(effect: Effect, { goes, ...drawn }: Fate): Event {
    const { attempt, pinId } = effect as { attempt: number; pinId: number }
    const { kept, chance, lifeMs, problem, retryAfterMs } = drawn
    const failed = { kind: 'failed', attempt, problem, retryAfterMs } as const
    switch (effect.kind) {
      case 'restore':
        if (goes === 'badly') return failed
        return { kind: 'restored', attempt, kept: isHeld && goes === 'well' ? kept : null, left: still(left) }
      case 'request-pin':
        if (goes !== 'well') return failed
        return { kind: 'pin-issued', attempt, pin: { id: ++pins, code: 'AB12' }, lifeMs }
      case 'identify':
        if (goes === 'badly') return { ...failed, kind: 'unidentified', chance }
        if (goes === 'nowhere') return { kind: 'nothing-held', attempt }
        return isRefused
          ? { kind: 'refused', attempt }
          : { kind: 'identified', attempt, account: ada, chance }
      case 'erase':
      case 'revoke':
        return goes === 'badly' ? failed : { kind: 'erased', attempt }
      case 'save':
        return { kind: 'held', attempt, kept }
      case 'adopt-claim':
        if (goes === 'badly') return failed
        return goes === 'well' ? { kind: 'held', attempt, kept } : { kind: 'nothing-held', attempt }
      case 'hold-claim':
      case 'identify-claim':
        if (goes === 'nowhere') return { kind: 'claim-refused', pinId }
        return { kind: 'claim-identified', pinId, account: goes === 'well' ? ada : null }
      case 'check-pin':
        return pollAnswer({ pinId: effect.pin.id, askedAt: effect.askedAt }, drawn)
      default:
        return { kind: 'moved', kept }
    }
  }

  function pollAnswer(about: { pinId: number; askedAt: number }, drawn: Omit<Fate, 'goes'>): Event {
    const { lifeMs, problem, retryAfterMs } = drawn
    switch (drawn.poll) {
      case 'pending':
        return { kind: 'poll-pending', ...about, lifeMs }
      case 'missed':
        return { kind: 'poll-missed', ...about, problem, retryAfterMs }
      case 'gone':
        return { kind: 'pin-gone', ...about }
      case 'claimed':
        return { kind: 'pin-claimed', pinId: about.pinId, token, attempt: ++attempts }
    }
  }

  send({ kind: 'launched', attempt: ++attempts })
  for (const step of steps) {
    if (step.kind === 'timer') ring(Infinity)
    else if (step.kind === 'wait') pass(step.ms)
    else if (step.kind === 'happening') meet(step.happening)
    else if (step.kind === 'stray') hear(step)
    else answer(step.which, step.fate)
  }
  return Object.assign(moments, { [fc.toStringMethod]: () => moments.map(lineOf).join('\n') })
}

/** As it is told of a history that breaks a property. */
const lineOf = ({ now, event, after }: Moment) => {
  const rest = Object.entries(event).filter(([key]) => !['kind', 'token', 'account'].includes(key))
  return `${now} ${event.kind} ${JSON.stringify(Object.fromEntries(rest))} → ${after.phase.kind}`
}

/** What a machine makes of a life, from its launch on. */
export const histories = anyLives.map(live)
export const unapprovedHistories = unapprovedLives.map(live)
