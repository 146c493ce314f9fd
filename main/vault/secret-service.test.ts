import { describe, expect, it } from 'vitest'
import { type Answer, joinLocalBus, returned, seven } from '../platform/session-bus/local-bus.fake.ts'
import { encode, ERROR } from '../platform/session-bus/message.ts'
import type { AskSessionBus } from '../platform/session-bus/port.ts'
import type { Value } from '../platform/session-bus/read.ts'
import { createSecretServiceLooks } from './locate.ts'
import { createSecretService } from './secret-service.ts'

/** One value of each type, and some that are larger or deeper than anybody needs. */
const VALUES: ReadonlyArray<readonly [string, readonly Value[]]> = [
  ['', []],
  ['b', [true]],
  ['y', [1]],
  ['i', [-1]],
  ['u', [1]],
  ['s', ['--address=unixexec:path=/bin/sh,argv1=-c']],
  ['s', ['/org/freedesktop/secrets/collection/login']],
  ['g', ['a{sv}']],
  ['v', [{ signature: 'b', value: false }]],
  ['v', [{ signature: 'v', value: { signature: 'b', value: false } }]],
  ['ao', [[]]],
  ['as', [['x']]],
  ['ay', [Buffer.from('Locked')]],
  ['oo', ['/', '/']],
  ['os', ['/', 'x']],
  ['a{ss}', [new Map([['Locked', 'false']])]],
  ['aoao', [['/a'], ['/b']]],
  ['(o)', [['/']]],
  ['s', ['x'.repeat(100_000)]],
  ['as', [Array.from({ length: 20_000 }, () => 'x')]],
]

const login = '/org/freedesktop/secrets/collection/login'
const properties = (...entries: ReadonlyArray<readonly [string, Value]>): Value =>
  new Map<Value, Value>(entries)

/** The answer to each question, by its member; for the properties, by the path that is asked. */
type Says = Readonly<Record<string, Answer>>

const served =
  (collections: Value): Answer =>
  message =>
    returned(message, 'a{sv}', [properties(['Collections', { signature: 'ao', value: collections }])])
const keyring =
  (locked: Value, items: Value = []): Answer =>
  message =>
    returned(message, 'a{sv}', [
      properties(
        ['Label', { signature: 's', value: 'x\n Locked variant boolean true' }],
        ['Items', { signature: 'ao', value: items }],
        ['Locked', { signature: 'b', value: locked }],
      ),
    ])
const usual: Says = {
  ReadAlias: message => returned(message, 'o', [login]),
  '/org/freedesktop/secrets': served([login, '/org/freedesktop/secrets/collection/session']),
  [login]: keyring(false, [`${login}/1`]),
  SearchItems: message => returned(message, 'aoao', [[`${login}/1`], []]),
}

async function over(says: Says, walletAsks?: (wallet: string) => Promise<boolean>) {
  const { bus, local } = await joinLocalBus((message, socket) => {
    const answer = { ...usual, ...says }[message.member === 'GetAll' ? message.path! : message.member!]
    return (answer ?? seven)(message, socket)
  })
  const secrets = createSecretService(asked => bus.ask(asked), undefined, walletAsks)
  const looks = createSecretServiceLooks(secrets, 'Latchkey')
  const outcome = (work: Promise<unknown>) => work.catch((error: unknown) => String(error))
  return {
    secrets,
    looks,
    heard: local.heard,
    room: () => outcome(looks.room()),
    place: () => outcome(looks.locate('plex-token').then(({ place }) => place)),
  }
}

const silent = 'Failure: keychain-silent'

