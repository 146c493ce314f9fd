import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Secret } from '../secret.ts'
import { transition } from './machine.ts'
import {
  type Event,
  FASTEST_POLL_MS,
  initial,
  MINT_EVERY_MS,
  type SignedIn,
  SLOWEST_POLL_MS,
  type State,
  type Step,
} from './state.ts'

const token = new Secret('sentinel-token')
const pin = { id: 7, code: 'AB12' }
const attempt = fc.integer({ min: 1, max: 3 })
const lifeMs = fc.integer({ min: 0, max: 900_000 })
const problem = fc.constantFrom('offline', 'connection', 'keychain-locked', 'refused')

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constantFrom('launched', 'start', 'sign-out', 'try-now'), attempt }),
  fc.record({ kind: fc.constantFrom('cancel', 'resumed') }),
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('woken'), attempt }) },
  fc.record({ kind: fc.constantFrom('pin-gone', 'nothing-held', 'refused', 'erased'), attempt }),
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('pin-issued'), attempt, lifeMs, pin: fc.constant(pin) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('poll-pending'), attempt, lifeMs }) },
  fc.record({
    kind: fc.constant('poll-missed'),
    attempt,
    problem,
    retryAfterMs: fc.integer({ min: 0, max: 3_600_000 }),
  }),
  fc.record({ kind: fc.constant('pin-claimed'), attempt, token: fc.constant(token) }),
  fc.record({ kind: fc.constant('held'), attempt, kept: fc.constantFrom('keychain', 'memory') }),
  fc.record({ kind: fc.constant('identified'), attempt, account: fc.constant({ name: 'Ada' }) }),
  fc.record({ kind: fc.constantFrom('unidentified', 'failed'), attempt, problem }),
)

interface Moment {
  readonly before: State
  readonly event: Event
  readonly step: Step
  readonly now: number
}

/** Events in any order, with up to ten seconds between them. */
const histories = fc
  .array(fc.tuple(event, fc.integer({ min: 0, max: 10_000 })), { maxLength: 80, size: 'max' })
  .map(steps => {
    const moments: Moment[] = []
    let before = initial
    let now = 0
    for (const [next, elapsed] of steps) {
      now += elapsed
      const step = transition(before, next, now)
      moments.push({ before, event: next, step, now })
      before = step[0]
    }
    return moments
  })

const always = (check: (moments: readonly Moment[]) => void) =>
  fc.assert(fc.property(histories, check), { numRuns: 500 })

const eachMoment = (check: (moment: Moment) => void) => always(moments => moments.forEach(check))

describe('in any order of events, the machine', () => {
  it('never asks for a PIN while a token is held', () => {
    eachMoment(({ step: [after, ...effects] }) => {
      if (effects.some(({ kind }) => kind === 'request-pin')) expect(after.phase.kind).toBe('requesting-code')
    })
    eachMoment(({ before, event: { kind }, step }) => {
      const held = ['signed-in', 'signing-out', 'saving', 'restoring'].includes(before.phase.kind)
      if (held && kind === 'start') expect(step).toEqual([before])
    })
  })

  it('never asks for two PINs within five seconds', () => {
    always(moments => {
      const mints = moments.filter(({ step }) =>
        step.slice(1).some(effect => 'kind' in effect && effect.kind === 'request-pin'),
      )
      mints
        .slice(1)
        .forEach(({ now }, i) => expect(now - mints[i]!.now).toBeGreaterThanOrEqual(MINT_EVERY_MS))
    })
  })

  it('never waits more than five seconds between polls, nor less than one', () => {
    eachMoment(({ step: [after, ...effects], now }) => {
      if (after.phase.kind !== 'awaiting-approval') return
      const { polledAt, deadline } = after.phase
      for (const effect of effects) {
        if (effect.kind !== 'wake-at') continue
        expect(effect.at).toBeLessThanOrEqual(Math.max(now, polledAt + SLOWEST_POLL_MS))
        expect(effect.at).toBeGreaterThanOrEqual(
          Math.max(now, Math.min(polledAt + FASTEST_POLL_MS, deadline)),
        )
      }
    })
  })

  it('polls one at a time, and never past the deadline', () => {
    always(moments => {
      let polling = false
      for (const { before, event: happened, step, now } of moments) {
        const [after, ...effects] = step
        const answered = ['poll-pending', 'poll-missed', 'pin-gone', 'pin-claimed'].includes(happened.kind)
        if (step[0] !== before && (answered || after.phase.kind !== 'awaiting-approval')) polling = false
        for (const effect of effects) {
          if (effect.kind !== 'check-pin') continue
          expect(polling).toBe(false)
          expect(effect.withinMs).toBeGreaterThan(0)
          expect(after.phase).toMatchObject({ deadline: now + effect.withinMs })
          polling = true
        }
      }
    })
  })

  it('shows a code only while something will end it', () => {
    eachMoment(({ before, step: [after, ...effects] }) => {
      const kinds = effects.map(({ kind }) => kind)
      const phase = after.phase
      if (phase.kind === 'awaiting-approval' && phase !== before.phase && !phase.polling) {
        expect(kinds).toContain('wake-at')
      }
      if (before.phase.kind === 'awaiting-approval' && phase.kind === 'signed-out')
        expect(kinds).toContain('stop')
    })
  })

  it('ignores answers to an attempt that is over', () => {
    eachMoment(({ before, event: happened, step }) => {
      const asked = ['launched', 'start', 'sign-out', 'try-now', 'cancel', 'resumed'].includes(happened.kind)
      if (asked || !('attempt' in happened)) return
      const current = 'attempt' in before.phase && before.phase.attempt === happened.attempt
      if (!current) expect(step).toEqual([before])
    })
  })

  it('keeps the token out of its state', () => {
    eachMoment(({ step: [after] }) => expect(JSON.stringify(after)).not.toContain('[secret]'))
  })

  it('saves every token that it is given by the attempt that is on', () => {
    eachMoment(({ before, event: happened, step: [, ...effects] }) => {
      if (happened.kind !== 'pin-claimed' || before.phase.kind !== 'awaiting-approval') return
      if (before.phase.attempt !== happened.attempt) return
      expect(effects).toEqual([{ kind: 'save', attempt: happened.attempt, token }])
    })
  })

  it('ends a session only when plex.tv refuses the token, the keychain is empty, or the person signs out', () => {
    eachMoment(({ before, event: happened, step: [after] }) => {
      if (before.phase.kind !== 'signed-in' || after.phase.kind === 'signed-in') return
      expect(['refused', 'nothing-held', 'sign-out']).toContain(happened.kind)
    })
  })
})

