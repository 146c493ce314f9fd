import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ada } from '../../common/samples.ts'
import { countReached } from '../../common/reached.bench.ts'
import { Secret } from '../secret.ts'
import { answerKinds } from './draws.bench.ts'
import { histories, type Moment, unapprovedHistories } from './history.bench.ts'
import { transition } from './machine.ts'
import { endOf } from './steps.ts'
import {
  CONFIRM_REFUSAL_MS,
  FASTEST_POLL_MS,
  GRACE_MS,
  LEAST_BETWEEN_CHECKS_MS,
  MINT_EVERY_MS,
  MOST_RENEWALS,
  POLL_WITHIN_MS,
  SLOWEST_POLL_MS,
} from './limits.ts'
import type { Effect, Event, LeftOver } from './events.ts'
import { initial, type State } from './state.ts'

type Check = (moments: readonly Moment[], reached: () => void) => void

/** Holds of 300 histories, of which so many come to the assertion: they call `reached`. */
function always(least: number, check: Check, drawn: fc.Arbitrary<readonly Moment[]> = histories) {
  const reached = countReached()
  const property = fc.property(drawn, moments => {
    let isReached = false
    check(moments, () => void (isReached = true))
    if (isReached) reached.again()
  })
  fc.assert(property, { numRuns: 300 })
  reached.atLeast(least)
}
const eachMoment = (least: number, check: (moment: Moment, reached: () => void) => void) =>
  always(least, (moments, reached) => moments.forEach(moment => check(moment, reached)))

/** With a clock that goes on while the computer sleeps. */
function* throughSleep(moments: readonly Moment[]) {
  let slept = 0
  for (const moment of moments) {
    if (moment.event.kind === 'resumed') slept += moment.event.sleptMs
    yield { ...moment, clock: moment.now + slept }
  }
}

const isAnswer = (event: Event, kind: Event['kind'], { phase }: State): boolean =>
  event.kind === kind && 'attempt' in event && 'attempt' in phase && event.attempt === phase.attempt

/** A sign-out that the keychain refuses leaves the session that there was. */
const isNewSession = (before: State, after: State): boolean =>
  after.phase.kind === 'signed-in' && !['signed-in', 'signing-out'].includes(before.phase.kind)

