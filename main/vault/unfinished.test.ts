import { beforeEach, describe, expect, it } from 'vitest'
import type { Problem } from '../../common/problems.ts'
import type { Place, Reach } from './port.ts'
import { Secret } from '../secret.ts'
import { type Bench, createBench, inTheOpen } from './vault.fake.ts'
import { all, claim, debt, keyDebt, keyPin, nothing, open, pin } from './unfinished.fake.ts'
import { createUnfinished, UNFINISHED_ACCOUNT } from './unfinished.ts'

const { pins, claims, owed } = open
let bench: Bench
beforeEach(() => (bench = createBench()))

const texts = () => bench.world.texts(UNFINISHED_ACCOUNT)
const stored = (): unknown => texts().map((text): unknown => JSON.parse(text))[0] ?? null
const start = () => bench.boot().unfinished
const loaded = async (unfinished = start()) => inTheOpen(await unfinished.load())
function leave(content: unknown) {
  bench.hint = 'yes'
  bench.world.put(UNFINISHED_ACCOUNT, typeof content === 'string' ? content : JSON.stringify(content))
}

describe('unfinished business', () => {
  it('is kept whole in one item of the keychain, and survives a restart', async () => {
    expect(UNFINISHED_ACCOUNT).toBe('unfinished')
    await start().update(() => all)
    expect(stored()).toEqual(open)
    expect({ calls: bench.world.calls, hints: bench.hints }).toEqual({
      calls: [`setPassword unfinished ${JSON.stringify(open)}`],
      hints: ['unknown', 'yes'],
    })
    expect(await loaded()).toEqual(open)
  })

  it('has the PINs of keys, and whose each debt is, and tells of them but once', async () => {
    const withKeys = { ...all, keyPins: [keyPin], owed: [debt, keyDebt] }
    await start().update(() => withKeys)
    const next = start()
    const told: unknown[] = []
    next.whenLoaded(older => void told.push(inTheOpen(older)))
    await next.load()
    await next.load()
    expect([inTheOpen(next.get()), told]).toEqual([inTheOpen(withKeys), [inTheOpen(withKeys)]])
    await next.update(() => ({ ...nothing, keyPins: [keyPin] }))
    expect(stored()).toEqual({ ...nothing, keyPins: [keyPin] })
    await next.update(() => ({ keyPins: [] }))
    expect(await loaded()).toEqual(nothing)
  })

  it('changes in part', async () => {
    leave(open)
    const unfinished = start()
    await unfinished.load()
    await unfinished.update(now => ({ claims: now.claims.filter(({ pinId }) => pinId !== 8) }))
    expect(stored()).toEqual({ ...open, claims: [] })
    await unfinished.update(() => ({ pins: [] }))
    expect(stored()).toEqual({ ...nothing, owed })
    expect(inTheOpen(unfinished.get())).toEqual({ ...nothing, owed })
  })

  it('leaves nothing in the keychain when it is done', async () => {
    leave(open)
    const unfinished = start()
    await unfinished.load()
    await unfinished.update(() => nothing)
    expect([stored(), bench.hint]).toEqual([null, 'no'])
  })

  it.each(['pins', 'claims', 'owed'] as const)('is kept for as long as there are any %s', async kind => {
    await start().update(() => ({ [kind]: all[kind] }))
    expect(stored()).toEqual({ ...nothing, [kind]: open[kind] })
    expect(await loaded()).toEqual({ ...nothing, [kind]: open[kind] })
  })

  it('does not open a keychain that is known to hold nothing', async () => {
    bench.hint = 'no'
    const unfinished = start()
    expect(await loaded(unfinished)).toEqual(nothing)
    await unfinished.update(() => nothing)
    expect({ calls: bench.world.calls, hints: bench.hints }).toEqual({ calls: [], hints: [] })
  })

  it('is read once', async () => {
    leave(open)
    const unfinished = start()
    await Promise.all([unfinished.load(), unfinished.load()])
    await unfinished.load()
    expect(bench.world.calls).toEqual(['getPassword unfinished'])
  })

  it('says that the keychain may hold some before it is given any', async () => {
    bench.hint = 'no'
    bench.world.onLoss(() => {})
    await start().update(() => all)
    expect(bench.hints).toEqual(['unknown', 'yes'])
  })
})

