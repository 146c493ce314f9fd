import { describe, expect, it } from 'vitest'
import type { Clock } from '../clock.ts'
import { pin, plexAt, problem, signal, standing, TODAY } from './api.fake.ts'
import { createLocalClock } from './local-clock.ts'
import type { Recorded } from './recorded.fake.ts'

const DAY_MS = 24 * 3_600_000
const RELEASED = Date.UTC(2026, 10, 1)
const dated = (milliseconds: number) => new Date(milliseconds).toUTCString()

/** What is thought of a calendar after answers with these dates. */
function thought(calendar: number, ...dates: Array<string | null>) {
  const local = createLocalClock(standing(calendar))
  for (const date of dates) local.compare(date)
  return local.looksWrong()
}

describe('the local clock', () => {
  it.each([
    ['1970', 0, true],
    ['the last second before this release', RELEASED - 1, true],
    ['the release', RELEASED, false],
    ['today', TODAY, false],
    ['in twenty years', TODAY + 7_300 * DAY_MS, false],
  ])('alone looks wrong only before this release: %s', (_when, calendar, wrong) => {
    expect(thought(calendar)).toBe(wrong)
  })

  it.each([
    ['a day ahead', DAY_MS, false],
    ['more than a day ahead', DAY_MS + 1_000, true],
    ['a day behind', -DAY_MS, false],
    ['more than a day behind', -DAY_MS - 1_000, true],
  ])('looks wrong beside plex.tv’s when that is %s', (_what, ahead, wrong) => {
    expect(thought(TODAY, dated(TODAY + ahead))).toBe(wrong)
  })

  it('is compared with the latest date, and keeps to it when an answer has none', () => {
    const wrong = dated(TODAY + 3 * DAY_MS)
    expect(thought(TODAY, wrong, dated(TODAY))).toBe(false)
    expect(thought(TODAY, dated(TODAY), wrong)).toBe(true)
    expect(thought(TODAY, wrong, null)).toBe(true)
    expect(thought(TODAY, wrong, 'yesterday')).toBe(true)
    expect(thought(TODAY, null, 'yesterday', '')).toBe(false)
  })

  it('stays wrong before this release although plex.tv agrees', () => {
    expect(thought(0, dated(0))).toBe(true)
  })
})

describe('a certificate whose dates do not fit', () => {
  const misdated = new Error('net::ERR_CERT_DATE_INVALID')
  const ask = (clock: Clock, ...earlier: Recorded[]) => {
    const { api } = plexAt(clock, ...earlier, misdated)
    return { api, asked: () => api.issue('weak', signal) }
  }

  it('is an old one when the calendar may be right', async () => {
    await expect(ask(standing(TODAY)).asked()).rejects.toMatchObject({
      problem: 'certificate',
      cause: { problem: 'clock', cause: misdated },
    })
  })

  it('is the fault of a clock that is older than this release', async () => {
    await expect(ask(standing(0)).asked()).rejects.toMatchObject({ problem: 'clock', cause: misdated })
  })

  it.each([
    ['Thu, 26 Nov 2026 00:00:00 GMT', 'clock'],
    ['Mon, 23 Nov 2026 00:00:09 GMT', 'certificate'],
  ])('is judged by the time that plex.tv last gave, whatever it answered: %s', async (date, expected) => {
    const { api, asked } = ask(standing(TODAY), { status: 503, headers: { date } })
    await expect(api.check(pin, 5_000, signal)).rejects.toMatchObject(problem('service'))
    await expect(asked()).rejects.toMatchObject(problem(expected))
  })

  it.each([
    ['right', TODAY],
    ['wrong', 0],
  ])('has no part in other failures, be the clock %s', async (_what, calendar) => {
    const { api } = plexAt(
      standing(calendar),
      new Error('net::ERR_CERT_AUTHORITY_INVALID'),
      new Error('net::ERR_NAME_NOT_RESOLVED'),
    )
    await expect(api.issue('weak', signal)).rejects.toMatchObject(problem('authority'))
    await expect(api.issue('weak', signal)).rejects.toMatchObject(problem('name'))
  })
})