describe('the keychain', () => {
  it('is open, and what it holds is found, whatever its keyring is called', async () => {
    const { room, place } = await over({})
    expect([await room(), await place()]).toEqual(['open', 'readable'])
  })

  it('is locked where its keyring is', async () => {
    const { room } = await over({ [login]: keyring(true) })
    expect(await room()).toBe('locked')
  })

  it('names the accounts of its items, but for one that says nothing and one that is gone', async () => {
    const item =
      (signature: string, value: Value): Answer =>
      message =>
        returned(message, 'a{sv}', [properties(['Attributes', { signature, value }])])
    const paths = [1, 2, 3, 4].map(number => `${login}/${number}`)
    const { looks } = await over({
      SearchItems: message => returned(message, 'aoao', [paths.slice(0, 2), paths.slice(2)]),
      [`${login}/1`]: item('a{ss}', new Map([['account', 'plex-token']])),
      [`${login}/2`]: item('as', ['account']),
      [`${login}/3`]: item('a{ss}', new Map()),
      [`${login}/4`]: message => ({
        ...returned(message, '', []),
        type: ERROR,
        errorName: 'org.freedesktop.DBus.Error.UnknownObject',
      }),
    })
    expect(await looks.accounts()).toEqual(['plex-token'])
  })

  describe('that is KWallet', () => {
    const wallet = (signature: string, ...values: Value[]): Says => ({
      [login]: keyring(true, [`${login}/1`]),
      SearchItems: message => returned(message, 'aoao', [[], [`${login}/1`]]),
      isOpen: message => returned(message, signature, values),
    })

    it.each([
      ['open', true, ['open', 'readable']],
      ['closed', false, ['locked', 'locked']],
    ] as const)('is %s where its wallet is, though it calls that locked', async (_name, isOpen, expected) => {
      const { room, place } = await over(wallet('b', isOpen))
      expect([await room(), await place()]).toEqual(expected)
    })

    it.each([
      ['asks nobody', false, ['open', 'readable']],
      ['asks first', true, ['guarded', 'guarded']],
    ] as const)('is open for whom it lets in, where it %s', async (_name, asks, expected) => {
      const asked: string[] = []
      const { room, place } = await over(wallet('b', true), async label => {
        asked.push(label)
        return asks
      })
      expect([await room(), await place(), new Set(asked)]).toEqual([
        ...expected,
        new Set(['x\n Locked variant boolean true']),
      ])
    })

    it('may hold what it does not list before it has opened', async () => {
      const { place } = await over({
        ...wallet('b', true),
        SearchItems: message => returned(message, 'aoao', [[], []]),
      })
      expect(await place()).toBe('hidden')
    })

    it.each([
      ['s', 'true'],
      ['u', 1],
    ] as const)('is locked where that is told as %s', async (signature, value) => {
      const { room } = await over(wallet(signature, value))
      expect(await room()).toBe('locked')
    })
  })

  it.each(VALUES)('does not answer where its collection is told as %j', async (signature, values) => {
    const { room } = await over({ ReadAlias: message => returned(message, signature, values) })
    // A text is no path, though it may read like one.
    expect(await room()).toBe(silent)
  })

  it.each(VALUES.filter(([signature]) => signature !== 'a{sv}'))(
    'does not answer where the properties of its collection are told as %j',
    async (signature, values) => {
      const { room, place } = await over({ [login]: message => returned(message, signature, values) })
      expect([await room(), await place()]).toEqual([silent, silent])
    },
  )

  it.each(VALUES.filter(([signature]) => signature !== 'a{sv}'))(
    'does not answer where its collections are told as %j',
    async (signature, values) => {
      const { place } = await over({
        '/org/freedesktop/secrets': message => returned(message, signature, values),
      })
      expect(await place()).toBe(silent)
    },
  )

  it.each<[string, Value]>([
    ['nothing', properties()],
    ['a number', properties(['Locked', { signature: 'u', value: 0 }])],
    ['a text', properties(['Locked', { signature: 's', value: 'false' }])],
    [
      'a value within a value',
      properties(['Locked', { signature: 'v', value: { signature: 'b', value: false } }]),
    ],
    ['a list', properties(['Locked', { signature: 'ab', value: [false] }])],
    [
      'a name of others that reads like it',
      properties(['Label', { signature: 's', value: 'x\n Locked variant boolean false' }]),
    ],
    ['another property', properties(['locked', { signature: 'b', value: false }])],
  ])('does not tell whether it takes anything where of its lock is told %s', async (_what, told) => {
    const { room } = await over({ [login]: message => returned(message, 'a{sv}', [told]) })
    expect(await room()).toBe('untold')
  })

  it.each<[string, Value]>([
    ['nothing', properties()],
    ['of texts', properties(['Collections', { signature: 'as', value: [login] }])],
    ['none', properties(['Collections', { signature: 'ao', value: [] }])],
  ])('has no keyring where the list of them is %s', async (_what, told) => {
    const { room, place } = await over({
      '/org/freedesktop/secrets': message => returned(message, 'a{sv}', [told]),
    })
    expect([await room(), await place()]).toEqual(['none', 'no-keyring'])
  })

  it.each(['org.freedesktop.DBus.Error.UnknownObject', 'org.freedesktop.Secret.Error.NoSuchObject'])(
    'has none where the only one goes away as it is asked, with %s',
    async errorName => {
      const { room } = await over({
        [login]: message => ({ ...returned(message, '', []), type: ERROR, errorName }),
      })
      expect(await room()).toBe('none')
    },
  )

  it('has none to lose but the one that lives in memory alone', async () => {
    const { secrets } = await over({})
    expect(await secrets.keyrings()).toEqual([{ path: login, locked: false, items: 1 }])
  })

  it.each([
    '--address=unixexec:path=/bin/sh',
    'a/b',
    '/a/',
    '//',
    '/a b',
    '/ä',
    `/${'a'.repeat(5_000)}`,
    '/a\n',
    '',
  ])('does not answer where the path of its collection is none: %j', async path => {
    const { room } = await over({ ReadAlias: message => encode(returned(message, 'o', [path])) })
    expect(await room()).toBe(silent)
  })

  it.each<[string, Says]>([
    [
      'there is no collection',
      { ReadAlias: once(message => returned(message, 'o', ['/']), usual['ReadAlias']!) },
    ],
    [
      'there are no keyrings',
      { '/org/freedesktop/secrets': once(served([]), usual['/org/freedesktop/secrets']!) },
    ],
  ])(
    'is told by the second answer where a service that does not know us yet says that %s',
    async (_what, says) => {
      expect(await (await over(says)).room()).toBe('open')
    },
  )

  it('is asked with nothing that prompts, and in no way that gnome-keyring has crashed over', async () => {
    const { room, place, heard } = await over({})
    await room()
    await place()
    const members = heard
      .filter(({ destination }) => destination !== 'org.freedesktop.DBus')
      .map(({ member }) => member)
    expect(new Set(members)).toEqual(new Set(['GetAll', 'ReadAlias', 'SearchItems']))
  })
})