describe('changes at the same time', () => {
  it('are in memory at once, and in the keychain together', async () => {
    const unfinished = start()
    const updating = [
      unfinished.update(() => ({ pins: [pin] })),
      unfinished.update(now => ({ owed: [...now.owed, debt] })),
      unfinished.update(now => ({ claims: [...now.claims, claim] })),
    ]
    expect([inTheOpen(unfinished.get()), unfinished.isSettled()]).toEqual([open, false])
    await Promise.all(updating)
    expect([stored(), unfinished.isSettled(), bench.world.calls.length]).toEqual([open, true, 1])
  })

  it('are all stored, however many', async () => {
    const unfinished = start()
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
    const unfinished = start()
    const newer = { ...pin, role: 'cancelled' } as const
    await unfinished.update(() => ({ pins: [newer], owed: [{ token: new Secret('other-token'), since: 5 }] }))
    const joined = {
      pins: [{ ...pin, id: 9 }, newer],
      claims,
      owed: [...owed, { token: 'other-token', since: 5 }],
    }
    expect([inTheOpen(unfinished.get()), stored()]).toEqual([joined, joined])
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
    const unfinished = start()
    expect(await loaded(unfinished)).toEqual(nothing)
    await unfinished.update(() => ({ pins: [pin] }))
    expect(stored()).toEqual({ ...nothing, pins })
  })

  it('is dropped field by field where the rest is ours', async () => {
    leave({ ...open, pins: [{ ...pin, token: 'sentinel' }], more: 1 })
    expect(await loaded()).toEqual(open)
  })
})

describe('a keychain that does not give what it holds', () => {
  it.each<[string, (world: Bench['world']) => unknown, Reach]>([
    ['refuses', world => world.setRefuses(true), 'open'],
    ['is locked', world => world.lock(), 'keychain-locked'],
    ['is away', world => world.end(), 'keychain-missing'],
    ['does not answer', world => world.fallSilent(), 'keychain-silent'],
  ])('is not written to, and is asked again at the next change, when it %s', async (_what, spoil, reach) => {
    leave(open)
    const before = texts()
    spoil(bench.world)
    const unfinished = start()
    const newer = { ...pin, id: 9 }
    const loading = unfinished.load({ silently: true })
    const updating = unfinished.update(() => ({ pins: [newer] }))
    await bench.world.clock.advance(30_000)
    expect(inTheOpen(await loading)).toEqual({ ...nothing, pins: [newer] })
    await updating
    expect([texts(), bench.hints, inTheOpen(unfinished.get()), bench.world.asked]).toEqual([
      before,
      [],
      { ...nothing, pins: [newer] },
      [],
    ])
    const reaching = unfinished.reach()
    await bench.world.clock.advance(30_000)
    expect([unfinished.isSettled(), await reaching]).toEqual([false, reach])

    bench.world.setRefuses(false)
    bench.world.start()
    bench.world.unlock()
    await unfinished.update(() => ({}))
    expect([stored(), unfinished.isSettled()]).toEqual([{ ...open, pins: [pin, newer] }, true])
  })

  it('is asked by the next reading, of the person too where one clicked', async () => {
    leave(open)
    bench.world.lock()
    const unfinished = start()
    expect(inTheOpen(await unfinished.load({ silently: true }))).toEqual(nothing)
    expect(inTheOpen(await bench.said(true, unfinished.load()))).toEqual(open)
    expect(bench.world.asked).toHaveLength(1)
  })

  it('tells what it held once it is open, and of what is new alone', async () => {
    leave(open)
    bench.world.lock()
    const unfinished = start()
    const heard: unknown[] = []
    unfinished.whenLoaded(older => heard.push(inTheOpen(older)))
    await unfinished.update(() => ({ owed: [debt] }))
    expect(heard).toEqual([])
    bench.world.unlock()
    await unfinished.load({ silently: true })
    await unfinished.load({ silently: true })
    expect(heard).toEqual([{ ...open, owed: [] }])
    expect(stored()).toEqual(open)
  })

  it('is taken for empty when nobody knows of anything in it', async () => {
    const unfinished = start()
    expect(await loaded(unfinished)).toEqual(nothing)
    await unfinished.update(() => all)
    expect(stored()).toEqual(open)
  })

  it('is joined with what was hidden in it, when nobody knew of that', async () => {
    bench = createBench({ like: 'keepassxc' })
    leave({ ...open, pins: [] })
    bench.hint = 'unknown'
    bench.world.lock()
    const unfinished = start()
    expect(await loaded(unfinished)).toEqual(nothing)
    await unfinished.update(() => ({ pins: [pin] }))
    expect(bench.world.asked).toEqual([])
    bench.world.unlock()
    await unfinished.load({ silently: true })
    expect([inTheOpen(unfinished.get()), stored(), unfinished.isSettled()]).toEqual([open, open, true])
  })
})

