import { expect, it } from 'vitest'
import { ManualClock } from '../clock.manual.ts'
import { createSessionRecord } from './session-record.ts'

it('remembers when a sign-in began and was last confirmed, by the calendar, and forgets both with it', async () => {
  const clock = new ManualClock()
  const changes: unknown[] = []
  const record = createSessionRecord({ set: change => void changes.push(change) }, clock)
  const start = clock.calendar()
  record.signedIn()
  await clock.advance(1_000)
  record.confirmed()
  record.signedOut()
  expect(changes).toEqual([
    { signedInAt: start, confirmedAt: null },
    { confirmedAt: start + 1_000 },
    { signedInAt: null, confirmedAt: null },
  ])
})
