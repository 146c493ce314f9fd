import { beforeEach, describe, expect, it } from 'vitest'
import type { SessionId } from '../../common/ids.ts'
import { createKeysWorld } from './keys-world.fake.ts'

let world: ReturnType<typeof createKeysWorld>

beforeEach(async () => {
  world = createKeysWorld()
  await world.clock.advance(500)
  await world.signInAs('Ada')
})

/** Each living token is Latchkey's own, or is in the keychain as a key that is listed. */
function expectOwners() {
  const own = world.items.get('plex-token')
  const kept = world.keyTokens()
  expect(world.liveTokens().toSorted()).toEqual([...(own === undefined ? [] : [own]), ...kept].toSorted())
  expect(
    world
      .view()
      .list.map(({ id }) => `key:${id}`)
      .toSorted(),
  ).toEqual(
    world
      .keyItems()
      .map(([account]) => account)
      .toSorted(),
  )
}

describe('a key that is given up', () => {
  it('is revoked at Plex though only memory has it', async () => {
    const first = await world.makeKey('First')
    const pin = await world.createByHand('Second')
    world.setLocked(true)
    world.setPatient(true)
    void world.keys().copy({ id: first, what: 'key', address: null })
    await world.clock.advance(3_000)
    const token = world.approve(pin, 'Ada')
    await world.clock.advance(3_000)
    world.keys().revoke(world.view().list.find(({ name }) => name === 'Second')!.id)
    await world.clock.advance(1_000)
    world.answer(true)
    await world.clock.advance(600_000)
    expect(world.liveTokens()).not.toContain(token)
    expectOwners()
  })

  const ways = {
    'revoked alone': () => world.keys().revoke(world.keyRecords.get()[0]!.id),
    'revoked with all': () => void world.keys().revokeAll(),
    cancelled: () => world.keys().cancel(world.keyRecords.get()[0]!.id),
    'taken back with the sign-out': () => world.services().signOutWithKeys(session()),
    'disowned with the sign-in': () => world.services().disown(session()),
  }
  const session = () => (world.services().signIn.state().sessions.session as { id: SessionId }).id

  it.each(Object.entries(ways))(
    'leaves nothing where its code of an earlier run is %s, and approved then',
    async (_how, giveUp) => {
      const pin = await world.createByHand()
      await world.quit()
      giveUp()
      await world.clock.advance(1_000)
      world.approve(pin, 'Ada')
      await world.clock.advance(60_000)
      expect(world.keyRecords.get()).toEqual([])
      expectOwners()
    },
  )

  // The keychain is asked for the codes that were left as the app starts, and the key is checked in the minutes after it.
  const moments = [0, 0.001, 0.5].flatMap(chance => [20, 100, 2_000].map(later => ({ chance, later })))
  const stories = Object.entries(ways)
    .flatMap(([how, giveUp]) => moments.map(moment => ({ ...moment, how, giveUp })))
    // So early there is no session yet that could be ended.
    .filter(({ how, later }) => later > 20 || !how.includes(' with the sign-'))
  it.each(stories)(
    'leaves nothing where a crash came while it was stored, Plex is away and it is $how $later ms later, chance $chance',
    async ({ giveUp, chance, later }) => {
      let reached = 0
      for (let after = 40; after < 1_000; after += 40) {
        world = createKeysWorld({ chance })
        await world.clock.advance(500)
        await world.signInAs('Ada')
        world.create('Kometa')
        await world.clock.advance(after)
        world.setDown(true)
        world.crash()
        await world.clock.advance(later)
        if (world.keyRecords.get().length === 0) continue
        reached++
        giveUp()
        await world.clock.advance(1_000)
        world.setDown(false)
        await world.clock.advance(600_000)
        expect(world.keyRecords.get(), `${after} ms`).toEqual([])
        expectOwners()
      }
      expect(reached).toBeGreaterThan(0)
    },
  )

  it('does not come back with a crash while all are taken back', async () => {
    for (let key = 0; key < 10; key++) await world.makeKey(`Key ${key}`)
    void world.keys().revokeAll()
    await world.clock.advance(600)
    world.crash()
    await world.clock.advance(600_000)
    expect(world.names()).toEqual([])
    expectOwners()
  })

  it('is not shown as one that is being made, when its code is approved', async () => {
    const pin = await world.createByHand()
    world.keys().cancel(world.view().making!.id)
    await world.clock.advance(1_000)
    world.approve(pin, 'Ada')
    const seen = new Set<string>()
    for (let look = 0; look < 300; look++) {
      await world.clock.advance(10)
      seen.add(JSON.stringify([world.view().making, world.names()]))
    }
    expect([...seen]).toEqual(['[null,[]]'])
    expectOwners()
  })

  it('is taken back where it is cancelled while its token is stored', async () => {
    world.create('Kometa')
    for (let look = 0; look < 300 && world.view().making?.attempt !== null; look++)
      await world.clock.advance(10)
    world.keys().cancel(world.view().making!.id)
    await world.clock.advance(60_000)
    expect(world.keyRecords.get()).toEqual([])
    expectOwners()
  })

  it('is one of the present session: a command that names another changes nothing', async () => {
    await world.makeKey()
    const another = '00000000-0000-4000-8000-00000000dead' as SessionId
    world.services().signOutWithKeys(another)
    world.services().disown(another)
    await world.clock.advance(60_000)
    expect(world.names()).toEqual(['Kometa alive'])
    expect(world.items.has('plex-token')).toBe(true)
  })
})

