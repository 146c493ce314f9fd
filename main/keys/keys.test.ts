import { beforeEach, describe, expect, it } from 'vitest'
import { attic } from '../../common/samples.fake.ts'
import { markOf } from '../vault/mark.ts'
import { createKeysWorld } from './keys-world.fake.ts'

let world: ReturnType<typeof createKeysWorld>
const { keys, view, names, keyItems, create, makeKey, answered } = {
  keys: () => world.keys(),
  view: () => world.view(),
  names: () => world.names(),
  keyItems: () => world.keyItems(),
  create: (name: string) => world.create(name),
  makeKey: (name?: string) => world.makeKey(name),
  answered: <T>(work: Promise<T>) => world.answered(work),
}
const signIn = () => world.signInAs('Ada')

beforeEach(async () => {
  world = createKeysWorld()
  await world.clock.advance(500)
})

describe('a key', () => {
  it('is made within three seconds, kept in an item of its own, and alive', async () => {
    const own = await signIn()
    create('Kometa on the NAS')
    await world.clock.advance(3_000)
    const [key] = view().list
    expect(key).toMatchObject({ name: 'Kometa on the NAS', state: 'alive', kept: 'keychain', lent: null })
    expect(keyItems().map(([account]) => account)).toEqual([`key:${key!.id}`])
    const [token] = world.keyTokens() as [string]
    expect(world.liveTokens().toSorted()).toEqual([own, token].toSorted())
    expect([view().making, world.items.has('unfinished')]).toEqual([null, false])
    expect(await answered(keys().show(key!.id))).toEqual({ key: token })
    expect(view().list[0]!.lent).toMatchObject({ how: 'shown' })
  })

  it('is made once however often it is asked for, and never under the name of another', async () => {
    await signIn()
    for (let click = 0; click < 5; click++) create('Kometa')
    await world.clock.advance(3_000)
    create(' KOMETA ')
    create('\u0007\u202e')
    await world.clock.advance(3_000)
    expect([names(), view().failed]).toEqual([['Kometa alive'], null])
  })

  it('waits for the person where Plex does not let us approve its code', async () => {
    await signIn()
    world.setLinks(false)
    create('Kometa')
    await world.clock.advance(3_000)
    const { making } = view()
    expect(making).toMatchObject({
      name: 'Kometa',
      byHand: 'not-allowed',
      attempt: { kind: 'awaiting-approval' },
    })
    const pin = world.livePins().at(-1)!
    expect(keys().code()).toBe(pin.code)
    world.approve(pin, 'Ada')
    await world.clock.advance(3_000)
    expect([names(), keys().question(), view().making]).toEqual([['Kometa alive'], null, null])
  })

  it('waits for the person where Plex says that it approved a code, and did not', async () => {
    await signIn()
    world.setLinks('only said')
    create('Kometa')
    await world.clock.advance(4_000)
    expect(view().making).toMatchObject({ byHand: null })
    await world.clock.advance(4_000)
    expect(view().making).toMatchObject({ byHand: 'unexpected', attempt: { kind: 'awaiting-approval' } })
    world.approve(world.livePins().at(-1)!, 'Ada')
    await world.clock.advance(3_000)
    expect(names()).toEqual(['Kometa alive'])
  })

  it('is not for a program that has to ask again, and for the others still is', async () => {
    await signIn()
    const id = await makeKey()
    const programs = ['/opt/kometa/kometa.py', '/usr/bin/curl'].map(path => ({
      path,
      allowedAt: 5,
      usedAt: 6,
    }))
    world.keyRecords.set(world.keyRecords.get().map(record => ({ ...record, programs })))
    keys().disallow(id, '/opt/kometa/other.py')
    expect(view().list[0]!.programs).toEqual(programs)
    keys().disallow(id, '/opt/kometa/kometa.py')
    expect(view().list[0]!.programs).toEqual(programs.slice(1))
  })

  it.each(['keep', 'revoke'] as const)('asks about one that another account approved: %s', async choice => {
    await signIn()
    world.setLinks(false)
    create('Kometa')
    await world.clock.advance(3_000)
    world.approve(world.livePins().at(-1)!, 'Bob')
    await world.clock.advance(3_000)
    const question = keys().question()!
    expect(question).toMatchObject({
      kind: 'key-of-another',
      account: { name: 'Bob' },
      key: { name: 'Kometa' },
    })
    expect(keys().answer(question.id, choice)).toBe(true)
    await world.clock.advance(10_000)
    expect([names(), keys().question(), world.liveTokens().length]).toEqual(
      choice === 'keep' ? [['Kometa alive'], null, 2] : [[], null, 1],
    )
  })

  it('that is cancelled leaves nothing, also if its code is approved later', async () => {
    await signIn()
    world.setLinks(false)
    create('Kometa')
    await world.clock.advance(3_000)
    keys().cancel(view().making!.id)
    expect([view().making, names()]).toEqual([null, []])
    world.approve(world.livePins().at(-1)!, 'Ada')
    await world.clock.advance(60_000)
    expect([names(), world.liveTokens().length, world.items.has('unfinished')]).toEqual([[], 1, false])
    expect(world.keyRecords.get()).toEqual([])
  })

  it('is taken back alone, also while Plex cannot be reached', async () => {
    const own = await signIn()
    const first = await makeKey('Kometa')
    await makeKey('Tautulli')
    world.setDown(true)
    keys().revoke(first)
    await world.clock.advance(5_000)
    expect([names(), keyItems().length]).toEqual([['Tautulli alive'], 1])
    world.setDown(false)
    await world.clock.advance(60_000)
    expect(world.liveTokens().toSorted()).toEqual([own, ...world.keyTokens()].toSorted())
  })

  it('is taken back when the keychain opens, if it is locked', async () => {
    const own = await signIn()
    const id = await makeKey()
    world.setLocked(true)
    keys().revoke(id)
    await world.clock.advance(5_000)
    expect(names()).toEqual(['Kometa leaving'])
    await world.quit()
    expect(names()).toEqual(['Kometa leaving'])
    world.setLocked(false)
    await world.clock.advance(120_000)
    expect([names(), keyItems(), world.liveTokens()]).toEqual([[], [], [own]])
  })

  it('that is gone from the keychain is said to be so, and cannot be taken back', async () => {
    await signIn()
    const id = await makeKey()
    world.items.delete(`key:${id}`)
    const pressed = [keys().show(id), keys().copy({ id, what: 'key', address: null })]
    keys().revoke(id)
    await world.clock.advance(5_000)
    expect(await Promise.all(pressed)).toEqual([
      { problem: 'keychain-emptied' },
      { problem: 'keychain-emptied' },
    ])
    expect(names()).toEqual(['Kometa missing'])
    keys().forget(id)
    expect(names()).toEqual([])
    await world.clock.advance(1_000)
    expect(world.keyRecords.get()).toEqual([])
  })

  it('lives on after a sign-out, and after Plex has ended the sign-in', async () => {
    await signIn()
    await makeKey()
    world.endFromOutside()
    world.signIn().doubted()
    await world.clock.advance(60_000)
    expect([names(), world.liveTokens()]).toEqual([['Kometa alive'], world.keyTokens()])
  })

  it('that Plex has ended is found by a check, said once, and made anew under its name', async () => {
    await signIn()
    const id = await makeKey()
    const record = world.keyRecords.get()[0]!
    world.endFromOutside(device => device === record.identifier)
    await world.clock.advance(27 * 3_600_000)
    expect([names(), world.died]).toEqual([['Kometa dead'], ['Kometa']])
    keys().replace(id)
    await world.clock.advance(10_000)
    expect([names(), keyItems().length, world.liveTokens().length]).toEqual([['Kometa alive'], 1, 2])
    expect(world.keyRecords.get()[0]!.identifier).not.toBe(record.identifier)
  })

  it.each([
    ['which are written anew', false, ['/home/ada/config.ini']],
    ['which it is only taken out of where no new one can be had just now', true, []],
  ])('that died is replaced in its files too, %s', async (_what, isDown, files) => {
    await signIn()
    const id = await makeKey()
    const { identifier } = world.keyRecords.get()[0]!
    // The second has another key in it by now.
    for (const path of ['/home/ada/other.ini', '/home/ada/config.ini'])
      keys().programs.wrote(id, path, world.keyTokens()[0]!)
    world.held.add('/home/ada/config.ini')
    world.keyRecords.set(world.keyRecords.get().map(record => ({ ...record, server: attic })))
    world.endFromOutside(device => device === identifier)
    await world.clock.advance(27 * 3_600_000)
    keys().replace(id)
    for (let step = 0; step < 1_000 && keyItems().length === 0; step++) await world.clock.advance(10)
    world.setDown(isDown)
    await world.clock.advance(1_000)
    world.setDown(false)
    await world.clock.advance(10_000)
    const [key] = world.keyTokens()
    expect([view().list.map(key => key.files), world.swapped]).toEqual([[files], files])
    const emptied = isDown ? ['/home/ada/config.ini'] : []
    expect(view().list.map(key => key.emptied)).toEqual([emptied])
    expect(world.held).toEqual(new Set())
    expect(world.keyRecords.get()[0]!.fileMarks).toEqual(isDown ? [] : [markOf(key!)])
    // Until it is written there.
    keys().programs.wrote(view().list[0]!.id, '/home/ada/config.ini', key!)
    expect(view().list.map(key => key.emptied)).toEqual([[]])
  })

  it.each([100, 200, 300, 400, 600, 1_000, 1_500, 2_000])(
    'has an owner wherever a crash cuts its making short: after %i ms',
    async after => {
      const own = await signIn()
      create('Kometa')
      await world.clock.advance(after)
      world.crash()
      await world.clock.advance(120_000)
      const kept = world.keyTokens()
      expect(world.liveTokens().toSorted()).toEqual([own, ...kept].toSorted())
      expect([world.keyRecords.get().length, world.items.has('unfinished')]).toEqual([kept.length, false])
    },
  )
})
