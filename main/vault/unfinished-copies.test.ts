import { beforeEach, describe, expect, it } from 'vitest'
import { all, claim, debt, nothing, open, pin } from './unfinished.fake.ts'
import { UNFINISHED_ACCOUNT } from './unfinished.ts'
import { sealed } from './unfinished-text.ts'
import { type Bench, createBench, inTheOpen } from './vault.fake.ts'

const pinAlone = { ...all, claims: [], owed: [] }
const others = { ...all, pins: [] }

let bench: Bench
beforeEach(() => {
  bench = createBench()
  bench.hint = 'yes'
  bench.world.put(UNFINISHED_ACCOUNT, sealed(others))
  bench.world.make('second', true)
})

const stored = () => bench.world.texts(UNFINISHED_ACCOUNT).map((text): unknown => JSON.parse(text))

/** Loads it as a start does, and notes what whoever waits for it is told. */
async function start() {
  const { unfinished } = bench.boot()
  const told: unknown[] = []
  unfinished.whenLoaded(older => void told.push(inTheOpen(older)))
  await unfinished.load({ silently: true })
  return { unfinished, told }
}

describe('what is unfinished in two keyrings', () => {
  it.each([
    ['something else', pinAlone, open],
    ['nothing', { ...all, pins: [], claims: [], owed: [] }, { ...open, pins: [] }],
    ['a part of the same', { ...others, claims: [] }, { ...open, pins: [] }],
    ['the same', others, { ...open, pins: [] }],
  ])('is all taken up by a start, and is in one of them then: %s', async (_what, newer, expected) => {
    bench.world.put(UNFINISHED_ACCOUNT, sealed(newer))
    const { unfinished } = await start()
    await unfinished.load({ silently: true })
    expect([inTheOpen(unfinished.get()), unfinished.isSettled(), stored(), bench.world.asked]).toEqual([
      expected,
      true,
      [expected],
      [],
    ])
    expect(await unfinished.reach()).toBe('open')
  })

  it('is told to whoever waits for it, each part once', async () => {
    bench.world.put(UNFINISHED_ACCOUNT, sealed(pinAlone))
    const { unfinished, told } = await start()
    await unfinished.load({ silently: true })
    expect(told).toEqual([inTheOpen(pinAlone), inTheOpen(others)])
  })

  it('is taken up where one of them is locked, once that opens', async () => {
    bench.world.put(UNFINISHED_ACCOUNT, sealed(pinAlone))
    bench.world.lock()
    const { unfinished } = await start()
    expect([inTheOpen(unfinished.get()), unfinished.isSettled(), unfinished.isClear()]).toEqual([
      { ...nothing, pins: [pin] },
      true,
      false,
    ])
    expect(await unfinished.reach()).toBe('keychain-locked')
    bench.world.unlock()
    expect(await unfinished.reach()).toBe('open')
    await unfinished.load({ silently: true })
    await unfinished.load({ silently: true })
    expect([inTheOpen(unfinished.get()), unfinished.isSettled(), unfinished.isClear(), stored()]).toEqual([
      open,
      true,
      true,
      [open],
    ])
    expect(bench.world.asked).toEqual([])
  })

  it('waits for another of our items that is locked, and asks nobody', async () => {
    bench.world.put(UNFINISHED_ACCOUNT, sealed(pinAlone))
    bench.world.make('third')
    bench.world.put('plex-token', 'token', 'third')
    bench.world.lock('third')
    const { unfinished } = await start()
    expect([inTheOpen(unfinished.get()), stored().length, bench.world.asked]).toEqual([
      { ...nothing, pins: [pin] },
      2,
      [],
    ])
    bench.world.unlock('third')
    await unfinished.load({ silently: true })
    await unfinished.load({ silently: true })
    expect([inTheOpen(unfinished.get()), stored()]).toEqual([open, [open]])
  })

  it('is read once, though one of them never lets it go', async () => {
    bench.world.put(UNFINISHED_ACCOUNT, sealed(pinAlone))
    bench.world.setDeleting('login', 'asks')
    const { unfinished } = await start()
    for (let look = 0; look < 3; look++) await unfinished.load({ silently: true })
    const { length } = bench.world.calls
    await unfinished.load({ silently: true })
    expect([inTheOpen(unfinished.get()), unfinished.isSettled(), unfinished.isClear()]).toEqual([
      open,
      true,
      true,
    ])
    expect([bench.world.calls.length - length, bench.world.asked]).toEqual([0, []])
    expect(
      [claim, debt].every(({ token }) => bench.world.texts(UNFINISHED_ACCOUNT)[0]?.includes(token.reveal())),
    ).toBe(true)
  })
})
