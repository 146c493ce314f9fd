import { describe, expect, it } from 'vitest'
import { type Answer, joinLocalBus, returned, seven } from '../session-bus/local-bus.manual.ts'
import { encode, ERROR } from '../session-bus/message.ts'
import type { Value } from '../session-bus/read.ts'
import { createKeychainMood, type Mood } from './mood.ts'
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

async function moodOver(alias: Answer, all: Answer = seven): Promise<Mood> {
  const { bus } = await joinLocalBus((message, socket) =>
    (message.member === 'ReadAlias' ? alias : all)(message, socket),
  )
  const secretService = createSecretService(async asked => (await bus.ask(asked)).values)
  return createKeychainMood({ platform: 'linux', isLoadable: async () => true, secretService })()
}

describe('the keychain', () => {
  it.each(VALUES)('is not known where its collection is told as %j', async (signature, values) => {
    expect(await moodOver(message => returned(message, signature, values))).toBe('unknown')
  })

  it.each(VALUES.filter(([signature]) => signature !== 'a{sv}'))(
    'is not known where the properties of its collection are told as %j',
    async (signature, values) => {
      const alias: Answer = message => returned(message, 'o', [login])
      expect(await moodOver(alias, message => returned(message, signature, values))).toBe('unknown')
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
  ])('is not known where of its lock is told %s', async (_what, told) => {
    const alias: Answer = message => returned(message, 'o', [login])
    expect(await moodOver(alias, message => returned(message, 'a{sv}', [told]))).toBe('unknown')
  })

  it('is locked, whatever its collection is called', async () => {
    const told = properties(
      ['Label', { signature: 's', value: 'x\n Locked variant boolean false' }],
      ['Locked', { signature: 'b', value: true }],
    )
    const alias: Answer = message => returned(message, 'o', [login])
    expect(await moodOver(alias, message => returned(message, 'a{sv}', [told]))).toBe('locked')
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
  ])('is not known where the path of its collection is none: %j', async path => {
    const bytes: Answer = message => encode(returned(message, 'o', [path]))
    expect(await moodOver(bytes)).toBe('unknown')
  })
})

describe('an item of the Secret Service', () => {
  const has = async (...answers: Answer[]) => {
    const { bus, local } = await joinLocalBus((message, socket) =>
      (answers.length > 1 ? answers.shift()! : answers[0]!)(message, socket),
    )
    const secretService = createSecretService(async asked => (await bus.ask(asked)).values)
    const found = await secretService.has('Latchkey', 'plex-token').catch((error: unknown) => String(error))
    return { found, asked: local.heard.filter(({ member }) => member === 'SearchItems') }
  }
  const items =
    (unlocked: readonly string[], locked: readonly string[] = []): Answer =>
    message =>
      returned(message, 'aoao', [unlocked, locked])

  it.each<[string, Answer[], boolean]>([
    ['open', [items([login])], true],
    ['locked', [items([], [login])], true],
    ['not there', [items([])], false],
    ['there after all, for a service that did not know us at first', [items([]), items([login])], true],
  ])('is found where it is %s', async (_how, answers, expected) => {
    expect((await has(...answers)).found).toBe(expected)
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
