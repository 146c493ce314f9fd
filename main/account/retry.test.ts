import { describe, expect, it } from 'vitest'
import { settle } from '../clock.fake.ts'
import { Failure } from '../failure.ts'
import { answerLater } from '../answer-later.fake.ts'
import { first, owing, second, setup } from './revoker.fake.ts'
import { FIRST_RETRY_MS, LONGEST_OWED_MS, SLOWEST_RETRY_MS } from './revoker.ts'

const HOUR_MS = 3_600_000

describe('another try', () => {
  it('comes after five seconds, then after twice as long each time, and at least every hour', async () => {
    const { clock, asked } = await owing('offline')
    await clock.advance(5 * HOUR_MS)
    const times = asked.map(line => Number(line.split(' ')[0]))
    const waits = times.slice(1).map((time, at) => (time - times[at]!) / 1_000)
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600])
    expect([FIRST_RETRY_MS, SLOWEST_RETRY_MS]).toEqual([5_000, HOUR_MS])
  })

  it.each([
    ['is put off for as long as plex.tv asks', 120_000, 120_000],
    ['does not come sooner because plex.tv asks for less', 1_000, 5_000],
    ['is put off for an hour at most', 86_400_000, HOUR_MS],
  ])('%s', async (_what, retryAfterMs, wait) => {
    const { clock, asked, plex } = await owing(new Failure('rate-limited', { retryAfterMs }))
    plex.reply = () => 'offline'
    await clock.advance(wait - 1)
    expect(asked).toEqual(['0 first-token'])
    await clock.advance(1)
    expect(asked).toEqual(['0 first-token', `${wait} first-token`])
    await clock.advance(10_000)
    expect(asked).toHaveLength(3)
  })

  it('succeeds, and is the last', async () => {
    const { clock, asked, plex, seen, owed } = await owing('offline')
    plex.reply = () => 'revoked'
    await clock.advance(HOUR_MS)
    expect({ asked, owed: owed(), last: seen.at(-1), timers: clock.pending }).toEqual({
      asked: ['0 first-token', '5000 first-token'],
      owed: [],
      last: 'done',
      timers: 0,
    })
  })

  it('comes at once on request, and the waits start anew', async () => {
    const { clock, asked, revoker } = await owing('offline')
    await clock.advance(20_000)
    revoker.tryNow()
    await settle()
    expect(clock.pending).toBe(1)
    await clock.advance(5_000)
    expect(asked).toEqual([0, 5_000, 15_000, 20_000, 25_000].map(time => `${time} first-token`))
  })

  it('follows at once when it was asked for during the last one', async () => {
    const { answers, call } = answerLater<void>()
    const { clock, asked, revoker } = await owing(call())
    revoker.tryNow()
    revoker.tryNow()
    await settle()
    expect(asked).toHaveLength(1)
    answers[0]?.reject(new Failure('connection'))
    await settle()
    expect(asked).toEqual(['0 first-token', '0 first-token'])
    expect(clock.pending).toBe(1)
  })

  it('starts the waits anew for a later token once plex.tv answered', async () => {
    const { clock, asked, plex, revoker } = await owing('offline')
    await clock.advance(15_000)
    plex.reply = () => 'revoked'
    await clock.advance(20_000)
    plex.reply = () => 'offline'
    await revoker.owe(second)
    await settle()
    await clock.advance(5_000)
    expect(asked.slice(3)).toEqual(['35000 first-token', '35000 second-token', '40000 second-token'])
  })
})

describe('a token that is owed for 30 days', () => {
  it('is given up after one more try, and the person is told', async () => {
    expect(LONGEST_OWED_MS).toBe(720 * HOUR_MS)
    const { clock, asked, owed, observed, revoker, bench, givenUp } = await owing('service')
    await clock.advance(LONGEST_OWED_MS)
    expect(owed()).toEqual(['first-token'])
    const tries = asked.length
    await clock.advance(2 * HOUR_MS)
    expect({
      more: asked.length - tries,
      owed: owed(),
      stored: bench.stored,
      revocation: revoker.revocation(),
      timers: clock.pending,
      last: observed.at(-1),
      givenUp: givenUp.length,
    }).toEqual({
      more: 1,
      owed: [],
      stored: null,
      revocation: 'given-up',
      timers: 0,
      last: ['A revocation that was owed for 30 days is given up'],
      givenUp: 1,
    })
  })

  it('is tried before it is given up, since the calendar may be wrong', async () => {
    const { unfinished, revoker, asked, observed, owed } = setup()
    await unfinished.update(() => ({ owed: [{ token: first, since: 0 }] }))
    revoker.tryNow()
    await settle()
    expect({ asked, owed: owed(), observed }).toEqual({ asked: ['0 first-token'], owed: [], observed: [] })
  })

  it('is not given up because the network comes a little later than the app', async () => {
    const { clock, unfinished, revoker, asked, owed, givenUp, plex } = setup({ reply: () => 'offline' })
    await unfinished.update(() => ({ owed: [{ token: first, since: 0 }] }))
    revoker.tryNow()
    await clock.advance(15_000)
    plex.reply = () => 'revoked'
    await clock.advance(20_000)
    expect({ asked, owed: owed(), givenUp }).toEqual({
      asked: [0, 5_000, 15_000, 35_000].map(time => `${time} first-token`),
      owed: [],
      givenUp: [],
    })
  })

  it('is told of together with the others', async () => {
    const { clock, unfinished, revoker, owed, givenUp } = setup({ reply: () => 'offline' })
    await unfinished.update(() => ({ owed: [first, second].map(token => ({ token, since: 0 })) }))
    revoker.tryNow()
    await clock.advance(2 * HOUR_MS)
    expect({ owed: owed(), told: givenUp.length }).toEqual({ owed: [], told: 1 })
  })

  it('does not take a younger one with it', async () => {
    const { clock, unfinished, revoker, owed } = setup({ reply: () => 'offline' })
    const since = clock.calendar() - LONGEST_OWED_MS
    await unfinished.update(() => ({
      owed: [
        { token: first, since },
        { token: second, since: since + 2 * HOUR_MS },
      ],
    }))
    revoker.tryNow()
    await clock.advance(2 * HOUR_MS)
    expect({ owed: owed(), revocation: revoker.revocation() }).toEqual({
      owed: ['second-token'],
      revocation: 'owed',
    })
  })

  it('is said to be given up until another one is owed', async () => {
    const { clock, revoker, plex } = await owing('service')
    await clock.advance(LONGEST_OWED_MS + 2 * HOUR_MS)
    revoker.tryNow()
    await settle()
    expect(revoker.revocation()).toBe('given-up')
    plex.reply = () => 'revoked'
    await revoker.owe(second)
    await settle()
    expect(revoker.revocation()).toBe('done')
  })
})
