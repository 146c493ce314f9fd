import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { KeyId } from '../../common/ids.ts'
import { ada } from '../../common/samples.fake.ts'
import { ManualClock } from '../clock.fake.ts'
import {
  CHECK_EVERY_MS,
  CONFIRM_REFUSAL_MS,
  createKeyChecks,
  LEAST_APART_MS,
  MOST_CHECKED,
  type Verdict,
} from './checks.ts'

const alive: Verdict = { kind: 'alive', account: ada }
const refused: Verdict = { kind: 'refused' }
const missed: Verdict = { kind: 'missed', problem: 'service', retryAfterMs: 0 }

const idOf = (number: number) => `4e700000-0000-4000-8000-${String(number).padStart(12, '0')}` as KeyId

function setup({ keys = 1, say = (): Verdict => alive, random = () => 0.5 } = {}) {
  const clock = new ManualClock()
  const asked: Array<readonly [at: number, id: KeyId]> = []
  const told: string[] = []
  const checks = createKeyChecks({
    clock,
    random,
    async ask(id) {
      asked.push([clock.now(), id])
      return say()
    },
    told: (_id, { kind }) => void told.push(kind),
  })
  checks.follow(Array.from({ length: keys }, (_, number) => ({ id: idOf(number), confirmedAgoMs: null })))
  return { clock, checks, asked, told }
}

describe('keys', () => {
  it('are asked about once a day, never two within two seconds', async () => {
    const { clock, asked } = setup({ keys: MOST_CHECKED })
    await clock.advance(10 * CHECK_EVERY_MS)
    expect(asked.length).toBeGreaterThanOrEqual(9 * MOST_CHECKED)
    expect(asked.length).toBeLessThanOrEqual(11 * MOST_CHECKED)
    asked
      .slice(1)
      .forEach(([at], index) => expect(at - asked[index]![0]).toBeGreaterThanOrEqual(LEAST_APART_MS))
  })

  it('are not asked about at all where there are more than fifty', async () => {
    const { clock, asked } = setup({ keys: MOST_CHECKED + 1 })
    await clock.advance(10 * CHECK_EVERY_MS)
    expect(asked).toEqual([])
  })

  it('are dead after two refusals, and not after one', async () => {
    const answers = [refused, alive, refused, refused]
    const { clock, checks, told } = setup({ say: () => answers.shift() ?? alive })
    checks.now(idOf(0))
    await clock.advance(CONFIRM_REFUSAL_MS)
    expect(told).toEqual(['alive'])
    checks.now(idOf(0))
    await clock.advance(LEAST_APART_MS)
    expect(told).toEqual(['alive'])
    await clock.advance(CONFIRM_REFUSAL_MS)
    expect(told).toEqual(['alive', 'refused'])
  })

  it('that could not be confirmed are asked about more and more seldom, and soon where that may have changed', async () => {
    const { clock, checks, asked } = setup({ say: () => missed })
    await clock.advance(3 * CHECK_EVERY_MS)
    const times = asked.length
    expect(times).toBeGreaterThan(4)
    expect(times).toBeLessThan(14)
    checks.hurry()
    await clock.advance(LEAST_APART_MS)
    expect(asked.length).toBe(times + 1)
  })

  it('that were confirmed lately wait for their day, also over a restart and a sleep', async () => {
    const { clock, checks, asked } = setup({ keys: 0 })
    checks.follow([{ id: idOf(0), confirmedAgoMs: CHECK_EVERY_MS / 2 }])
    await clock.advance(CHECK_EVERY_MS / 2 - 1)
    expect(asked).toEqual([])
    checks.slept(10)
    await clock.advance(LEAST_APART_MS)
    expect(asked.length).toBe(1)
  })

  it('that are gone are not asked about, whatever was under way', async () => {
    const { clock, checks, asked, told } = setup({ keys: 3 })
    checks.now(idOf(1))
    checks.follow([])
    await clock.advance(10 * CHECK_EVERY_MS)
    expect([asked.length <= 1, told]).toEqual([true, []])
    checks.dispose()
    expect(clock.pending).toBe(0)
  })

  it('are never asked about faster, in any history', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('wait'), ms: fc.integer({ min: 1, max: 40_000_000 }) }),
      fc.record({ kind: fc.constantFrom('hurry', 'now'), which: fc.nat(9) }),
      fc.record({ kind: fc.constant('slept'), ms: fc.nat(100_000_000) }),
    )
    const verdict = fc.constantFrom(alive, refused, missed)
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 20, maxLength: 60 }),
        fc.infiniteStream(verdict),
        async (history, answers) => {
          const { clock, checks, asked } = setup({ keys: 10, say: () => answers.next().value as Verdict })
          for (const each of history) {
            if ('which' in each) {
              if (each.kind === 'now') checks.now(idOf(each.which))
              else checks.hurry()
            } else if (each.kind === 'slept') checks.slept(each.ms)
            else await clock.advance(each.ms)
          }
          asked
            .slice(1)
            .forEach(([at], index) => expect(at - asked[index]![0]).toBeGreaterThanOrEqual(LEAST_APART_MS))
          expect(asked.length).toBeGreaterThan(0)
        },
      ),
      { numRuns: 100 },
    )
  })
})