describe('in any order of events, the machine', () => {
  it('reaches every phase and every role', () => {
    const seen = new Set<string>()
    eachMoment(300, ({ after }, reached) => {
      reached()
      seen.add(after.phase.kind)
      for (const { role } of after.watches) seen.add(role)
      if (after.claims.length > 0) seen.add('claim')
    })
    expect([...seen].sort()).toEqual(
      [
        'awaiting-approval',
        'cancelled',
        'claim',
        'current',
        'replaced',
        'requesting-code',
        'restoring',
        'saving',
        'signed-in',
        'signed-out',
        'signing-out',
      ].sort(),
    )
  })

  it('is signed in at some time in most of them', () => {
    always(150, (moments, reached) => {
      if (moments.some(({ after }) => after.phase.kind === 'signed-in')) reached()
    })
  })

  it('asks for a PIN only for a sign-in that wants one', () => {
    eachMoment(90, ({ after, effects }, reached) => {
      if (!effects.some(({ kind }) => kind === 'request-pin')) return
      reached()
      expect(after.phase.kind).toBe('requesting-code')
    })
  })

  it('starts nothing while a token is held', () => {
    eachMoment(90, ({ before, after, event, effects }, reached) => {
      if (event.kind !== 'start' || !['signed-in', 'saving', 'restoring'].includes(before.phase.kind)) return
      reached()
      expect([after, ...effects]).toEqual([before])
    })
  })

  it('never asks for two PINs within five seconds', () => {
    always(60, (moments, reached) => {
      const mints = moments.filter(({ effects }) => effects.some(({ kind }) => kind === 'request-pin'))
      mints.slice(1).forEach(({ now }, i) => {
        reached()
        expect(now - mints[i]!.now).toBeGreaterThanOrEqual(MINT_EVERY_MS)
      })
    })
  })

  it('never waits more than four seconds between polls, nor less than one', () => {
    eachMoment(150, ({ after, effects, now }, reached) => {
      for (const effect of effects) {
        if (effect.kind !== 'poll-at') continue
        const watch = after.watches.find(({ pin: { id } }) => id === effect.pinId)
        // What is gone is asked after no more: the timer is for its end, and goes with it.
        if (watch === undefined || watch.goneAt !== null) continue
        reached()
        expect(effect.at).toBeLessThanOrEqual(Math.max(now, watch.polledAt + SLOWEST_POLL_MS))
        expect(effect.at).toBeGreaterThanOrEqual(
          Math.max(now, Math.min(watch.polledAt + FASTEST_POLL_MS, endOf(watch))),
        )
      }
    })
  })

  it('never starts two polls of a PIN within a second, nor one past the fifteen seconds after its end', () => {
    eachMoment(150, ({ before, after, effects, now }, reached) => {
      for (const effect of effects) {
        if (effect.kind !== 'check-pin') continue
        const was = before.watches.find(({ pin: { id } }) => id === effect.pin.id)!
        const is = after.watches.find(({ pin: { id } }) => id === effect.pin.id)!
        reached()
        expect(now).toBeGreaterThanOrEqual(was.polledAt + FASTEST_POLL_MS)
        expect([is.polledAt, effect.askedAt, is.looks.at(-1)]).toEqual([now, now, now])
        expect(effect.withinMs).toBeGreaterThan(0)
        expect(now + effect.withinMs).toBe(Math.min(now + POLL_WITHIN_MS, is.deadline + GRACE_MS))
      }
    })
  })

  it('leaves no PIN without a timer', () => {
    always(150, (moments, reached) => {
      const due = new Set<number>()
      for (const { event, after, effects } of moments) {
        if (event.kind === 'poll-due') due.delete(event.pinId)
        for (const effect of effects) if (effect.kind === 'poll-at') due.add(effect.pinId)
        for (const { pin } of after.watches) {
          reached()
          expect(due.has(pin.id)).toBe(true)
        }
      }
    })
  })

  it('has a code on screen exactly while one is watched as current', () => {
    eachMoment(90, ({ after }, reached) => {
      const current = after.watches.filter(({ role }) => role === 'current').length
      if (current > 0) reached()
      expect({ current, after }).toEqual({ current: after.phase.kind === 'awaiting-approval' ? 1 : 0, after })
    })
  })

  it('stops asking after a PIN only at its end, when plex.tv says so, or when it is claimed', () => {
    always(100, (moments, reached) => {
      const gone = new Set<number>()
      for (const { before, event, after, now } of moments) {
        if (event.kind === 'pin-gone') gone.add(event.pinId)
        for (const watch of before.watches) {
          if (after.watches.some(({ pin }) => pin.id === watch.pin.id)) continue
          reached()
          const isOver = event.kind === 'poll-due' && now >= endOf(watch)
          expect(isOver || gone.has(watch.pin.id) || event.kind === 'pin-claimed').toBe(true)
        }
      }
    })
  })

  it('saves every claimed token, or keeps it for the person to decide', () => {
    eachMoment(100, ({ before, event, effects }, reached) => {
      if (event.kind !== 'pin-claimed') return
      if (!before.watches.some(({ pin: { id } }) => id === event.pinId)) return
      reached()
      expect(effects.filter(({ kind }) => kind === 'save' || kind === 'hold-claim')).toHaveLength(1)
    })
  })

  it('forgets a claim only when it is kept, revoked or dead', () => {
    eachMoment(100, ({ before, event, after, effects }, reached) => {
      for (const { pinId: id } of before.claims) {
        if (after.claims.some(claim => claim.pinId === id)) continue
        reached()
        const why = effects.find(({ kind }) => kind === 'adopt-claim' || kind === 'revoke-claim')
        if (event.kind !== 'claim-refused') expect(why).toMatchObject({ pinId: id })
      }
    })
  })

  it('renews a code at most three times', () => {
    const check: Check = (moments, reached) => {
      for (const { before, after } of moments) {
        const { phase } = after
        if ('renewals' in phase) expect(phase.renewals).toBeLessThanOrEqual(MOST_RENEWALS)
        const isLast = before.phase.kind === 'awaiting-approval' && before.phase.renewals === MOST_RENEWALS
        if (!isLast || phase.kind === 'awaiting-approval') continue
        reached()
        expect(phase).toMatchObject({ kind: 'signed-out', problem: expect.any(String) as string })
      }
    }
    always(50, check, unapprovedHistories)
  })

  it('ignores answers to an attempt that is over', () => {
    eachMoment(150, ({ before, event, after, effects }, reached) => {
      if (!(answerKinds as readonly string[]).includes(event.kind) || !('attempt' in event)) return
      if ('attempt' in before.phase && before.phase.attempt === event.attempt) return
      reached()
      expect([after, ...effects]).toEqual([before])
    })
  })

  it('keeps the token out of its state', () => {
    always(100, (moments, reached) => {
      for (const { event, after } of moments) {
        if (event.kind === 'pin-claimed') reached()
        expect(JSON.stringify(after)).not.toMatch(/\[secret\]|sentinel/)
      }
    })
  })

  it('ends a session only when plex.tv refuses the token, the keychain is empty, or the person says so', () => {
    eachMoment(100, ({ before, event, after }, reached) => {
      if (before.phase.kind !== 'signed-in' || after.phase.kind === 'signed-in') return
      reached()
      expect(['refused', 'nothing-held', 'unidentified', 'sign-out', 'disown', 'keep-claim']).toContain(
        event.kind,
      )
      if (event.kind === 'unidentified') expect(event.problem).toBe('keychain-emptied')
    })
  })

  it('believes plex.tv that a token is dead only when it has said so twice, ten seconds apart', () => {
    always(10, (moments, reached) => {
      let saidAt: number | null = null
      for (const { before, event, after, clock } of throughSleep(moments)) {
        if (isNewSession(before, after) || isAnswer(event, 'identified', before)) saidAt = null
        if (event.kind === 'doubted' && before.phase.kind === 'signed-in') saidAt ??= clock
        if (!isAnswer(event, 'refused', before)) continue
        if (after.phase.kind === 'signed-in') saidAt = clock
        else {
          reached()
          expect(clock).toBeGreaterThanOrEqual((saidAt ?? Infinity) + CONFIRM_REFUSAL_MS)
        }
      }
    })
  })

  it('has a check of the sign-in due or under way, always', () => {
    always(130, (moments, reached) => {
      let due: Effect | null = null
      let underWay = 0
      for (const { before, event, after, effects } of moments) {
        const { phase } = after
        if (isAnswer(event, 'woken', before)) due = null
        for (const effect of effects) {
          if (effect.kind === 'wake-at') due = effect
          if (effect.kind === 'identify') underWay = effect.attempt
        }
        if (phase.kind !== 'signed-in') continue
        reached()
        if (phase.checking) expect(underWay).toBe(phase.attempt)
        else {
          expect(due).toEqual({ kind: 'wake-at', attempt: phase.attempt, at: phase.checkAt })
          expect(phase.checkAt).toBeGreaterThanOrEqual(phase.checkFrom)
        }
      }
    })
  })

  it('asks plex.tv no sooner than five minutes after it has answered', () => {
    always(50, (moments, reached) => {
      let answeredAt: number | null = null
      for (const { before, event, after, effects, clock } of throughSleep(moments)) {
        const isSignedIn = before.phase.kind === 'signed-in'
        // The token may have died since.
        const isDoubt = event.kind === 'revoke-claim' || event.kind === 'doubted'
        if (isNewSession(before, after) || (isDoubt && isSignedIn)) answeredAt = null
        if (isSignedIn && answeredAt !== null && effects.some(({ kind }) => kind === 'identify')) {
          reached()
          expect(clock).toBeGreaterThanOrEqual(answeredAt + LEAST_BETWEEN_CHECKS_MS)
        }
        if (isAnswer(event, 'identified', before)) answeredAt = clock
      }
    })
  })

  it('has only finite moments in its effects', () => {
    eachMoment(150, ({ effects }, reached) => {
      for (const effect of effects) {
        if (!('at' in effect)) continue
        reached()
        expect(Number.isFinite(effect.at)).toBe(true)
      }
    })
  })

  it('waits for no code any more after a cancel, but asks after all', () => {
    eachMoment(50, ({ before, event, after }, reached) => {
      if (event.kind !== 'cancel' || before.phase === after.phase) return
      reached()
      expect(after.watches).toEqual(before.watches.map(watch => ({ ...watch, role: 'cancelled' })))
    })
  })

  it('does not change its question while it is asked', () => {
    eachMoment(40, ({ before, event, after }, reached) => {
      const [asked, still] = [before, after].map(({ claims }) => claims.find(claim => claim.asked)?.pinId)
      if (asked === undefined) return
      if (after.claims.length > 1) reached()
      if (asked !== still) expect(['keep-claim', 'revoke-claim', 'claim-refused']).toContain(event.kind)
    })
  })
})

