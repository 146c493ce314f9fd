import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ada } from '../../preload/samples.ts'
import { Secret } from '../secret.ts'
import { transition } from './machine.ts'
import { endOf } from './steps.ts'
import {
  FASTEST_POLL_MS,
  GRACE_MS,
  LEAST_BETWEEN_CHECKS_MS,
  MINT_EVERY_MS,
  MOST_RENEWALS,
  POLL_WITHIN_MS,
  SLOWEST_POLL_MS,
} from './limits.ts'
import type { Event, Step } from './events.ts'
import { initial, type State } from './state.ts'

const token = new Secret('sentinel-token-of-plex-tv')
const attempt = fc.integer({ min: 1, max: 3 })
const pinId = fc.integer({ min: 1, max: 3 })
const claimId = fc.integer({ min: 1, max: 6 })
const lifeMs = fc.integer({ min: 1, max: 900_000 })
const problem = fc.constantFrom(
  'offline',
  'connection',
  'certificate',
  'keychain-locked',
  'keychain-emptied',
  'refused',
)
const account = fc.constant(ada)
const chance = fc.double({ min: 0, max: 1, noNaN: true })
const askedAt = fc.integer({ min: 0, max: 900_000 })
const retryAfterMs = fc.integer({ min: 0, max: 3_600_000 })
const pin = fc.record({ id: pinId, code: fc.constant('AB12') })
const rememberedPin = fc.record({
  pin,
  role: fc.constantFrom('current', 'replaced', 'cancelled'),
  lifeMs,
  remainingMs: lifeMs,
})
const left = fc.record({
  pins: fc
    .uniqueArray(rememberedPin, { maxLength: 3, selector: ({ pin: { id } }) => id })
    .map(pins =>
      pins.filter(({ role }, i) => role !== 'current' || pins.findIndex(other => other.role === role) === i),
    ),
  claims: fc.uniqueArray(fc.integer({ min: 4, max: 6 }), { maxLength: 2 }),
})
const kept = fc.constantFrom('keychain', 'memory')

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('launched', 'sign-out', 'disown', 'try-now', 'keychain-opened'),
    attempt,
  }),
  fc.record({ kind: fc.constant('start'), attempt, keychainMissing: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('cancel', 'doubted') }),
  fc.record({ kind: fc.constant('moved'), kept: fc.constantFrom('keychain', 'memory', 'unseen') }),
  fc.record({ kind: fc.constant('resumed'), attempt, sleptMs: fc.integer({ min: 0, max: 900_000 }), chance }),
  fc.record({ kind: fc.constant('keep-claim'), attempt, pinId: claimId }),
  fc.record({ kind: fc.constantFrom('revoke-claim', 'claim-refused'), pinId: claimId }),
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('poll-due'), pinId }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('poll-pending'), pinId, askedAt, lifeMs }) },
  fc.record({ kind: fc.constant('poll-missed'), pinId, askedAt, problem, retryAfterMs }),
  fc.record({ kind: fc.constant('pin-gone'), pinId, askedAt }),
  fc.record({ kind: fc.constant('pin-claimed'), pinId, attempt, token: fc.constant(token) }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('claim-identified'), pinId: claimId, account }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('woken'), attempt }) },
  fc.record({ kind: fc.constantFrom('nothing-held', 'refused', 'erased'), attempt }),
  fc.record({ kind: fc.constant('left-over'), left }),
  fc.record({ kind: fc.constant('restored'), attempt, kept: fc.option(kept), left }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pin-issued'), attempt, lifeMs, pin }) },
  fc.record({ kind: fc.constant('held'), attempt, kept }),
  fc.record({ kind: fc.constant('identified'), attempt, account, chance }),
  fc.record({ kind: fc.constant('unidentified'), attempt, problem, retryAfterMs, chance }),
  fc.record({ kind: fc.constant('failed'), attempt, problem, retryAfterMs }),
)

interface Moment {
  readonly before: State
  readonly event: Event
  readonly after: State
  readonly effects: ReadonlyArray<Step[1] & object>
  readonly now: number
}

/** At least sixty events in any order, with up to ten seconds between them. */
const histories = fc
  .array(fc.tuple(event, fc.integer({ min: 0, max: 10_000 })), { minLength: 60, maxLength: 100 })
  .map(steps => {
    const moments: Moment[] = []
    let before = initial
    let now = 0
    for (const [next, elapsed] of steps) {
      now += elapsed
      const [after, ...effects] = transition(before, next, now)
      moments.push({ before, event: next, after, effects: effects as Moment['effects'], now })
      before = after
    }
    return moments
  })

