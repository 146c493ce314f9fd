import { describe, expect, it } from 'vitest'
import { settle } from '../clock.fake.ts'
import { createKeychainCalls } from './calls.ts'
import { createKeyrings, type Deleting } from './keyrings.fake.ts'
import { createSealedItem } from './sealed-item.ts'
import { createKeychainWatch } from './watch.ts'
import type { StoredHint } from './port.ts'

const ACCOUNT = 'plex-token'

/** An item in two open keyrings, and an app that looks by itself for what it still has to erase. */
function twoCopies() {
  const world = createKeyrings()
  world.put(ACCOUNT, 'old')
  world.make('second', true)
  world.put(ACCOUNT, 'newer')
  const owned = new Set<string>()
  world.onLoss((_account, text) => {
    if (!owned.has(text)) throw new Error(`${text} is lost without an owner`)
  })
  const { keychain } = world.boot()
  const calls = createKeychainCalls({ clock: world.clock, keychain })
  let hint: StoredHint = 'yes'
  const item = createSealedItem({
    account: ACCOUNT,
    calls,
    keychain,
    hint: { get: () => hint, set: next => void (hint = next) },
  })
  const replacing = async (text: string) => void owned.add(text)
  const watch = createKeychainWatch({
    clock: world.clock,
    wanted: () => !item.isClear(),
    asking: () => calls.asking(),
    reach: async () => ((await item.reach()) === 'open' ? 'open' : 'shut'),
    opened: () => void item.clear({ replacing }).catch(() => {}),
  })
  return {
    world,
    /** Begins, and lets what fails be looked at again. */
    erase: async (silently: boolean, within = 120_000) => {
      void item.erase({ silently, replacing }).then(watch.follow, watch.follow)
      for (let passed = 0; passed < within; passed += 500) {
        await world.clock.advance(500)
        await settle()
        watch.follow()
      }
    },
    told: () => ({ texts: world.texts(ACCOUNT), hint, asked: world.asked.length }),
  }
}

const gone = { texts: [], hint: 'no', asked: 0 }

describe('an item in two open keyrings, that is erased', () => {
  it.each(
    [true, false].flatMap(silently =>
      (['login', 'second'] as const).flatMap(where =>
        (['fails', 'late'] as const).map(how => [where, how, silently] as const),
      ),
    ),
  )('goes by itself, where one of them was not able to at first: %s %s, silently: %s', async (...row) => {
    const [where, how, silently] = row
    const { world, erase, told } = twoCopies()
    world.setDeleting(where, how)
    world.clock.at(world.clock.now() + 30_000, () => world.setDeleting(where))
    await erase(silently)
    expect(told()).toEqual(gone)
  })

  it.each(
    (['login', 'second'] as const).flatMap(where =>
      (['fails', 'asks'] as const satisfies Deleting[]).map(how => [where, how] as const),
    ),
  )('goes from the other, where one never lets it go: %s %s', async (where, how) => {
    const { world, erase, told } = twoCopies()
    world.setDeleting(where, how)
    await erase(true)
    expect(told()).toEqual({ texts: [where === 'login' ? 'old' : 'newer'], hint: 'given-up', asked: 0 })
  })

  it('goes once the keyring asks nobody any more', async () => {
    const { world, erase, told } = twoCopies()
    world.setDeleting('login', 'asks')
    await erase(true)
    world.setDeleting('login')
    await erase(true)
    expect(told()).toEqual(gone)
  })
})
