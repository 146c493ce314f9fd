import { describe, expect, it } from 'vitest'
import { createItemAccess } from '../../vault/item-access.ts'
import { createBench } from '../../vault/vault.fake.ts'
import type { Bus } from './computer.ts'
import type { KeychainState } from './keychain.ts'
import { tryKeychain } from './round-trip.ts'

const itemOf = (
  calls: Parameters<typeof createItemAccess>[0]['calls'],
  keychain: Parameters<typeof createItemAccess>[0]['keychain'],
) => createItemAccess({ account: 'doctor', calls, keychain, hint: () => 'no' })

type Bench = ReturnType<typeof createBench>

function setup(how: Parameters<typeof createBench>[0] = {}, bus: Bus | null = 'there') {
  const bench = createBench(how)
  const { world } = bench
  world.put('plex-token', 'our token')
  world.put('key:1', 'a key')
  const { calls, keychain } = bench.boot()
  let tries = 0
  const attempt = async () => {
    const trip = tryKeychain({
      keychain,
      item: itemOf(calls, keychain),
      bus: async () => bus,
      asksNobody: false,
      newText: () => `test ${++tries}`,
    })
    let state: KeychainState | undefined
    void trip.then(found => (state = found))
    for (let times = 0; times < 40 && state === undefined; times++) await world.clock.advance(1_000)
    return state
  }
  return { bench, world, attempt }
}

describe('a test item', () => {
  it.each<[string, KeychainState, (world: Bench['world']) => void]>([
    ['open', 'works', () => {}],
    ['locked', 'locked', world => world.lock()],
    ['without a keyring', 'no-keyring', world => world.unmake('login')],
    ['gone', 'missing', world => world.end()],
    ['silent', 'silent', world => world.fallSilent()],
    ['one that lies', 'changed', world => world.setLies(true)],
    ['one that refuses', 'refused', world => world.setRefuses(true)],
  ])(
    'in a keychain that is %s: %s, without a dialog, and nothing of ours is touched',
    async (_what, state, be) => {
      const { world, attempt } = setup()
      be(world)
      expect(await attempt()).toBe(state)
      expect([world.asked, world.texts('doctor')]).toEqual([[], []])
      if (state !== 'no-keyring')
        expect([world.texts('plex-token'), world.texts('key:1')]).toEqual([['our token'], ['a key']])
      expect(world.calls.filter(call => !/^load| doctor(?: |$)/.test(call))).toEqual([])
    },
  )

  it.each<[string, KeychainState, Parameters<typeof createBench>[0]]>([
    ['asks before it hands an item out', 'asks', { like: 'keepassxc', confirms: true }],
    ['asks before it deletes one', 'left', { like: 'keepassxc', confirmsDelete: true }],
    ['asks nothing', 'works', { like: 'keepassxc' }],
  ])('in KeePassXC that %s: %s, without a dialog', async (_what, state, how) => {
    const { world, attempt } = setup(how)
    expect([await attempt(), world.asked]).toEqual([state, []])
    expect(world.texts('doctor').length).toBe(state === 'left' ? 1 : 0)
  })

  it('that a guarded keychain kept is told, and nobody is asked', async () => {
    const { world, attempt } = setup({ like: 'keepassxc', confirms: true })
    world.take('plex-token')
    expect([await attempt(), world.texts('doctor').length]).toEqual(['left', 1])
    expect([await attempt(), world.texts('doctor').length, world.asked]).toEqual(['left', 1, []])
  })

  it('is stored again over one that was left, and removed', async () => {
    const { world, attempt } = setup()
    world.put('doctor', 'of an earlier run')
    expect([await attempt(), world.texts('doctor')]).toEqual(['works', []])
  })

  it.each<[Bus | null, KeychainState]>([
    ['none', 'no-bus'],
    ['silent', 'no-bus'],
    [null, 'works'],
  ])('on a bus that is %s: %s', async (bus, state) => {
    expect(await setup({}, bus).attempt()).toBe(state)
  })

  it('is not stored where nobody says whether somebody would be asked', async () => {
    const bench = createBench()
    const { calls, keychain } = bench.boot()
    const untold = { ...keychain, room: async () => 'untold' as const }
    const state = await tryKeychain({
      keychain: untold,
      item: itemOf(calls, untold),
      bus: async () => null,
      asksNobody: false,
      newText: () => 'test',
    })
    expect([state, bench.world.calls]).toEqual(['untried', []])
  })
})