const always = (check: (moments: readonly Moment[]) => void) =>
  fc.assert(fc.property(histories, check), { numRuns: 400 })
const eachMoment = (check: (moment: Moment) => void) => always(moments => moments.forEach(check))

describe('in any order of events, the machine', () => {
  it('reaches every phase and every role', () => {
    const seen = new Set<string>()
    eachMoment(({ after }) => {
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

  it('never asks for a PIN while a token is held', () => {
    eachMoment(({ before, after, effects, event: happened }) => {
      if (effects.some(({ kind }) => kind === 'request-pin')) expect(after.phase.kind).toBe('requesting-code')
      const held = ['signed-in', 'saving', 'restoring'].includes(before.phase.kind)
      if (held && happened.kind === 'start') expect(after).toBe(before)
    })
  })

  it('never asks for two PINs within five seconds', () => {
    always(moments => {
      const mints = moments.filter(({ effects }) => effects.some(({ kind }) => kind === 'request-pin'))
      mints
        .slice(1)
        .forEach(({ now }, i) => expect(now - mints[i]!.now).toBeGreaterThanOrEqual(MINT_EVERY_MS))
    })
  })

  it('never waits more than four seconds between polls, nor less than one', () => {
    eachMoment(({ after, effects, now }) => {
      for (const effect of effects) {
        if (effect.kind !== 'poll-at') continue
        const watch = after.watches.find(({ pin: { id } }) => id === effect.pinId)!
        // What is gone is asked after no more: the timer is for its end.
        if (watch.goneAt !== null) continue
        expect(effect.at).toBeLessThanOrEqual(Math.max(now, watch.polledAt + SLOWEST_POLL_MS))
        expect(effect.at).toBeGreaterThanOrEqual(
          Math.max(now, Math.min(watch.polledAt + FASTEST_POLL_MS, endOf(watch))),
        )
      }
    })
  })

  it('never starts two polls of a PIN within a second, nor one past the fifteen seconds after its end', () => {
    eachMoment(({ before, after, effects, now }) => {
      for (const effect of effects) {
        if (effect.kind !== 'check-pin') continue
        const was = before.watches.find(({ pin: { id } }) => id === effect.pin.id)!
        const is = after.watches.find(({ pin: { id } }) => id === effect.pin.id)!
        expect(now).toBeGreaterThanOrEqual(was.polledAt + FASTEST_POLL_MS)
        expect([is.polledAt, effect.askedAt, is.looks.at(-1)]).toEqual([now, now, now])
        expect(effect.withinMs).toBeGreaterThan(0)
        expect(now + effect.withinMs).toBe(Math.min(now + POLL_WITHIN_MS, is.deadline + GRACE_MS))
      }
    })
  })

  it('leaves no PIN without a timer', () => {
    always(moments => {
      const due = new Set<number>()
      for (const { event: happened, after, effects } of moments) {
        if (happened.kind === 'poll-due') due.delete(happened.pinId)
        for (const effect of effects) if (effect.kind === 'poll-at') due.add(effect.pinId)
        for (const { pin } of after.watches) expect(due.has(pin.id)).toBe(true)
      }
    })
  })

  it('has a code on screen exactly while one is watched as current', () => {
    eachMoment(({ after }) => {
      const current = after.watches.filter(({ role }) => role === 'current').length
      expect({ current, after }).toEqual({ current: after.phase.kind === 'awaiting-approval' ? 1 : 0, after })
    })
  })

  it('stops asking after a PIN only at its end, when plex.tv says so, or when it is claimed', () => {
    eachMoment(({ before, event: happened, after, now }) => {
      for (const watch of before.watches) {
        if (after.watches.some(({ pin: { id } }) => id === watch.pin.id)) continue
        const over = happened.kind === 'poll-due' && now >= endOf(watch)
        expect(over || ['pin-gone', 'pin-claimed'].includes(happened.kind)).toBe(true)
      }
    })
  })

  it('saves every claimed token, or keeps it for the person to decide', () => {
    eachMoment(({ before, event: happened, effects }) => {
      if (happened.kind !== 'pin-claimed') return
      if (!before.watches.some(({ pin: { id } }) => id === happened.pinId)) return
      expect(effects.filter(({ kind }) => kind === 'save' || kind === 'hold-claim')).toHaveLength(1)
    })
  })

  it('forgets a claim only when it is kept, revoked or dead', () => {
    eachMoment(({ before, event: happened, after, effects }) => {
      for (const { pinId: id } of before.claims) {
        if (after.claims.some(claim => claim.pinId === id)) continue
        const why = effects.find(({ kind }) => kind === 'adopt-claim' || kind === 'revoke-claim')
        if (happened.kind !== 'claim-refused') expect(why).toMatchObject({ pinId: id })
      }
    })
  })

  it('renews a code at most three times', () => {
    eachMoment(({ after: { phase } }) => {
      if ('renewals' in phase) expect(phase.renewals).toBeLessThanOrEqual(MOST_RENEWALS)
    })
  })

  it('ignores answers to an attempt that is over', () => {
    const answers = [
      'woken',
      'nothing-held',
      'refused',
      'erased',
      'restored',
      'pin-issued',
      'held',
      'identified',
    ]
    eachMoment(({ before, event: happened, after, effects }) => {
      if (!answers.includes(happened.kind) || !('attempt' in happened)) return
      const current = 'attempt' in before.phase && before.phase.attempt === happened.attempt
      if (!current) expect([after, ...effects]).toEqual([before])
    })
  })

  it('keeps the token out of its state', () => {
    eachMoment(({ after }) => expect(JSON.stringify(after)).not.toContain('[secret]'))
  })

  it('ends a session only when plex.tv refuses the token, the keychain is empty, or the person says so', () => {
    eachMoment(({ before, event: happened, after }) => {
      if (before.phase.kind !== 'signed-in' || after.phase.kind === 'signed-in') return
      expect(['refused', 'nothing-held', 'unidentified', 'sign-out', 'disown', 'keep-claim']).toContain(
        happened.kind,
      )
      if (happened.kind === 'refused') expect(before.phase.refused).toBe(true)
      if (happened.kind === 'unidentified') expect(happened.problem).toBe('keychain-emptied')
    })
  })

  it('has a check of the sign-in due or under way, always', () => {
    let dueFrom: { attempt: number; at: number } | null = null
    eachMoment(({ event: happened, after: { phase }, effects }) => {
      for (const effect of effects) if (effect.kind === 'wake-at') dueFrom = effect
      if (phase.kind !== 'signed-in' || phase.checking) return
      // A timer that has fired without need is the one event that this world makes up.
      if (happened.kind === 'woken') return
      expect(dueFrom).toEqual({ kind: 'wake-at', attempt: phase.attempt, at: phase.checkAt })
      expect(phase.checkAt).toBeGreaterThanOrEqual(phase.checkFrom)
    })
  })

  it('asks plex.tv no sooner than five minutes after it has answered', () => {
    always(moments => {
      let answeredAt = -Infinity
      let attemptOf = 0
      for (const { before, event: happened, effects, now } of moments) {
        const { phase } = before
        const asks = effects.some(({ kind }) => kind === 'identify')
        const own = happened.kind === 'woken' || happened.kind === 'revoke-claim'
        if (asks && phase.kind === 'signed-in' && phase.attempt === attemptOf && !own) {
          expect(now).toBeGreaterThanOrEqual(answeredAt + LEAST_BETWEEN_CHECKS_MS)
        }
        if (
          happened.kind === 'identified' &&
          phase.kind === 'signed-in' &&
          phase.attempt === happened.attempt
        ) {
          answeredAt = now
          attemptOf = phase.attempt
        }
      }
    })
  })

  it('has only whole, finite moments in its effects', () => {
    eachMoment(({ effects }) => {
      for (const effect of effects) if ('at' in effect) expect(Number.isFinite(effect.at)).toBe(true)
    })
  })
})

it('asks after an ended code for fifteen seconds more', () => {
  const watch = { role: 'replaced', deadline: 5_000 } as State['watches'][number]
  expect(endOf(watch)).toBe(5_000 + GRACE_MS)
  expect(endOf({ ...watch, role: 'current' })).toBe(5_000)
})

it('takes nothing but the contents of the keychain for an answer to its first question', () => {
  const [restoring] = transition(initial, { kind: 'launched', attempt: 1 }, 0)
  for (const kind of ['woken', 'erased', 'refused', 'nothing-held'] as const) {
    expect(transition(restoring, { kind, attempt: 1 }, 0)).toEqual([restoring])
  }
})

it('waits for no code any more after a cancel, but asks after all', () => {
  eachMoment(({ before, event: happened, after }) => {
    if (happened.kind !== 'cancel' || before.phase === after.phase) return
    expect(after.watches).toEqual(before.watches.map(watch => ({ ...watch, role: 'cancelled' })))
  })
})

it('does not change its question while it is asked', () => {
  eachMoment(({ before, event: happened, after }) => {
    const [asked, still] = [before, after].map(({ claims }) => claims.find(claim => claim.asked)?.pinId)
    if (asked === undefined || asked === still) return
    expect(['keep-claim', 'revoke-claim', 'claim-refused']).toContain(happened.kind)
  })
})
