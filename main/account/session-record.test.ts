import { describe, expect, it } from 'vitest'
import type { SessionId } from '../../common/ids.ts'
import { SESSION } from '../../common/samples.fake.ts'
import { ManualClock } from '../clock.fake.ts'
import { newMemory } from '../memory/memory.ts'
import { createSessionRecord } from './session-record.ts'

const ANOTHER = '5e551011-0000-4000-8000-000000000002' as SessionId
const DAY_MS = 24 * 3_600_000

function setup() {
  const clock = new ManualClock()
  let memory = newMemory('5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11')
  const changes: unknown[] = []
  const file = {
    get: () => memory,
    set(change: Partial<typeof memory>) {
      changes.push(change)
      memory = { ...memory, ...change }
    },
  }
  const start = () => createSessionRecord(file, clock)
  const told = (record: ReturnType<typeof start>) => [
    record.signedInAt(SESSION),
    record.confirmedAgoMs(SESSION),
  ]
  return { clock, changes, file, start, told }
}

it('remembers when a sign-in began and was last confirmed, by the calendar, and forgets both with it', async () => {
  const { clock, changes, start } = setup()
  const begin = clock.calendar()
  const record = start()
  record.signedIn(SESSION)
  await clock.advance(1_000)
  record.confirmed(SESSION)
  record.signedOut(SESSION)
  expect(changes).toEqual([
    { session: SESSION, signedInAt: begin, confirmedAt: null },
    { session: SESSION, signedInAt: begin, confirmedAt: begin + 1_000 },
    { session: null, signedInAt: null, confirmedAt: null },
  ])
})

it('tells both in a later run', async () => {
  const { clock, start, told } = setup()
  const begin = clock.calendar()
  const first = start()
  expect(told(first)).toEqual([null, null])
  first.signedIn(SESSION)
  expect(told(first)).toEqual([begin, null])
  first.confirmed(SESSION)
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
    record.signedIn(SESSION)
    record.confirmed(SESSION)
    clock.setCalendar(-365 * DAY_MS)
    await clock.advance(DAY_MS)
    expect(told(record)).toEqual([null, DAY_MS])
    record.confirmed(SESSION)
    expect(told(record)).toEqual([null, 0])
  })

  it('leaves nobody to know when an earlier run was confirmed', () => {
    const { clock, start, told } = setup()
    const first = start()
    first.signedIn(SESSION)
    first.confirmed(SESSION)
    clock.setCalendar(-1)
    expect(told(start())).toEqual([null, null])
  })
})

it('counts the sleep, in which only the calendar goes on', () => {
  const { clock, start } = setup()
  const record = start()
  record.confirmed(SESSION)
  clock.setCalendar(DAY_MS)
  expect(record.confirmedAgoMs(SESSION)).toBe(DAY_MS)
})

describe('the dates of one session', () => {
  it('are not told of another', () => {
    const { start } = setup()
    const record = start()
    record.signedIn(SESSION)
    record.confirmed(SESSION)
    expect([record.signedInAt(ANOTHER), record.confirmedAgoMs(ANOTHER)]).toEqual([null, null])
    record.confirmed(ANOTHER)
    expect([record.signedInAt(ANOTHER), record.confirmedAgoMs(ANOTHER)]).toEqual([null, 0])
  })

  it('stay where another one has come to its end', () => {
    const { clock, start, told } = setup()
    const record = start()
    record.signedIn(SESSION)
    record.signedOut(ANOTHER)
    expect(told(record)).toEqual([clock.calendar(), null])
  })

  it('are of whoever is signed in where an earlier release wrote them', () => {
    const { clock, file, start, told } = setup()
    file.set({ session: null, signedInAt: clock.calendar() - 2_000, confirmedAt: clock.calendar() - 1_000 })
    const record = start()
    expect(told(record)).toEqual([clock.calendar() - 2_000, 1_000])
    record.confirmed(SESSION)
    expect([file.get().session, record.signedInAt(SESSION)]).toEqual([SESSION, clock.calendar() - 2_000])
  })
})
