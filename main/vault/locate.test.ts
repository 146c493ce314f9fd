import { describe, expect, it } from 'vitest'
import { BusError } from '../platform/session-bus/port.ts'
import { createKeyrings } from './keyrings.fake.ts'
import { createIsMissing, createSecretServiceLooks, untoldLooks } from './locate.ts'
import type { Room } from './port.ts'
import type { Keyring, SecretService } from './secret-service.ts'

const ITEM = 'plex-token'
type World = ReturnType<typeof createKeyrings>

const none = async () => {}

/** Each situation, where its item is, and whether a new one is taken. */
const situations: ReadonlyArray<
  readonly [string, Parameters<typeof createKeyrings>[0], (world: World) => unknown, object, string]
> = [
  ['nothing is stored', {}, none, { place: 'missing', copies: 0 }, 'open'],
  ['it is in an open keyring', {}, world => world.put(ITEM, 'a'), { place: 'readable', copies: 1 }, 'open'],
  [
    'it is in a locked keyring',
    {},
    world => (world.put(ITEM, 'a'), world.lock()),
    { place: 'locked', copies: 0 },
    'locked',
  ],
  [
    'the keyring is locked without it',
    {},
    world => (world.put('other', 'a'), world.lock()),
    { place: 'missing' },
    'locked',
  ],
  ['an empty keyring is locked', {}, world => world.lock(), { place: 'hidden' }, 'locked'],
  [
    'it is in a locked keyring beside an open default',
    {},
    world => (world.put(ITEM, 'a'), world.lock(), world.make('second', true)),
    { place: 'locked' },
    'open',
  ],
  [
    'it is in an open keyring beside a locked default',
    {},
    world => (world.put(ITEM, 'a'), world.make('second', true), world.lock('second')),
    { place: 'readable', copies: 1 },
    'locked',
  ],
  [
    'two keyrings have one',
    {},
    world => (world.put(ITEM, 'a'), world.make('second', true), world.put(ITEM, 'b')),
    { place: 'readable', copies: 2, listable: true },
    'open',
  ],
  [
    'two keyrings have one, and a third has something of ours behind a lock',
    {},
    world => {
      world.put(ITEM, 'a')
      world.make('second', true)
      world.put(ITEM, 'b')
      world.make('third')
      world.put('unfinished', 'c', 'third')
      world.lock('third')
    },
    { place: 'readable', copies: 2, listable: false },
    'open',
  ],
  ['there is no keyring', {}, world => world.unmake('login'), { place: 'no-keyring' }, 'none'],
  [
    'the default keyring went away, and another is there without it',
    {},
    world => (world.make('second'), world.unmake('login')),
    { place: 'no-keyring' },
    'none',
  ],
  [
    'a database is locked',
    { like: 'keepassxc' },
    world => (world.put(ITEM, 'a'), world.lock()),
    { place: 'hidden', copies: 0 },
    'locked',
  ],
  [
    'one database is locked, and it is in the other',
    { like: 'keepassxc' },
    world => (world.make('second', true), world.put(ITEM, 'a'), world.lock()),
    { place: 'readable', copies: 1 },
    'open',
  ],
  [
    'one database is locked, and nothing is in the other',
    { like: 'keepassxc' },
    world => (world.make('second', true), world.put(ITEM, 'a', 'login'), world.lock()),
    { place: 'hidden' },
    'open',
  ],
  [
    'the person is asked before it is handed out',
    { like: 'keepassxc', confirms: true },
    world => world.put(ITEM, 'a'),
    { place: 'guarded', copies: 0 },
    'open',
  ],
]

describe('the Secret Service', () => {
  it.each(situations)(
    'tells where an item is, and asks nobody, where %s',
    async (_what, how, arrange, located, room) => {
      const world = createKeyrings(how)
      arrange(world)
      const { keychain } = world.boot()
      expect(await keychain.locate(ITEM)).toMatchObject(located)
      expect([await keychain.room(), world.asked, world.dialogs(), world.calls]).toEqual([room, [], [], []])
    },
  )

  it.each([
    ['org.freedesktop.DBus.Error.ServiceUnknown', 'keychain-missing'],
    ['org.freedesktop.DBus.Error.NameHasNoOwner', 'keychain-missing'],
    ['org.freedesktop.DBus.Error.Spawn.ExecFailed', 'keychain-missing'],
    ['org.freedesktop.DBus.Error.Spawn.ChildExited', 'keychain-missing'],
    ['no-bus', 'keychain-missing'],
    ['no-reply', 'keychain-silent'],
    ['odd-reply', 'keychain-silent'],
    ['org.freedesktop.DBus.Error.NoReply', 'keychain-silent'],
    ['org.freedesktop.DBus.Error.AccessDenied', 'keychain-silent'],
    ['com.example.Wrapped.ServiceUnknown', 'keychain-silent'],
  ] as const)('that answers %j is %s', async (code, problem) => {
    const looks = looksOver({ keyrings: fail, collection: fail })
    function fail(): never {
      throw new BusError(code)
    }
    for (const asked of [
      looks.locate(ITEM),
      looks.room(),
      looks.tidy(ITEM),
      looks.eraseSilently!(ITEM),
      looks.accounts(),
    ])
      await expect(asked).rejects.toMatchObject({ name: 'Failure', problem, cause: { code } })
    expect(await looks.isAlive()).toBe(false)
  })

  it('that fails in a way that nobody expects does not answer', async () => {
    const looks = looksOver({ keyrings: async () => [].at(0)! })
    await expect(looks.locate(ITEM)).rejects.toMatchObject({ problem: 'keychain-silent' })
  })

  it('does not tell whether it takes anything where it says nothing of the lock', async () => {
    const keyring: Keyring = { path: '/login', locked: undefined, items: 0 }
    const looks = looksOver({ keyrings: async () => [keyring], collection: async () => '/login' })
    expect([await looks.room(), (await looks.locate(ITEM)).place, await looks.isAlive()]).toEqual([
      'untold',
      'missing',
      true,
    ])
  })
})