it('asks after an ended code for fifteen seconds more', () => {
  const watch = { role: 'replaced', deadline: 5_000 } as State['watches'][number]
  expect(endOf(watch)).toBe(5_000 + GRACE_MS)
  expect(endOf({ ...watch, role: 'current' })).toBe(5_000)
})

const about = {
  attempt: 1,
  account: ada,
  chance: 0.5,
  kept: 'keychain',
  left: { pins: [], claims: [] },
  lifeMs: 900_000,
  pin: { id: 7, code: 'AB12' },
  pinId: 7,
  problem: 'keychain-emptied',
  retryAfterMs: 0,
  token: new Secret('sentinel-token-of-plex-tv'),
}
const happened = (kind: Event['kind']) => ({ ...about, kind }) as Event

it.each<[phase: State['phase']['kind'], way: Event['kind'][], answers: Event['kind'][]]>([
  ['restoring', ['launched'], ['restored', 'failed']],
  ['requesting-code', ['start'], ['pin-issued', 'failed']],
  ['awaiting-approval', ['start', 'pin-issued'], []],
  ['saving', ['start', 'pin-issued', 'pin-claimed'], ['held', 'nothing-held', 'failed']],
  ['signed-in', ['launched', 'restored'], ['identified', 'unidentified', 'refused', 'nothing-held']],
  ['signing-out', ['launched', 'restored', 'sign-out'], ['erased', 'failed']],
])('takes no answer that it did not ask for: %s', (phase, way, answers) => {
  const state = way.reduce((before, kind) => transition(before, happened(kind), 0)[0], initial)
  expect(state.phase.kind).toBe(phase)
  const taken = answerKinds.filter(kind => transition(state, happened(kind), 0)[0] !== state)
  expect(taken.toSorted()).toEqual(answers.toSorted())
})

