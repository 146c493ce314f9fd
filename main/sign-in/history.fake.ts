import fc from 'fast-check'
import { ada } from '../../common/samples.fake.ts'
import type { SessionId } from '../../common/ids.ts'
import { askedClaim } from '../attempt/claims.ts'
import type { LeftOver } from '../attempt/events.ts'
import { createAnswers, token } from './history-answers.fake.ts'
import { anyLives, type Draw, type Fate, type Happening, type Life, unapprovedLives } from './draws.fake.ts'
import type { Effect, Event } from './events.ts'
import { transition } from './machine.ts'
import { initial, stage, type State } from './state.ts'

/** One step of a machine; `now` in milliseconds. */
export interface Moment {
  readonly before: State
  readonly event: Event
  readonly after: State
  readonly effects: readonly Effect[]
  readonly now: number
}

type Timer = Extract<Effect, { kind: 'mint-at' | 'check-at' }>

/** Runs a machine: sets the timers that it asks for, and answers each request once, in the drawn order. */
function live({ isHeld, left, leftLater, isRefused, steps }: Life): readonly Moment[] {
  const moments: Moment[] = []
  const polls = new Map<number, number>()
  const timers = new Map<Timer['kind'], Timer>()
  let open: Effect[] = []
  let state = initial
  let now = 0
  let pins = 0
  let ids = 0
  const newId = () => `${++ids}`
  const newPin = () => ({ id: ++pins, code: 'AB12' })

  /** PINs of an earlier run that were reported, and are no longer stored once they have ended. */
  const told = new Set<number>()

  const isWatched = (pinId: number) => state.attempts.watches.some(({ pin }) => pin.id === pinId)

  function send(event: Event) {
    const before = state
    const [after, ...effects] = transition(before, event, now)
    moments.push({ before, event, after, effects, now })
    state = after
    for (const effect of effects) note(effect)
    for (const pinId of polls.keys()) if (!isWatched(pinId)) polls.delete(pinId)
    open = open.filter(effect => effect.kind !== 'check-pin' || isWatched(effect.pin.id))
  }

  function note(effect: Effect) {
    switch (effect.kind) {
      case 'mint-at':
      case 'check-at':
        return timers.set(effect.kind, effect)
      case 'stop-minting':
        return timers.delete('mint-at')
      case 'stop-checking':
        open = open.filter(({ kind }) => kind !== 'identify')
        return timers.delete('check-at')
      case 'poll-at':
        return polls.set(effect.pinId, effect.at)
      default:
        return open.push(effect)
    }
  }

  /** Fires the first timer that is due by then, if any. */
  function ring(by: number): boolean {
    const [poll] = [...polls].toSorted(([, one], [, other]) => one - other)
    const [timer] = [...timers.values()].toSorted((one, other) => one.at - other.at)
    const at = Math.min(poll?.[1] ?? Infinity, timer?.at ?? Infinity)
    if (at > by || at === Infinity) return false
    now = Math.max(now, at)
    if (poll !== undefined && poll[1] === at) {
      polls.delete(poll[0])
      send({ kind: 'poll-due', pinId: poll[0] })
    } else if (timer !== undefined) {
      timers.delete(timer.kind)
      if (timer.kind === 'mint-at') send({ kind: 'mint-due', epoch: timer.epoch })
      else send({ kind: 'check-due', session: timer.session })
    }
    return true
  }

  function pass(ms: number) {
    const until = now + ms
    while (ring(until));
    now = until
  }

  function still({ pins: found, claims }: LeftOver): LeftOver {
    const isKept = (id: number) => state.attempts.claims.some(({ pinId }) => pinId === id)
    const left = {
      pins: found.filter(({ pin }) => !told.has(pin.id) || isWatched(pin.id)),
      claims: claims.filter(id => !told.has(id) || isKept(id)),
    }
    for (const id of [...left.pins.map(({ pin }) => pin.id), ...left.claims]) told.add(id)
    return left
  }

  function meet(met: Happening) {
    switch (met.kind) {
      case 'sign-out':
      case 'disown': {
        const now = stage(state)
        return 'id' in now ? send({ kind: met.kind, session: now.id }) : undefined
      }
      case 'moved':
        return send({ kind: met.kind, kept: 'keychain' })
      case 'left-over':
        return send({ kind: met.kind, left: still(leftLater) })
      case 'answer': {
        const question = askedClaim(state.attempts)?.question ?? null
        return question === null ? undefined : send({ ...met, question, session: newId() as SessionId })
      }
      default:
        return send(met)
    }
  }

  function hear({ says, ago, fate: { goes: _goes, ...drawn } }: Extract<Draw, { kind: 'stray' }>) {
    const epoch = state.attempts.epoch - 1 - ago
    const pin = newPin()
    const about = { epoch, session: 'over', pinId: pin.id }
    send({ ...drawn, ...about, kind: says, account: ada, pin, askedAt: now, token } as unknown as Event)
  }

  const answerTo = createAnswers({ isHeld, isRefused, left: () => still(left), newId, newPin })

  function answer(which: number, fate: Fate) {
    const [effect] = open.splice(which % Math.max(1, open.length), 1)
    if (effect !== undefined) send(answerTo(effect, fate))
  }

  send({ kind: 'launched', silently: false })
  for (const step of steps) {
    if (step.kind === 'timer') ring(Infinity)
    else if (step.kind === 'wait') pass(step.ms)
    else if (step.kind === 'happening') meet(step.happening)
    else if (step.kind === 'stray') hear(step)
    else answer(step.which, step.fate)
  }
  return Object.assign(moments, { [fc.toStringMethod]: () => moments.map(lineOf).join('\n') })
}

/** A line of the report on a history that breaks a property. */
const lineOf = ({ now, event, after }: Moment) => {
  const rest = Object.entries(event).filter(([key]) => !['kind', 'token', 'account'].includes(key))
  return `${now} ${event.kind} ${JSON.stringify(Object.fromEntries(rest))} → ${stage(after).kind}`
}

/** The moments of a machine's life, from its launch on. */
export const histories = anyLives.map(live)
export const unapprovedHistories = unapprovedLives.map(live)