describe('a keychain that does not take it', () => {
  it.each<[string, (world: Bench['world']) => unknown, Problem]>([
    ['refuses', world => world.setRefuses(true), 'keychain-denied'],
    ['is locked', world => world.lock(), 'keychain-locked'],
    ['lies', world => world.setLies(true), 'keychain-silent'],
  ])(
    'leaves it in memory, asks nobody, and gets it with the next change, when it %s',
    async (_what, spoil, why) => {
      const unfinished = start()
      await unfinished.load()
      spoil(bench.world)
      await unfinished.update(() => ({ pins, owed: [debt] }))
      expect([inTheOpen(unfinished.get()), stored(), unfinished.whyUnsettled(), bench.world.asked]).toEqual([
        { ...open, claims: [] },
        null,
        why,
        [],
      ])
      bench.world.setRefuses(false)
      bench.world.setLies(false)
      bench.world.unlock()
      await unfinished.update(() => ({ claims: [claim] }))
      expect([stored(), bench.hint]).toEqual([open, 'yes'])
    },
  )

  it('keeps what it held, and nobody forgets that it does', async () => {
    const unfinished = start()
    await unfinished.update(() => all)
    bench.world.setRefuses(true)
    const big = Array.from({ length: 40 }, (_, id) => ({ ...pin, id }))
    await unfinished.update(() => ({ pins: big }))
    expect([stored(), bench.hint, unfinished.get().pins]).toEqual([open, 'yes', big])
    bench.world.setRefuses(false)
    await unfinished.update(() => ({ pins: [] }))
    expect(stored()).toEqual({ ...open, pins: [] })
  })

  it('may hold a thousand of each', async () => {
    const many = {
      pins: Array.from({ length: 1_000 }, (_, id) => ({ ...pin, id })),
      claims: Array.from({ length: 1_000 }, (_, pinId) => ({ pinId, token: `claimed-${pinId}` })),
      owed: Array.from({ length: 1_000 }, (_, since) => ({ token: `owed-${since}`, since })),
    }
    leave(many)
    const unfinished = start()
    expect(await loaded(unfinished)).toEqual(many)
    await unfinished.update(now => ({ owed: now.owed.slice(1) }))
    expect(stored()).toEqual({ ...many, owed: many.owed.slice(1) })
  })

  it.each<[string, (world: Bench['world']) => unknown]>([
    ['refuses', world => world.lock()],
    ['is away', world => world.fallSilent()],
  ])('still owes the removal when it %s, and is asked for it again', async (_what, spoil) => {
    leave(open)
    const unfinished = start()
    await unfinished.load()
    spoil(bench.world)
    const updating = unfinished.update(() => nothing)
    await bench.world.clock.advance(30_000)
    await updating
    expect([stored(), bench.hint, unfinished.isSettled()]).toEqual([open, 'yes', false])
    bench.world.start()
    bench.world.unlock()
    await unfinished.load({ silently: true })
    expect([stored(), bench.hint, unfinished.isSettled()]).toEqual([null, 'no', true])
  })

  it('keeps an item that says that nothing is unfinished, where the person would be asked before it is deleted', async () => {
    bench = createBench({ like: 'keepassxc', confirmsDelete: true })
    leave(open)
    const unfinished = start()
    await unfinished.load()
    await unfinished.update(() => nothing)
    expect([stored(), unfinished.isSettled(), bench.world.asked]).toEqual([nothing, true, []])
  })

  it.each(['guarded', 'locked'] as const)(
    'is erased by the next try, and not written over, where it was %s for the moment of the first',
    async place => {
      leave(open)
      const { calls, keychain } = bench.boot()
      const shutFor: Place[] = []
      const unfinished = createUnfinished({
        calls,
        hint: { get: () => 'yes', set: hint => void (bench.hint = hint) },
        keychain: {
          ...keychain,
          locate: async account => {
            const found = await keychain.locate(account)
            return { ...found, place: shutFor.pop() ?? found.place }
          },
        },
      })
      await unfinished.load()
      shutFor.push(place, place, place)
      await unfinished.update(() => nothing)
      expect([stored(), unfinished.isSettled(), shutFor]).toEqual([open, false, []])
      await unfinished.load({ silently: true })
      expect([stored(), bench.hint, unfinished.isSettled()]).toEqual([null, 'no', true])
    },
  )
})

describe('an item that somebody else deleted', () => {
  it('is gone, and not waited for', async () => {
    bench.hint = 'yes'
    const unfinished = start()
    expect([await loaded(unfinished), unfinished.isSettled()]).toEqual([nothing, true])
    await unfinished.update(() => all)
    expect([stored(), bench.hint]).toEqual([open, 'yes'])
  })

  it('need not be deleted any more', async () => {
    leave(open)
    const unfinished = start()
    await unfinished.load()
    bench.world.take(UNFINISHED_ACCOUNT)
    await unfinished.update(() => nothing)
    expect([bench.hint, unfinished.isSettled()]).toEqual(['no', true])
  })
})