/** A Secret Service with nothing in it, but for what is given. */
function looksOver(parts: { [N in keyof SecretService]?: () => ReturnType<SecretService[N]> }) {
  const secrets: SecretService = {
    collection: async () => undefined,
    keyrings: async () => [],
    search: async () => ({ unlocked: [], locked: [] }),
    account: async () => undefined,
    remove: async () => true,
    ...Object.fromEntries(Object.entries(parts).map(([name, answer]) => [name, async () => answer()])),
  }
  return createSecretServiceLooks(secrets, 'Latchkey')
}

describe('tidying up', () => {
  it('leaves the copy where new items go', async () => {
    const world = createKeyrings()
    world.put(ITEM, 'old')
    world.make('second', true)
    world.put(ITEM, 'new')
    await world.boot().keychain.tidy(ITEM)
    expect(world.texts(ITEM)).toEqual(['new'])
  })

  it('leaves all where none is there, and what is locked', async () => {
    const world = createKeyrings()
    world.put(ITEM, 'old')
    world.make('second', true)
    const { keychain } = world.boot()
    await keychain.tidy(ITEM)
    expect(world.texts(ITEM)).toEqual(['old'])
    world.put(ITEM, 'new')
    world.lock()
    await keychain.tidy(ITEM)
    expect(world.texts(ITEM)).toEqual(['new', 'old'])
    world.unmake('second')
    await keychain.tidy(ITEM)
    expect(world.texts(ITEM)).toEqual(['old'])
  })

  it('asks no database for its password', async () => {
    const world = createKeyrings({ like: 'keepassxc' })
    world.put(ITEM, 'old')
    world.lock()
    const { keychain } = world.boot()
    await keychain.tidy(ITEM)
    await keychain.eraseSilently!(ITEM)
    expect([world.asked, world.texts(ITEM)]).toEqual([[], ['old']])
  })
})

describe('erasing silently', () => {
  it.each([
    ['lets go of what is open', {}, []],
    ['leaves what the person would be asked about', { like: 'keepassxc', confirmsDelete: true }, ['a']],
    ['leaves what the person would be asked for', { like: 'keepassxc', confirms: true }, ['a']],
  ] as const)('%s', async (_what, how, left) => {
    const world = createKeyrings(how)
    world.put(ITEM, 'a')
    await world.boot().keychain.eraseSilently!(ITEM)
    expect([world.texts(ITEM), world.asked]).toEqual([left, []])
  })

  it('leaves what is locked', async () => {
    const world = createKeyrings()
    world.put(ITEM, 'a')
    world.lock()
    await world.boot().keychain.eraseSilently!(ITEM)
    expect([world.texts(ITEM), world.asked]).toEqual([['a'], []])
  })
})

it('is not told on macOS and Windows', async () => {
  await untoldLooks.tidy(ITEM)
  expect([
    await untoldLooks.locate(ITEM),
    await untoldLooks.room(),
    await untoldLooks.isAlive(),
    await untoldLooks.accounts(),
    untoldLooks.eraseSilently,
  ]).toEqual([{ place: 'untold', copies: 1, listable: false, beyond: 'untold' }, 'untold', true, [], null])
})

describe('a computer', () => {
  const open = async () => 'open' as const
  const looks = (code: string) =>
    looksOver({
      collection: () => {
        throw new BusError(code)
      },
    })

  it.each<[string, () => Promise<Room>, () => Promise<boolean>, boolean]>([
    ['whose keychain answers', open, async () => true, false],
    ['that has no libsecret', open, async () => false, true],
    [
      'of which nobody can tell',
      open,
      async () => {
        throw new Error('The process ended')
      },
      false,
    ],
    ['on which nobody keeps secrets', looks('no-bus').room, async () => true, true],
    ['whose keychain does not answer', looks('no-reply').room, async () => false, false],
  ])('%s has a keychain, or none', async (_what, asked, isLoadable, expected) => {
    expect(await createIsMissing({ room: asked, isLoadable })()).toBe(expected)
  })
})
