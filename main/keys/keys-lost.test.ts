import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createKeysWorld } from './keys-world.fake.ts'

let world: ReturnType<typeof createKeysWorld>

beforeEach(async () => {
  world = createKeysWorld()
  await world.clock.advance(500)
  await world.signInAs('Ada')
})

/** What is due for a check at a start is checked in these milliseconds. */
const CHECKED_WITHIN_MS = 620_000

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
    'is listed and taken back where the disk is full %i ms after the press',
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
  world.items.set(`key:${id}`, 'xxxxSomebodyElsexxxx')
  expect(await world.answered(world.keys().show(id))).toEqual({ problem: 'keychain-emptied' })
  expect(world.names()).toEqual(['Kometa missing'])
})

it('is all that its item holds', async () => {
  const id = await world.makeKey('Kometa')
  expect(world.keyItems()).toEqual([[`key:${id}`, world.liveTokens().at(-1)]])
})

describe('a key whose item is away while nobody can tell which codes an earlier run left', () => {
  let restore: () => void
  let comeBack: () => void
  beforeEach(async () => {
    await world.makeKey('Kometa')
    await world.createByHand('Other')
    world.crash()
    const get = world.items.get.bind(world.items)
    const denied = vi.spyOn(world.items, 'get').mockImplementation(account => {
      if (account === 'unfinished') throw new Error('Access is denied')
      return get(account)
    })
    restore = () => denied.mockRestore()
    const away = world.keyItems()
    for (const [account] of away) world.items.delete(account)
    comeBack = () => {
      for (const [account, token] of away) world.items.set(account, token)
    }
  })

  const ways = {
    alone: () => world.keys().revoke(world.view().list[0]!.id),
    'with all': () => void world.keys().revokeAll(),
  }
  it.each(Object.entries(ways))(
    'stays on the list when it is revoked %s, and is missing once that is known',
    async (_how, revoke) => {
      await world.clock.advance(2_000)
      revoke()
      await world.clock.advance(60_000)
      expect(world.names()).toEqual(['Kometa leaving'])
      restore()
      await world.quit()
      await world.clock.advance(CHECKED_WITHIN_MS)
      expect([world.names(), world.liveTokens().length]).toEqual([['Kometa missing'], 2])
    },
  )

  it('is revoked as soon as its item is there again', async () => {
    await world.clock.advance(2_000)
    ways.alone()
    await world.clock.advance(60_000)
    comeBack()
    restore()
    await world.quit()
    await world.clock.advance(CHECKED_WITHIN_MS)
    expect([world.names(), world.keyItems(), world.liveTokens().length]).toEqual([[], [], 1])
  })
})