/** Walks from the start through events, each after some milliseconds; the state and effects at the end. */
function walk(...steps: ReadonlyArray<readonly [number, Event]>) {
  let step: Step = [initial]
  let now = 0
  for (const [elapsed, next] of steps) {
    now += elapsed
    step = transition(step[0], next, now)
  }
  const [state, ...effects] = step
  return { phase: state.phase, effects }
}

const start = [0, { kind: 'start', attempt: 1 }] as const
const issued = (life: number) => [0, { kind: 'pin-issued', attempt: 1, pin, lifeMs: life }] as const
const woken = (after: number) => [after, { kind: 'woken', attempt: 1 }] as const
const missed = (after: number, retryAfterMs = 0) =>
  [after, { kind: 'poll-missed', attempt: 1, problem: 'service', retryAfterMs }] as const

describe('while a code waits', () => {
  it('backs off to four and then five seconds between the starts of polls', () => {
    const first = walk(start, issued(900_000), woken(2_000), missed(100))
    expect(first.effects).toEqual([{ kind: 'wake-at', attempt: 1, at: 6_000 }])
    expect(first.phase).toMatchObject({ misses: 1, trouble: { problem: 'service', retryAt: 6_000 } })
    const second = walk(start, issued(900_000), woken(2_000), missed(100), woken(3_900), missed(100))
    expect(second.effects).toEqual([{ kind: 'wake-at', attempt: 1, at: 11_000 }])
  })

  it('honours a wait that plex.tv asks for, as far as a claim allows', () => {
    const { effects } = walk(start, issued(900_000), woken(2_000), missed(0, 60_000))
    expect(effects).toEqual([{ kind: 'wake-at', attempt: 1, at: 7_000 }])
  })

  it('polls again at once after an answer that took longer than the wait', () => {
    const { effects } = walk(start, issued(900_000), woken(2_000), missed(5_000))
    expect(effects).toEqual([{ kind: 'wake-at', attempt: 1, at: 7_000 }])
  })

  it('takes the time left from each answer', () => {
    const { phase, effects } = walk(start, issued(900_000), woken(2_000), [
      500,
      { kind: 'poll-pending', attempt: 1, lifeMs: 300_000 },
    ])
    expect(phase).toMatchObject({ deadline: 302_500, polling: false, trouble: null, misses: 0 })
    expect(effects).toEqual([{ kind: 'wake-at', attempt: 1, at: 4_000 }])
  })

  it('expires at the deadline and not before', () => {
    const early = walk(start, issued(2_500), woken(2_000), missed(10), woken(489))
    expect(early.effects).toEqual([{ kind: 'check-pin', attempt: 1, pin, withinMs: 1 }])
    const late = walk(start, issued(2_500), woken(2_000), missed(10), woken(490))
    expect(late.phase).toEqual({ kind: 'signed-out', problem: 'expired' })
    expect(late.effects).toEqual([{ kind: 'stop', attempt: 1 }])
  })

  it.each([
    [5_001, 'used-elsewhere'],
    [5_000, 'expired'],
  ])('calls a code that ends %i ms early %s', (left, expected) => {
    const gone = [0, { kind: 'pin-gone', attempt: 1 }] as const
    expect(walk(start, issued(2_000 + left), woken(2_000), gone).phase).toEqual({
      kind: 'signed-out',
      problem: expected,
    })
  })

  it.each(['resumed', 'try-now'] as const)('polls as soon as it may when %s', kind => {
    const { effects } = walk(start, issued(900_000), woken(2_000), missed(10), [
      10,
      { kind, attempt: 9 } as Event,
    ])
    expect(effects).toEqual([{ kind: 'wake-at', attempt: 1, at: 3_000 }])
  })

  it('does not poll twice at once when it is hurried', () => {
    const { effects } = walk(start, issued(900_000), woken(2_000), [10, { kind: 'resumed' }], woken(10))
    expect(effects).toEqual([])
  })
})