describe('whose a key is', () => {
  it('is found out later where Plex did not say at first', async () => {
    const pin = await world.createByHand()
    world.approve(pin, 'Bob')
    for (let look = 0; look < 300 && world.view().list.length === 0; look++) await world.clock.advance(10)
    world.setDown(true)
    await world.clock.advance(5_000)
    expect(world.view().list[0]!.ofAnother).toBeNull()
    world.setDown(false)
    await world.clock.advance(3_600_000)
    expect(world.view().list[0]!.ofAnother).toEqual({ name: 'Bob' })
    expect(world.keys().question()).toMatchObject({ kind: 'key-of-another', account: { name: 'Bob' } })
  })

  it.each(['Bob', 'Ada'])('is found out over a restart: %s', async account => {
    const pin = await world.createByHand()
    await world.quit()
    world.approve(pin, account)
    await world.clock.advance(3_600_000)
    expect(world.view().list[0]!.ofAnother).toEqual(account === 'Bob' ? { name: 'Bob' } : null)
    expect(world.keys().question() !== null).toBe(account === 'Bob')
  })

  it('is asked until the person has answered, over a restart', async () => {
    const pin = await world.createByHand()
    world.approve(pin, 'Bob')
    await world.clock.advance(3_000)
    expect(world.keys().question()).toMatchObject({ account: { name: 'Bob' } })
    await world.quit()
    await world.clock.advance(3_000)
    const { id } = world.keys().question()!
    expect(world.keys().answer(id, 'keep')).toBe(true)
    expect(world.keys().answer(id, 'revoke')).toBe(false)
    await world.quit()
    await world.clock.advance(3_000)
    expect([world.keys().question(), world.names()]).toEqual([null, ['Kometa alive']])
  })

  it('is said where nobody is signed in whom it could be compared with', async () => {
    const pin = await world.createByHand()
    world.signIn().signOut()
    await world.clock.advance(1_000)
    world.approve(pin, 'Ada')
    await world.clock.advance(60_000)
    expect([world.names(), world.view().list[0]!.ofAnother, world.keys().question()]).toEqual([
      ['Kometa alive'],
      { name: 'Ada' },
      null,
    ])
  })

  it('is never who signed in after it was asked for', async () => {
    world.setDown(true)
    world.create('Kometa')
    await world.clock.advance(60_000)
    expect(world.view().making).toMatchObject({ name: 'Kometa' })
    world.signIn().signOut()
    await world.clock.advance(1_000)
    expect(world.view().making).toBeNull()
    world.setDown(false)
    await world.signInAs('Bob')
    await world.clock.advance(60_000)
    expect([world.keyItems(), world.keyRecords.get()]).toEqual([[], []])
    expectOwners()
  })
})

describe('a quit', () => {
  it('waits for the token of a code that Latchkey has approved: none is lost, the next start a minute later', async () => {
    for (let after = 10; after < 500; after += 10) {
      world = createKeysWorld()
      await world.clock.advance(500)
      await world.signInAs('Ada')
      world.create('Kometa')
      await world.clock.advance(after)
      await world.quit(60_000)
      await world.clock.advance(120_000)
      expectOwners()
    }
  })

  it('is the end: nothing is asked and nothing changed after it', async () => {
    for (let after = 0; after < 1_500; after += 20) {
      world = createKeysWorld()
      await world.clock.advance(500)
      await world.signInAs('Ada')
      const making = world.createByHand()
      await world.clock.advance(after)
      let isOver = false
      void world
        .services()
        .dispose()
        .then(() => void (isOver = true))
      await world.clock.advance(4_000)
      await making
      expect(isOver).toBe(true)
      const before = JSON.stringify(world.keyRecords.get())
      for (const pin of world.livePins()) world.approve(pin, 'Ada')
      await world.clock.advance(7_000)
      expect([JSON.stringify(world.keyRecords.get()), world.keyItems()]).toEqual([before, []])
    }
  })
})

describe('what is remembered of keys', () => {
  let away: Array<[string, string]> = []
  const takeAway = () => {
    away = world.keyItems()
    for (const [account] of away) world.items.delete(account)
  }

  it.each([
    ['there is no keychain yet', () => world.setAbsent(true), () => world.setAbsent(false)],
    ['the keychain is locked', () => world.setLocked(true), () => world.setLocked(false)],
    [
      'its item was away for a while',
      takeAway,
      () => away.forEach(([account, token]) => world.items.set(account, token)),
    ],
  ])('does not end a key where %s', async (_what, begin, end) => {
    await world.makeKey()
    const unsure = world.keyRecords
      .get()
      .map(record => ({ ...record, stored: 'unknown' as const, confirmedAt: null }))
    world.keyRecords.set(unsure)
    begin()
    world.crash()
    await world.clock.advance(2_000_000)
    end()
    await world.clock.advance(48 * 3_600_000)
    await world.quit()
    await world.clock.advance(48 * 3_600_000)
    expect(world.names()).toEqual(['Kometa alive'])
    expectOwners()
  })

  it('may be out of reach for a run, which leaves the codes of keys in the keychain', async () => {
    const pin = await world.createByHand()
    const kept = world.keyRecords.get()
    world.keyRecords.set([])
    world.crash()
    await world.clock.advance(2_000)
    world.keyRecords.set(kept)
    world.crash()
    await world.clock.advance(1_000)
    world.approve(pin, 'Ada')
    await world.clock.advance(60_000)
    expect(world.names()).toEqual(['Kometa alive'])
    await world.clock.advance(3_600_000)
    expect(world.items.has('unfinished')).toBe(false)
    expectOwners()
  })
})
