import { describe, expect, it } from 'vitest'
import { ManualClock } from '../clock.manual.ts'
import { defaults } from '../settings/settings.ts'
import { createSessionRecord } from './session-record.ts'

const DAY_MS = 24 * 3_600_000

function setup() {
  const clock = new ManualClock()
  let settings = defaults('5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11')
  const changes: unknown[] = []
  const file = {
    get: () => settings,
    set(change: Partial<typeof settings>) {
      changes.push(change)
      settings = { ...settings, ...change }
    },
  }
  const start = () => createSessionRecord(file, clock)
  const told = (record: ReturnType<typeof start>) => [record.signedInAt(), record.confirmedAgoMs()]
  return { clock, changes, start, told }
}

it('remembers when a sign-in began and was last confirmed, by the calendar, and forgets both with it', async () => {
  const { clock, changes, start } = setup()
  const begin = clock.calendar()
  const record = start()
  record.signedIn()
  await clock.advance(1_000)
  record.confirmed()
  record.signedOut()
  expect(changes).toEqual([
    { signedInAt: begin, confirmedAt: null },
    { confirmedAt: begin + 1_000 },
    { signedInAt: null, confirmedAt: null },
  ])
})

it('tells both in a later run', async () => {
  const { clock, start, told } = setup()
  const begin = clock.calendar()
  const first = start()
  expect(told(first)).toEqual([null, null])
  first.signedIn()
  expect(told(first)).toEqual([begin, null])
  first.confirmed()
  await clock.advance(5_000)
  expect([told(first), told(start())]).toEqual([
    [begin, 5_000],
    [begin, 5_000],
  ])
})

describe('a calendar that was set back', () => {
  it('does not make a confirmation of this run more recent', async () => {
    const { clock, start, told } = setup()
    const record = start()
    record.signedIn()
    record.confirmed()
    clock.setCalendar(-365 * DAY_MS)
    await clock.advance(DAY_MS)
    expect(told(record)).toEqual([null, DAY_MS])
    record.confirmed()
    expect(told(record)).toEqual([null, 0])
  })

  it('leaves nobody to know when an earlier run was confirmed', () => {
    const { clock, start, told } = setup()
    const first = start()
    first.signedIn()
    first.confirmed()
    clock.setCalendar(-1)
    expect(told(start())).toEqual([null, null])
  })
})

it('counts the sleep, in which only the calendar goes on', () => {
  const { clock, start } = setup()
  const record = start()
  record.confirmed()
  clock.setCalendar(DAY_MS)
  expect(record.confirmedAgoMs()).toBe(DAY_MS)
})