it.each<[phase: State['phase']['kind'], way: Event['kind'][]]>([
  ['saving', ['start', 'pin-issued', 'pin-claimed']],
  ['signing-out', ['launched', 'restored', 'sign-out']],
])('keeps no claim while it is about another token: %s', (phase, way) => {
  const state = way.reduce((before, kind) => transition(before, happened(kind), 0)[0], initial)
  const [claimed] = transition(state, { kind: 'left-over', left: { pins: [], claims: [7] } }, 0)
  expect(claimed).toMatchObject({ phase: { kind: phase }, claims: [{ pinId: 7 }] })
  expect(transition(claimed, happened('keep-claim'), 0)).toEqual([claimed])
})

it('has nothing to do for a second launch, nor for an answer to a question that is gone', () => {
  const [restoring] = transition(initial, happened('launched'), 0)
  for (const kind of ['launched', 'keep-claim', 'revoke-claim'] as const) {
    expect(transition(restoring, happened(kind), 0)).toEqual([restoring])
  }
  for (const kind of ['keep-claim', 'revoke-claim'] as const) {
    expect(transition(initial, happened(kind), 0)).toEqual([initial])
  }
})

it('takes up once what an earlier run left, and asks about it once, however often it is told', () => {
  const leftOf = (...ids: number[]): LeftOver => ({
    pins: ids.map(id => ({
      pin: { id, code: 'CD34' },
      role: 'cancelled',
      lifeMs: 9_000,
      remainingMs: 9_000,
    })),
    claims: ids.map(id => id + 100),
  })
  const [first] = transition(initial, { kind: 'left-over', left: leftOf(1) }, 0)
  const [both, ...effects] = transition(first, { kind: 'left-over', left: leftOf(1, 2) }, 0)
  expect(both.watches.map(({ pin }) => pin.id)).toEqual([1, 2])
  expect(effects).toMatchObject([
    { kind: 'poll-at', pinId: 2 },
    { kind: 'identify-claim', pinId: 102 },
  ])
  const [asked] = transition(both, { kind: 'claim-identified', pinId: 102, account: ada }, 0)
  const [named] = transition(asked, { kind: 'claim-identified', pinId: 101, account: ada }, 0)
  const [twice] = transition(named, { kind: 'claim-identified', pinId: 101, account: ada }, 0)
  for (const { claims } of [named, twice]) {
    expect(claims).toEqual([102, 101].map(pinId => ({ pinId, account: ada, asked: true })))
  }
})
