import { expect, it } from 'vitest'
import { createSleep } from './sleep.ts'

/** A computer whose two clocks are moved apart. */
function computer() {
  const clocks = { calendar: 1_795_392_000_000, now: 5_000 }
  const sleep = createSleep({ calendar: () => clocks.calendar, now: () => clocks.now, at: () => () => {} })
  const pass = (calendar: number, now: number) => {
    clocks.calendar += calendar
    clocks.now += now
  }
  return { sleep, pass }
}

it('lasted as long as the calendar went on while the other clock stood still', () => {
  const { sleep, pass } = computer()
  sleep.suspended()
  pass(600_000, 0)
  expect(sleep.resumed()).toBe(600_000)
})

it.each([
  ['the time before it fell asleep and after it woke up is not counted', 601_500, 1_500, 600_000],
  ['a clock that goes on in sleep leaves nothing to make up for', 600_000, 600_000, 0],
  ['a calendar that was set back says nothing', -3_600_000, 20, 0],
])('%s', (_what, calendar, now, slept) => {
  const { sleep, pass } = computer()
  sleep.suspended()
  pass(calendar, now)
  expect(sleep.resumed()).toBe(slept)
})

it('is not known when nobody was told of it, and is told once', () => {
  const { sleep, pass } = computer()
  pass(600_000, 0)
  expect(sleep.resumed()).toBe(0)
  sleep.suspended()
  pass(60_000, 0)
  expect([sleep.resumed(), sleep.resumed()]).toEqual([60_000, 0])
})

it('is counted from the last time it began', () => {
  const { sleep, pass } = computer()
  sleep.suspended()
  pass(60_000, 60_000)
  sleep.suspended()
  pass(30_000, 0)
  expect(sleep.resumed()).toBe(30_000)
})
