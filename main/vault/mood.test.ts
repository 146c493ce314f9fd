import { describe, expect, it } from 'vitest'
import { type AskSessionBus, BusError } from '../session-bus/port.ts'
import type { Value, Variant } from '../session-bus/read.ts'
import { createIsOpen, createKeychainMood, type Mood } from './mood.ts'
import { createSecretService } from './secret-service.ts'

type Said = () => readonly Value[]

/** A session bus on which the two questions are answered so, and what it was asked. */
function sessionBus(alias: Said, properties: Said = () => []) {
  const asked: unknown[] = []
  const ask = async (question: { member: string }) => {
    asked.push(question)
    return question.member === 'ReadAlias' ? alias() : properties()
  }
  return { asked, ask: ask as unknown as AskSessionBus }
}

const mood = (
  { ask }: { ask: AskSessionBus },
  platform: NodeJS.Platform = 'linux',
  isLoadable: () => Promise<boolean> = () => Promise.resolve(true),
) => createKeychainMood({ platform, isLoadable, secretService: createSecretService(ask) })()

const alias =
  (path: string): Said =>
  () => [path]
const login = alias('/org/freedesktop/secrets/collection/login')
const entries =
  (properties: Readonly<Record<string, Variant>>): Said =>
  () => [new Map<Value, Value>(Object.entries(properties))]
const isLocked = (value: boolean) =>
  entries({
    Label: { signature: 's', value: 'Login' },
    Locked: { signature: 'b', value },
    Created: { signature: 't', value: 1n },
  })
/** What it says only once, and what it says from then on. */
const once = (first: Said, then: Said): Said => {
  const answers = [first]
  return () => (answers.pop() ?? then)()
}
const refused =
  (code: string): Said =>
  () => {
    throw new BusError(code)
  }
const error = (name: string) => refused(`org.freedesktop.DBus.Error.${name}`)

describe('the mood of the keychain', () => {
  it.each<[string, Said, Said | undefined, Mood]>([
    ['the default collection is open', login, isLocked(false), 'ready'],
    ['the default collection is locked', login, isLocked(true), 'locked'],
    ['there is no collection yet', alias('/'), undefined, 'locked'],
    ['nobody keeps secrets', error('ServiceUnknown'), undefined, 'absent'],
    ['the name belongs to nobody', error('NameHasNoOwner'), undefined, 'absent'],
    ['the service cannot be started', error('Spawn.ExecFailed'), undefined, 'absent'],
    ['the service ends as it starts', error('Spawn.ChildExited'), undefined, 'absent'],
    ['there is no session bus', refused('no-bus'), undefined, 'absent'],
    ['the service does not answer', refused('no-reply'), undefined, 'unknown'],
    ['the bus says that it does not answer', error('NoReply'), undefined, 'unknown'],
    ['it is forbidden to ask', error('AccessDenied'), undefined, 'unknown'],
    ['the collection is gone', login, error('UnknownMethod'), 'unknown'],
    ['the service goes away in between', login, error('ServiceUnknown'), 'absent'],
    ['the answer is something else', refused('odd-reply'), undefined, 'unknown'],
    ['it says whether in another type', login, entries({ Locked: { signature: 'i', value: 1 } }), 'unknown'],
    ['another property is true', login, entries({ Unlocked: { signature: 'b', value: true } }), 'unknown'],
    ['nothing is said of the collection', login, entries({}), 'unknown'],
    ['an error only speaks of another', refused('com.example.Wrapped.ServiceUnknown'), undefined, 'unknown'],
    ['the failure is another one', () => [].at(0)!, undefined, 'unknown'],
  ])('where %s', async (_what, first, second, expected) => {
    expect(await mood(sessionBus(first, second))).toBe(expected)
  })

  it('is asked for with nothing that prompts, and in no way that gnome-keyring has crashed over', async () => {
    const bus = sessionBus(login, isLocked(false))
    await mood(bus)
    expect(bus.asked).toEqual([
      {
        destination: 'org.freedesktop.secrets',
        path: '/org/freedesktop/secrets',
        interface: 'org.freedesktop.Secret.Service',
        member: 'ReadAlias',
        signature: 's',
        values: ['default'],
        returns: 'o',
      },
      {
        destination: 'org.freedesktop.secrets',
        path: '/org/freedesktop/secrets/collection/login',
        interface: 'org.freedesktop.DBus.Properties',
        member: 'GetAll',
        signature: 's',
        values: ['org.freedesktop.Secret.Collection'],
        returns: 'a{sv}',
      },
    ])
  })

  it.each<[string, () => [Said, Said]]>([
    ['there is no collection', () => [once(alias('/'), login), isLocked(false)]],
    ['nothing of the collection', () => [login, once(entries({}), isLocked(false))]],
  ])(
    'is told by the second answer where a service that does not know us yet says %s',
    async (_what, says) => {
      expect(await mood(sessionBus(...says()))).toBe('ready')
    },
  )

  it.each(['linux', 'darwin', 'win32'] as const)(
    'is absent on %s where the module cannot be loaded',
    async platform => {
      const isLoadable = () => Promise.resolve(false)
      expect(await mood(sessionBus(login, isLocked(false)), platform, isLoadable)).toBe('absent')
    },
  )

  it('is not known where nobody can tell whether the module can be loaded', async () => {
    const isLoadable = () => Promise.reject(new Error('The process of the keychain ended'))
    expect(await mood(sessionBus(login, isLocked(false)), 'linux', isLoadable)).toBe('unknown')
  })

  it.each(['darwin', 'win32'] as const)('is not known on %s', async platform => {
    const bus = sessionBus(login, isLocked(false))
    expect(await mood(bus, platform)).toBe('unknown')
    expect(bus.asked).toEqual([])
  })
})

describe('a keychain that has answered', () => {
  it.each<[NodeJS.Platform, Mood, boolean]>([
    ['linux', 'ready', true],
    ['linux', 'locked', false],
    ['linux', 'absent', false],
    ['linux', 'unknown', false],
    ['darwin', 'unknown', true],
    ['win32', 'unknown', true],
  ])('on %s is, in the mood %j, known to be open: %j', async (platform, found, expected) => {
    expect(await createIsOpen({ platform, mood: async () => found })()).toBe(expected)
  })
})
