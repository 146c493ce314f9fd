import { beforeEach, describe, expect, it } from 'vitest'
import { SLOWEST_LOOK_MS } from '../vault/watch.ts'
import { createKeysWorld } from './keys-world.fake.ts'

let world: ReturnType<typeof createKeysWorld>

beforeEach(async () => {
  world = createKeysWorld()
  await world.clock.advance(500)
  await world.signInAs('Ada')
})

/** What is due for a check at a start is checked in these milliseconds. */
const CHECKED_WITHIN_MS = 620_000

const restart = async () => {
  world.crash()
  await world.clock.advance(CHECKED_WITHIN_MS)
}

describe('a key that could not be written down', () => {
  it('is not asked for: the reason is said, and what was chosen is kept', async () => {
    const before = world.pins.length
    world.keyRecords.setFull(true)
    world.create('Kometa')
    expect([world.view().failed, world.view().making, world.names()]).toEqual([
      { name: 'Kometa', preset: null, server: null, problem: 'not-remembered' },
      null,
      [],
    ])
    await world.clock.advance(3_000)
    expect(world.pins.length).toBe(before)
    world.keyRecords.setFull(false)
    world.create('Kometa')
    await world.clock.advance(3_000)
    expect([world.names(), world.view().failed]).toEqual([['Kometa alive'], null])
  })

  it.each([0, 50, 100, 200, 300, 500, 1_000, 3_000])(
    'is listed again or taken back where the disk is full %i ms after the press',
    async after => {
      world.create('Kometa')
      await world.clock.advance(after)
      world.keyRecords.setFull(true)
      await world.clock.advance(3_000)
      expect(world.names()).toEqual(['Kometa alive'])
      await world.quit()
      await world.clock.advance(CHECKED_WITHIN_MS)
      expect(world.names()).toEqual(['Kometa alive'])
      world.keys().revoke(world.view().list[0]!.id)
      await world.clock.advance(5_000)
      expect([world.names(), world.keyItems(), world.liveTokens().length]).toEqual([[], [], 1])
    },
  )
})

describe('a key that nothing is remembered of', () => {
  it('is listed again with its name and its identifier, and taken back as any other', async () => {
    await world.makeKey('Kometa')
    const [record] = world.keyRecords.get()
    world.keyRecords.set([])
    await restart()
    expect(world.names()).toEqual(['Kometa alive'])
    const [found] = world.keyRecords.get()
    expect([found!.id, found!.identifier, found!.madeAt]).toEqual([
      record!.id,
      record!.identifier,
      record!.madeAt,
    ])
    world.keys().revoke(found!.id)
    await world.clock.advance(5_000)
    expect([world.names(), world.keyItems(), world.liveTokens().length]).toEqual([[], [], 1])
  })

  it('is listed once the keychain opens', async () => {
    await world.makeKey('Kometa')
    world.keyRecords.set([])
    world.setLocked(true)
    await restart()
    expect(world.names()).toEqual([])
    world.setLocked(false)
    await world.clock.advance(SLOWEST_LOOK_MS + CHECKED_WITHIN_MS)
    expect(world.names()).toEqual(['Kometa alive'])
  })

  it('is no reason for a question of the keychain', async () => {
    await world.makeKey('Kometa')
    world.keyRecords.set([])
    const before = world.prompts.length
    world.setGuarded(true)
    world.crash()
    await world.clock.advance(1_000)
    // The start by hand asks for the sign-in.
    const asked = world.prompts.length
    world.keys().keychainOpened()
    await world.clock.advance(CHECKED_WITHIN_MS)
    expect([world.prompts.length - asked, asked - before, world.names()]).toEqual([0, 1, []])
    world.setGuarded(false)
    world.keys().keychainOpened()
    await world.clock.advance(CHECKED_WITHIN_MS)
    expect(world.names()).toEqual(['Kometa alive'])
  })

  it('is not listed where it is another computer’s, and nothing of it is touched', async () => {
    await world.makeKey('Kometa')
    world.keyRecords.set([])
    const [[account, text]] = world.keyItems() as [[string, string]]
    const theirs = text.replaceAll(
      world.remembered().clientIdentifier,
      '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2aff',
    )
    expect(theirs).not.toBe(text)
    world.items.set(account, theirs)
    await restart()
    await world.clock.advance(48 * 3_600_000)
    expect([world.names(), world.items.get(account), world.liveTokens().length]).toEqual([[], theirs, 2])
  })
})

it('is not given up where the keychain has no room for it, however often that is tried', async () => {
  world.setRefusingKeys(true)
  await world.makeKey('Kometa')
  await world.clock.advance(3_600_000)
  expect([world.names(), world.view().list[0]!.kept]).toEqual([['Kometa alive'], 'keychain-denied'])
  world.setRefusingKeys(false)
  await world.clock.advance(600_000)
  expect([world.names(), world.view().list[0]!.kept]).toEqual([['Kometa alive'], 'keychain'])
  expect(world.liveTokens()).toEqual(expect.arrayContaining(world.keyTokens()))
  expect(world.keyTokens()).toHaveLength(1)
})

it('is not handed out where somebody else’s token lies in its place', async () => {
  const id = await world.makeKey('Kometa')
  world.items.set(`key:${id}`, 'token-of-somebody-else')
  expect(await world.answered(world.keys().show(id))).toEqual({ problem: 'keychain-emptied' })
  expect(world.names()).toEqual(['Kometa missing'])
})