describe('a second attempt', () => {
  const again = [1_000, { kind: 'start', attempt: 2 }] as const
  it('waits until five seconds have passed since the last PIN was asked for', () => {
    const { phase, effects } = walk(start, [0, { kind: 'cancel' }], again)
    expect(phase).toEqual({ kind: 'requesting-code', attempt: 2, asked: false })
    expect(effects).toEqual([{ kind: 'wake-at', attempt: 2, at: 5_000 }])
    const due = walk(start, [0, { kind: 'cancel' }], again, [4_000, { kind: 'woken', attempt: 2 }])
    expect(due.effects).toEqual([{ kind: 'request-pin', attempt: 2 }])
  })

  it('wakes again when the timer was early', () => {
    const early = walk(start, [0, { kind: 'cancel' }], again, [3_999, { kind: 'woken', attempt: 2 }])
    expect(early.effects).toEqual([{ kind: 'wake-at', attempt: 2, at: 5_000 }])
  })
})

const signedIn: SignedIn = {
  kind: 'signed-in',
  attempt: 1,
  account: null,
  kept: 'keychain',
  problem: null,
  checking: true,
  misses: 0,
}
const launched = [0, { kind: 'launched', attempt: 1 }] as const
const held = [0, { kind: 'held', attempt: 1, kept: 'keychain' }] as const
const unidentified = (after: number) =>
  [after, { kind: 'unidentified', attempt: 1, problem: 'offline' }] as const

describe('once a token is held', () => {
  it('is signed in first and asks whose token it is second', () => {
    expect(walk(launched, held)).toEqual({ phase: signedIn, effects: [{ kind: 'identify', attempt: 1 }] })
  })

  it('asks again after 5, 10, 20 … seconds, at most five minutes apart, while plex.tv cannot be reached', () => {
    const waits: number[] = []
    let state = walk(launched, held).phase as SignedIn
    for (let round = 0; round < 8; round++) {
      const [missedOnce, wake] = transition({ phase: state, mintFrom: 0 }, unidentified(0)[1], 0)
      waits.push((wake as { at: number }).at)
      const [checking] = transition(missedOnce, { kind: 'woken', attempt: 1 }, 0)
      state = checking.phase as SignedIn
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000])
    expect(state).toMatchObject({ problem: 'offline', account: null })
  })

  it('asks at once when the computer wakes up, and only once', () => {
    const resumed = [1, { kind: 'resumed' }] as const
    expect(walk(launched, held, unidentified(0), resumed).effects).toEqual([
      { kind: 'wake-at', attempt: 1, at: 1 },
    ])
    expect(walk(launched, held, resumed).effects).toEqual([])
    expect(walk(launched, held, unidentified(0), woken(5_000), woken(0)).effects).toEqual([])
  })

  it('has nothing left to do once it knows', () => {
    const { phase, effects } = walk(launched, held, [
      10,
      { kind: 'identified', attempt: 1, account: { name: 'Ada' } },
    ])
    expect(phase).toEqual({ ...signedIn, account: { name: 'Ada' }, checking: false })
    expect(effects).toEqual([])
  })

  it('erases a token that plex.tv refuses, and says so', () => {
    const { phase, effects } = walk(launched, held, [0, { kind: 'refused', attempt: 1 }])
    expect(phase).toEqual({ kind: 'signed-out', problem: 'refused' })
    expect(effects).toEqual([
      { kind: 'stop', attempt: 1 },
      { kind: 'erase', attempt: 1 },
    ])
  })

  it('stays signed in, and says why, when the keychain will not give the token up', () => {
    const { phase } = walk(
      launched,
      held,
      [0, { kind: 'sign-out', attempt: 2 }],
      [0, { kind: 'failed', attempt: 2, problem: 'keychain-locked' }],
    )
    expect(phase).toEqual({ ...signedIn, attempt: 2, checking: false, problem: 'keychain-locked' })
  })
})

describe('a locked keychain at start', () => {
  const locked = [0, { kind: 'failed', attempt: 1, problem: 'keychain-locked' }] as const

  it('is said, not taken for signed out', () => {
    expect(walk(launched, locked).phase).toEqual({ kind: 'signed-out', problem: 'keychain-locked' })
  })

  it('is read again when the person asks', () => {
    const { phase, effects } = walk(launched, locked, [0, { kind: 'try-now', attempt: 2 }])
    expect(phase).toEqual({ kind: 'restoring', attempt: 2 })
    expect(effects).toEqual([{ kind: 'restore', attempt: 2 }])
  })
})