function once(first: Answer, then: Answer): Answer {
  const answers = [first]
  return (message, socket) => (answers.pop() ?? then)(message, socket)
}

describe('another program that answers', () => {
  it('is told of once, and not of the first', async () => {
    let sender = ':1.1'
    let renewed = 0
    const ask = async () => ({ sender, values: [login] })
    const secrets = createSecretService(ask as unknown as AskSessionBus, () => void renewed++)
    await secrets.collection()
    await secrets.collection()
    expect(renewed).toBe(0)
    sender = ':1.2'
    await secrets.collection()
    await secrets.collection()
    expect(renewed).toBe(1)
  })
})

describe('deleting an item', () => {
  const prompt = '/org/freedesktop/secrets/prompt/1'
  const deleted =
    (path: string): Answer =>
    message =>
      returned(message, 'o', [path])

  it.each([
    ['is done where that asks nobody', '/', [[`${login}/1`, 'Delete']]],
    [
      'leaves no question open',
      prompt,
      [
        [`${login}/1`, 'Delete'],
        [prompt, 'Dismiss'],
      ],
    ],
  ])('%s', async (_what, path, expected) => {
    const { secrets, heard } = await over({
      Delete: deleted(path),
      Dismiss: message => returned(message, '', []),
    })
    expect(await secrets.remove(`${login}/1`)).toBe(path === '/')
    const asked = heard.filter(({ destination }) => destination !== 'org.freedesktop.DBus')
    expect(asked.map(({ path, member }) => [path, member])).toEqual(expected)
  })
})

describe('an item of the Secret Service', () => {
  const has = async (...answers: Answer[]) => {
    const { bus, local } = await joinLocalBus((message, socket) =>
      (answers.length > 1 ? answers.shift()! : answers[0]!)(message, socket),
    )
    const secrets = createSecretService(asked => bus.ask(asked))
    const found = await secrets.search('Latchkey', 'plex-token').catch((error: unknown) => String(error))
    return { found, asked: local.heard.filter(({ member }) => member === 'SearchItems') }
  }
  const items =
    (unlocked: readonly string[], locked: readonly string[] = []): Answer =>
    message =>
      returned(message, 'aoao', [unlocked, locked])

  const open = { unlocked: [login], locked: [] }
  it.each<[string, Answer[], object]>([
    ['open', [items([login])], open],
    ['locked', [items([], [login])], { unlocked: [], locked: [login] }],
    ['not there', [items([])], { unlocked: [], locked: [] }],
    ['there after all, for a service that did not know us at first', [items([]), items([login])], open],
  ])('is found where it is %s', async (_how, answers, expected) => {
    expect((await has(...answers)).found).toEqual(expected)
  })

  it('is looked for under the attributes that keytar gives it, with nothing that prompts or opens', async () => {
    const { asked } = await has(items([login]))
    expect(asked.map(question => [question.signature, question.body()])).toEqual([
      [
        'a{ss}',
        [
          new Map([
            ['xdg:schema', 'org.freedesktop.Secret.Generic'],
            ['service', 'Latchkey'],
            ['account', 'plex-token'],
          ]),
        ],
      ],
    ])
  })

  it.each(VALUES.filter(([signature]) => signature !== 'aoao'))(
    'is not said to be there, nor to be gone, where the answer is %j',
    async (signature, values) => {
      expect((await has(message => returned(message, signature, values))).found).toBe('BusError: odd-reply')
    },
  )

  it.each(['no path', '/a/', '--address=x'])('is not there by the path %j', async path => {
    expect((await has(items([path]))).found).toBe('BusError: odd-reply')
  })

  it('is neither where the service refuses to tell', async () => {
    const refusal = 'org.freedesktop.DBus.Error.AccessDenied'
    const refuse: Answer = message => ({ ...returned(message, '', []), type: ERROR, errorName: refusal })
    expect((await has(refuse)).found).toBe(`BusError: ${refusal}`)
  })
})
