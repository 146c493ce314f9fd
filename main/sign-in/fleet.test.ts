import { expect, it } from 'vitest'
import { ada, SESSION } from '../../common/samples.fake.ts'
import { transition } from './machine.ts'
import type { Event } from './events.ts'
import { initial, type State } from './state.ts'

const COMPANIONS = 100_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Numbers by chance that are the same in each run: mulberry32. */
function chances(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Signed-in companions, each the real machine, and a plex.tv that counts what they ask in each minute. Moments are
 * handled in slots of a second, which is finer than what is counted.
 */
function simulate(endMs: number, isDown: (now: number) => boolean): Uint32Array {
  const chance = chances(20_261_123)
  const perMinute = new Uint32Array(Math.ceil(endMs / MINUTE_MS) + 1)
  const slots = new Map<number, number[]>()
  const states: State[] = []

  const put = (companion: number, at: number) => {
    const slot = Math.ceil(at / 1_000)
    const waiting = slots.get(slot) ?? []
    waiting.push(companion)
    slots.set(slot, waiting)
  }

  function send(companion: number, event: Event, now: number): void {
    const [next, ...effects] = transition(states[companion] ?? initial, event, now)
    states[companion] = next
    for (const effect of effects) {
      if (effect.kind === 'check-at') put(companion, effect.at)
      if (effect.kind !== 'identify') continue
      perMinute[Math.floor(now / MINUTE_MS)]!++
      const answer = isDown(now)
        ? ({ kind: 'unidentified', problem: 'service', retryAfterMs: 0 } as const)
        : ({ kind: 'identified', account: ada } as const)
      send(companion, { ...answer, session: SESSION, chance: chance() }, now)
    }
  }

  // Each was started at some moment of the first day, as computers are.
  for (let companion = 0; companion < COMPANIONS; companion++) put(companion, chance() * DAY_MS)
  const left = { pins: [], claims: [] }
  for (let slot = 0; slot * 1_000 < endMs; slot++) {
    for (const companion of slots.get(slot) ?? []) {
      const now = slot * 1_000
      if (states[companion] === undefined) {
        send(companion, { kind: 'launched', silently: false }, now)
        send(companion, { kind: 'restored', found: { session: SESSION, kept: 'keychain' }, left }, now)
      } else send(companion, { kind: 'check-due', session: SESSION }, now)
    }
    slots.delete(slot)
  }
  return perMinute
}

it('a fleet of 100,000 asks less than twice as often as usual, ten minutes after an outage of an hour', () => {
  const from = 2.5 * DAY_MS
  const to = from + HOUR_MS
  const end = 4.5 * DAY_MS
  const perMinute = simulate(end, now => now >= from && now < to)

  const between = (start: number, stop: number) =>
    Array.from(perMinute.subarray(start / MINUTE_MS, stop / MINUTE_MS))
  const before = between(DAY_MS * 1.5, from)
  const usual = before.reduce((sum, count) => sum + count, 0) / before.length
  const after = between(to + 10 * MINUTE_MS, end)

  expect(usual).toBeGreaterThan(COMPANIONS / (24 * 60) / 1.2)
  // Also a day later, when those that the outage had bunched together come again.
  expect(Math.max(...after)).toBeLessThan(2 * usual)
  // Nobody has given up: all are asked for within a day and its jitter.
  expect(between(end - DAY_MS, end).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0.85 * COMPANIONS)
}, 60_000)
