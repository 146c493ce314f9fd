import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countReached } from '../../common/reached.fake.ts'
import { Secret } from '../secret.ts'
import { SESSION } from '../../common/samples.fake.ts'
import type { Effect, Event } from '../sign-in/events.ts'
import type { PollAnswer } from './events.ts'
import { CLAIM_LIVES_MS, GRACE_MS, POLL_EVERY_MS, POLL_WITHIN_MS, SLOWEST_POLL_MS } from './limits.ts'
import { transition } from '../sign-in/machine.ts'
import { initial, type State } from '../sign-in/state.ts'

const pin = { id: 7, code: 'AB12' }
const lifeMs = 900_000

/** The longest that a request may be on its way to plex.tv, where the arithmetic of the limits is to hold. */
const LONGEST_WAY_MS = 2_000

/** What becomes of a poll. `wayMs`: until plex.tv has it; `afterMs`: until the app knows. */
type Fate =
  | { readonly kind: 'arrives'; readonly wayMs: number; readonly backMs: number }
  | { readonly kind: 'fails'; readonly afterMs: number }
  | { readonly kind: 'limited'; readonly retryAfterMs: number }

const arrives = fc.record({
  kind: fc.constant('arrives'),
  wayMs: fc.integer({ min: 0, max: LONGEST_WAY_MS }),
  backMs: fc.integer({ min: 0, max: POLL_WITHIN_MS - LONGEST_WAY_MS }),
})
/** At once, after a while, or by its time limit. */
const fails = fc.record({
  kind: fc.constant('fails'),
  afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: POLL_WITHIN_MS }), fc.constant(POLL_WITHIN_MS)),
})
const limited = fc.record({
  kind: fc.constant('limited'),
  retryAfterMs: fc.constantFrom(0, 1_000, 8_000, 30_000, 120_000, 3_600_000),
})

/** Fates of polls, of which no more than four in a row fail. */
const fates = fc
  .array(
    fc.tuple(
      fc.oneof(fc.array(fails, { maxLength: 3 }), {
        weight: 3,
        arbitrary: fc.array(fails, { minLength: 4, maxLength: 4 }),
      }),
      arrives,
    ),
    { minLength: 12, maxLength: 20 },
  )
  .map(runs => runs.flatMap(([misses, look]): Fate[] => [...misses, look]))

type Beginning = 'on screen' | 'cancelled' | 'replaced' | 'taken up' | 'after a sleep'

interface Look {
  readonly startedAt: number
  readonly arrivedAt: number | null
}

