import { createRevoker } from './revoker.ts'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../common/sign-in-view.ts'
import { settle } from '../clock.fake.ts'
import { Failure } from '../failure.ts'
import { answerLater } from '../answer-later.fake.ts'
import { owing, second, setup, first, type Reply } from './revoker.fake.ts'
import { LONGEST_OWED_MS } from './revoker.ts'

const HOUR_MS = 3_600_000

describe('a token that is given up', () => {
  it('is sealed first, revoked second and forgotten last', async () => {
    const parts = setup()
    const { answers, call } = answerLater<void>()
    parts.bench.keychain.setPassword = call
    const owing = parts.revoker.owe(first)
    await settle()
    expect({ asked: parts.asked, revocation: parts.revoker.revocation() }).toEqual({
      asked: [],
      revocation: 'owed',
    })
    answers[0]?.resolve()
    await owing
    await settle()
    expect({ asked: parts.asked, seen: parts.seen, owed: parts.owed() }).toEqual({
      asked: ['0 first-token'],
      seen: ['owed', 'done'],
      owed: [],
    })
    expect({ stored: parts.bench.stored, timers: parts.clock.pending }).toEqual({ stored: null, timers: 0 })
  })

  it('is revoked as the program whose key it is, also by a later run', async () => {
    const key = { identifier: '7e57ab1e-0000-4000-8000-000000000001', name: 'Kometa' }
    const asked: unknown[] = []
    const parts = setup({ reply: () => 'offline' })
    await parts.revoker.owe(second, key)
    await settle()
    const { unfinished } = setup({ bench: parts.bench })
    const none = { revoke: async () => Promise.reject(new Error('Not as Latchkey')) }
    const revoker = createRevoker({
      api: none,
      apiFor: as => ({ revoke: async token => void asked.push([as, token.reveal()]) }),
      unfinished,
      clock: parts.clock,
    })
    await unfinished.load()
    revoker.tryNow()
    await settle()
    expect([asked, parts.bench.stored]).toEqual([[[key, 'second-token']], null])
  })

  it('is revoked although the keychain will not take it', async () => {
    const parts = setup()
    parts.bench.keychain.setPassword = () =>
      Promise.reject(new Error('Cannot create an item in a locked collection'))
    await parts.revoker.owe(first)
    await settle()
    expect({ asked: parts.asked, revocation: parts.revoker.revocation() }).toEqual({
      asked: ['0 first-token'],
      revocation: 'done',
    })
  })

  it('says nothing of a revocation before there was one', async () => {
    const { revoker, seen } = setup()
    revoker.tryNow()
    await settle()
    expect({ revocation: revoker.revocation(), seen }).toEqual({ revocation: null, seen: [] })
  })

  it('is done with when plex.tv says that it was dead already', async () => {
    const parts = await owing('refused')
    expect({ owed: parts.owed(), seen: parts.seen, timers: parts.clock.pending }).toEqual({
      owed: [],
      seen: ['owed', 'done'],
      timers: 0,
    })
    expect(parts.observed).toEqual([])
  })

  it.each([
    ...Problem.options.filter(problem => problem !== 'refused').map(problem => [problem] as const),
    [new Error('refused')] as const,
  ])('stays owed, in the keychain, when plex.tv could not be told: %s', async reply => {
    const parts = await owing(reply)
    expect({ owed: parts.owed(), seen: [...new Set(parts.seen)], timers: parts.clock.pending }).toEqual({
      owed: ['first-token'],
      seen: ['owed'],
      timers: 1,
    })
    expect(JSON.parse(parts.bench.stored ?? '')).toEqual({
      pins: [],
      claims: [],
      owed: [{ token: 'first-token', since: parts.clock.calendar() }],
    })
    expect(parts.observed).toEqual([['revoke missed', reply instanceof Error ? reply : new Failure(reply)]])
  })
})

describe('several tokens', () => {
  it('are revoked one after another, also one that comes while another is on its way', async () => {
    const { answers, call } = answerLater<void>()
    const { asked, plex, revoker, owed, seen } = await owing(call())
    plex.reply = () => 'revoked'
    await revoker.owe(second)
    await settle()
    expect(asked).toEqual(['0 first-token'])
    answers[0]?.resolve()
    await settle()
    expect({ asked, owed: owed(), last: seen.at(-1) }).toEqual({
      asked: ['0 first-token', '0 second-token'],
      owed: [],
      last: 'done',
    })
  })

  it('do not hold each other up', async () => {
    const parts = setup({ reply: token => (token === 'first-token' ? 'service' : 'revoked') })
    await Promise.all([parts.revoker.owe(first), parts.revoker.owe(second)])
    await settle()
    expect({
      owed: parts.owed(),
      revocation: parts.revoker.revocation(),
      timers: parts.clock.pending,
    }).toEqual({
      owed: ['first-token'],
      revocation: 'owed',
      timers: 1,
    })
  })
})

describe('a later run of the app', () => {
  async function restarted(reply: Reply) {
    const before = await owing('offline')
    before.revoker.dispose()
    const parts = setup({ bench: before.bench, reply: () => reply })
    await settle()
    expect(parts.asked).toEqual([])
    await parts.unfinished.load()
    parts.revoker.tryNow()
    await settle()
    return parts
  }

  it('revokes what an earlier one owed, and says nothing of it', async () => {
    const { asked, bench, seen } = await restarted('revoked')
    expect({ asked, stored: bench.stored, seen }).toEqual({
      asked: ['0 first-token'],
      stored: null,
      seen: [],
    })
  })

  it('says what is owed while it cannot be done', async () => {
    const { clock, plex, seen, asked } = await restarted('name')
    plex.reply = () => 'revoked'
    await clock.advance(5_000)
    expect({ asked, seen }).toEqual({
      asked: ['0 first-token', '5000 first-token'],
      seen: ['owed', 'done'],
    })
  })
})

describe('when the app ends', () => {
  it('leaves the timer and the keychain’s debt behind it', async () => {
    const { clock, revoker, asked, owed, bench } = await owing('offline')
    revoker.dispose()
    expect(clock.pending).toBe(0)
    revoker.tryNow()
    await revoker.owe(second)
    await clock.advance(HOUR_MS)
    expect({ asked, owed: owed() }).toEqual({
      asked: ['0 first-token'],
      owed: ['first-token', 'second-token'],
    })
    expect(bench.stored).toContain('second-token')
  })

  it('aborts the request that is on its way, and keeps even an old token for the next run', async () => {
    const { answers, call } = answerLater<void>()
    const { clock, revoker, signals, owed, observed } = await owing(call())
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    await clock.advance(LONGEST_OWED_MS + 1)
    revoker.dispose()
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    answers[0]?.reject(new Failure('unexpected'))
    await settle()
    expect({ owed: owed(), observed, timers: clock.pending }).toEqual({
      owed: ['first-token'],
      observed: [],
      timers: 0,
    })
  })

  it('still forgets a token whose revocation was answered', async () => {
    const { answers, call } = answerLater<void>()
    const { revoker, owed, bench } = await owing(call())
    revoker.dispose()
    answers[0]?.resolve()
    await settle()
    expect({ owed: owed(), stored: bench.stored }).toEqual({ owed: [], stored: null })
  })
})
