import { beforeEach, describe, expect, it } from 'vitest'
import { settle } from '../clock.manual.ts'
import { Secret } from '../secret.ts'
import { answerLater, createBench, inTheOpen } from './keychain.bench.ts'
import { all, claim, debt, nothing, open, pin } from './unfinished.bench.ts'
import { UNFINISHED_ACCOUNT } from './unfinished.ts'

const { pins, claims, owed } = open
let bench: ReturnType<typeof createBench>
beforeEach(() => (bench = createBench()))

const stored = (): unknown => bench.stored && JSON.parse(bench.stored)
const loaded = async (unfinished = bench.unfinished()) => inTheOpen(await unfinished.load())
function leave(content: unknown) {
  Object.assign(bench, {
    hint: 'yes',
    stored: typeof content === 'string' ? content : JSON.stringify(content),
  })
}

describe('unfinished business', () => {
  it('is kept whole in one item of the keychain, and survives a restart', async () => {
    expect(UNFINISHED_ACCOUNT).toBe('unfinished')
    await bench.unfinished().update(() => all)
    expect(stored()).toEqual(open)
    expect({ calls: bench.calls, hints: bench.hints }).toEqual({
      calls: ['get Latchkey unfinished', `set Latchkey unfinished ${JSON.stringify(open)}`],
      hints: ['yes'],
    })
    expect(await loaded()).toEqual(open)
  })

  it('changes in part', async () => {
    leave(open)
    const unfinished = bench.unfinished()
    await unfinished.load()
    await unfinished.update(now => ({ claims: now.claims.filter(({ pinId }) => pinId !== 8) }))
    expect(stored()).toEqual({ ...open, claims: [] })
    await unfinished.update(() => ({ pins: [] }))
    expect(stored()).toEqual({ ...nothing, owed })
    expect(inTheOpen(unfinished.get())).toEqual({ ...nothing, owed })
  })

  it('leaves nothing in the keychain when it is done', async () => {
    leave(open)
    const unfinished = bench.unfinished()
    await unfinished.load()
    await unfinished.update(() => nothing)
    expect({ stored: bench.stored, hint: bench.hint, calls: bench.calls }).toEqual({
      stored: null,
      hint: 'no',
      calls: ['get Latchkey unfinished', 'delete Latchkey unfinished'],
    })
  })

  it.each(['pins', 'claims', 'owed'] as const)('is kept for as long as there are any %s', async kind => {
    await bench.unfinished().update(() => ({ [kind]: all[kind] }))
    expect(stored()).toEqual({ ...nothing, [kind]: open[kind] })
    expect(await loaded()).toEqual({ ...nothing, [kind]: open[kind] })
  })

  it('does not open a keychain that is known to hold nothing', async () => {
    bench.hint = 'no'
    const unfinished = bench.unfinished()
    expect(await loaded(unfinished)).toEqual(nothing)
    await unfinished.update(() => nothing)
    expect({ calls: bench.calls, hints: bench.hints }).toEqual({ calls: [], hints: [] })
  })

  it('is read once', async () => {
    leave(open)
    const unfinished = bench.unfinished()
    await Promise.all([unfinished.load(), unfinished.load()])
    await unfinished.load()
    expect(bench.calls).toEqual(['get Latchkey unfinished'])
  })

  it('says that the keychain may hold some before it asks', async () => {
    bench.hint = 'no'
    const { answers, call } = answerLater<void>()
    bench.keychain.setPassword = call
    const updating = bench.unfinished().update(() => all)
    await settle()
    expect(bench.hints).toEqual(['unknown'])
    answers[0]?.resolve()
    await updating
    expect(bench.hints).toEqual(['unknown', 'yes'])
  })

  it('leaves no timer behind', async () => {
    await bench.unfinished().update(() => all)
    expect(bench.clock.pending).toBe(0)
  })
})

describe('changes at the same time', () => {
  it('are in memory at once, and in the keychain together', async () => {
    const { answers, call } = answerLater<void>()
    bench.keychain.setPassword = call
    const unfinished = bench.unfinished()
    const updating = [
      unfinished.update(() => ({ pins: [pin] })),
      unfinished.update(now => ({ owed: [...now.owed, debt] })),
      unfinished.update(now => ({ claims: [...now.claims, claim] })),
    ]
    expect(inTheOpen(unfinished.get())).toEqual(open)
    await settle()
    expect(answers).toHaveLength(1)
    expect(unfinished.isSettled()).toBe(false)
    answers[0]?.resolve()
    expect(await Promise.all(updating)).toEqual([undefined, undefined, undefined])
    expect(answers).toHaveLength(1)
    expect(unfinished.isSettled()).toBe(true)
  })

  it('are all stored, however many', async () => {
    const unfinished = bench.unfinished()
    const tokens = Array.from({ length: 100 }, (_, at) => ({ token: `token-${at}`, since: at }))
    await Promise.all(
      tokens.map(({ token, since }) =>
        unfinished.update(now => ({ owed: [...now.owed, { token: new Secret(token), since }] })),
      ),
    )
    expect(stored()).toEqual({ ...nothing, owed: tokens })
    expect(await loaded()).toEqual({ ...nothing, owed: tokens })
  })

  it('are joined with what is read in between', async () => {
    leave({ ...open, pins: [pin, { ...pin, id: 9 }] })
    const { answers, call } = answerLater<string | null>()
    bench.keychain.getPassword = call
    const unfinished = bench.unfinished()
    const newer = { ...pin, role: 'cancelled' } as const
    const updating = unfinished.update(() => ({ pins: [newer], owed: [{ ...debt, since: 5 }] }))
    await settle()
    answers[0]?.resolve(bench.stored)
    await updating
    const joined = {
      pins: [{ ...pin, id: 9 }, newer],
      claims,
      owed: [...owed, { token: 'owed-token', since: 5 }],
    }
    expect(inTheOpen(unfinished.get())).toEqual(joined)
    expect(stored()).toEqual(joined)
  })
})

describe('content that is not ours', () => {
  it.each([
    ['empty', ''],
    ['cut short', JSON.stringify(open).slice(0, -5)],
    ['null', 'null'],
    ['a list', '[]'],
    ['text', '"sentinel"'],
    ['without a part', { pins, claims }],
    ['with a part of another kind', { ...open, owed: {} }],
    ['with a PIN of an unknown role', { ...open, pins: [{ ...pin, role: 'strong' }] }],
    ['with a PIN that nobody could type', { ...open, pins: [{ ...pin, code: '"><b>' }] }],
    ['with a PIN that has lived less than no time', { ...open, pins: [{ ...pin, lifeMs: -1 }] }],
    ['with a PIN without an end', { ...open, pins: [{ ...pin, endsAt: null }] }],
    ['with a claim without a token', { ...open, claims: [{ pinId: 8, token: '' }] }],
    ['with a debt without a token', { ...open, owed: [{ token: '', since: 5 }] }],
  ])('counts as nothing and is overwritten when it is %s', async (_what, content) => {
    leave(content)
    const unfinished = bench.unfinished()
    expect(await loaded(unfinished)).toEqual(nothing)
    await unfinished.update(() => ({ pins: [pin] }))
    expect(stored()).toEqual({ ...nothing, pins })
  })

  it('is dropped field by field where the rest is ours', async () => {
    leave({ ...open, pins: [{ ...pin, token: 'sentinel' }], more: 1 })
    expect(await loaded()).toEqual(open)
  })
})