/** A machine that watches one PIN, and the polls that it asks for, each with its fate. */
function live(beginning: Beginning, fateOf: (number: number) => Fate, approvedAt: number, until: number) {
  const due: { at: number; event: Event }[] = []
  const looks: Look[] = []
  let timerAt: number | null = null
  let state: State = initial
  let now = 0

  function answerOf(askedAt: number, withinMs: number): { at: number; event: PollAnswer } {
    const fate = fateOf(looks.length)
    const arrivedAt = fate.kind === 'arrives' ? askedAt + fate.wayMs : null
    looks.push({ startedAt: askedAt, arrivedAt })
    const about = { pinId: pin.id, askedAt }
    if (fate.kind === 'limited') {
      const { retryAfterMs } = fate
      return { at: askedAt, event: { kind: 'poll-missed', ...about, problem: 'rate-limited', retryAfterMs } }
    }
    const missed = { kind: 'poll-missed', ...about, problem: 'connection', retryAfterMs: 0 } as const
    const at = askedAt + Math.min(withinMs, fate.kind === 'fails' ? fate.afterMs : fate.wayMs + fate.backMs)
    if (arrivedAt === null || at < arrivedAt) return { at, event: missed }
    if (arrivedAt < approvedAt)
      return { at, event: { kind: 'poll-pending', ...about, lifeMs: Math.max(1, lifeMs - arrivedAt) } }
    return arrivedAt < approvedAt + CLAIM_LIVES_MS
      ? {
          at,
          event: {
            kind: 'pin-claimed',
            pinId: pin.id,
            session: SESSION,
            token: new Secret('sentinel-token-of-plex-tv'),
          },
        }
      : { at, event: { kind: 'pin-gone', ...about } }
  }

  function step(event: Event): readonly Effect[] {
    const [next, ...effects] = transition(state, event, now)
    state = next
    for (const effect of effects) {
      if (effect.kind === 'poll-at') timerAt = effect.at
      if (effect.kind === 'check-pin') due.push(answerOf(effect.askedAt, effect.withinMs))
    }
    return effects
  }

  const left = { claims: [], pins: [{ pin, role: 'current', lifeMs, remainingMs: lifeMs }] } as const
  if (beginning === 'taken up') {
    step({ kind: 'launched', silently: false })
    step({ kind: 'restored', found: null, left })
  } else {
    step({ kind: 'start', keychainMissing: false })
    // One that is replaced ends before it is approved, or just after.
    step({ kind: 'pin-issued', epoch: 1, pin, lifeMs: beginning === 'replaced' ? approvedAt + 1 : lifeMs })
    if (beginning === 'cancelled') step({ kind: 'cancel' })
    if (beginning === 'after a sleep') step({ kind: 'resumed', sleptMs: 60_000, chance: 0 })
  }

  for (;;) {
    due.sort((one, other) => one.at - other.at)
    const answer = due[0]
    const timerFirst = timerAt !== null && (answer === undefined || timerAt <= answer.at)
    const at = timerFirst ? timerAt! : (answer?.at ?? Infinity)
    if (at > until) return { looks, effects: [] as readonly Effect[], state }
    now = Math.max(now, at)
    if (timerFirst) timerAt = null
    else due.shift()
    const effects = step(timerFirst ? { kind: 'poll-due', pinId: pin.id } : answer!.event)
    if (effects.some(({ kind }) => kind === 'save' || kind === 'hold-claim')) return { looks, effects, state }
  }
}

it.each<Beginning>(['on screen', 'cancelled', 'replaced', 'taken up', 'after a sleep'])(
  'brings the token of every approval home past four failures in a row, of a PIN that is %s',
  beginning => {
    const afterFour = countReached()
    fc.assert(
      fc.property(fates, fc.integer({ min: 0, max: 40_000 }), (course, approvedAt) => {
        const fateOf = (number: number) => course[number % course.length]!
        const { looks, effects } = live(beginning, fateOf, approvedAt, approvedAt + 3 * CLAIM_LIVES_MS)
        const late = looks.filter(({ startedAt }) => startedAt >= approvedAt)
        if (late.findIndex(({ arrivedAt }) => arrivedAt !== null) === 4) afterFour.again()
        expect(effects.map(({ kind }) => kind)).toContain(beginning === 'cancelled' ? 'hold-claim' : 'save')
      }),
      { numRuns: 1_000 },
    )
    afterFour.atLeast(20)
  },
)

it('looks at least twice in any ten seconds, whatever pause plex.tv asks for', () => {
  const reached = countReached()
  fc.assert(
    fc.property(fc.array(fc.oneof(limited, fails, arrives), { minLength: 20, maxLength: 30 }), course => {
      const { looks } = live('on screen', number => course[number % course.length]!, Infinity, 80_000)
      expect(looks.length).toBeGreaterThan(15)
      for (const { startedAt } of looks.filter(look => look.startedAt < 70_000)) {
        const within = looks.filter(
          look => look.startedAt > startedAt && look.startedAt <= startedAt + 2 * SLOWEST_POLL_MS,
        )
        expect(within.length).toBeGreaterThanOrEqual(2)
        reached.again()
      }
    }),
    { numRuns: 300 },
  )
  reached.atLeast(300 * 15)
})

it('has limits that leave the ten seconds time for the way to plex.tv', () => {
  expect(CLAIM_LIVES_MS - 5 * POLL_EVERY_MS).toBe(2_500)
  expect(CLAIM_LIVES_MS - 2 * SLOWEST_POLL_MS).toBe(2_000)
  expect(POLL_WITHIN_MS).toBeLessThan(4 * POLL_EVERY_MS)
  expect(GRACE_MS).toBe(CLAIM_LIVES_MS + POLL_WITHIN_MS)
})
