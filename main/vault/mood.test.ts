import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Keychain } from './calls.ts'
import { createIsOpen, createKeychainMood, type Mood } from './mood.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-mood-'))
  vi.stubEnv('PATH', folder)
  vi.stubEnv('LC_ALL', 'de_DE.UTF-8')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

/** A `dbus-send` that answers the two questions so. */
function sessionBus(alias: string, properties = 'exit 9') {
  const program = join(folder, 'dbus-send')
  const note = `for part in "$@" "$LC_ALL"; do echo "$part" >> "${folder}/asked"; done`
  const answer = `case "$*" in *ReadAlias*) ${alias} ;; *Properties.GetAll*) ${properties} ;; esac`
  writeFileSync(program, `#!/bin/sh\n${note}\n${answer}\n`)
  chmodSync(program, 0o755)
}

const keytar = async () => ({}) as Keychain
const mood = (platform: NodeJS.Platform = 'linux', open = keytar) => createKeychainMood({ platform, open })()

// As dbus-send 1.14 prints them.
const alias = (path: string) => `printf '   ${path}'`
const login = alias('/org/freedesktop/secrets/collection/login')
const entry = (name: string, value: string) =>
  `echo "      dict entry("; echo "         ${name}         variant             ${value}"; echo "      )"`
const isLocked = (value: boolean) =>
  `${entry('Label', 'Login')}; ${entry('Locked', `boolean ${value}`)}; ${entry('Created', 'uint64 1')}`
/** Nearly two megabytes, written with nothing but the shell itself. */
const manyItems = `item=0; while [ $item -lt 30000 ]; do echo "               /org/freedesktop/secrets/collection/login/$item"; item=$((item + 1)); done`
/** What it says only once, and what it says from then on. */
const once = (first: string, then: string) =>
  `if [ -e "${folder}/said" ]; then ${then}; else : > "${folder}/said"; ${first}; fi`
const refused = (name: string) => `echo "Error ${name}: Some sentence" >&2; exit 1`
const error = (name: string) => refused(`org.freedesktop.DBus.Error.${name}`)

describe('the mood of the keychain', () => {
  it.each<[string, string, string | undefined, Mood]>([
    ['the default collection is open', login, isLocked(false), 'ready'],
    ['the default collection is locked', login, isLocked(true), 'locked'],
    [
      'the default collection names many thousands of items',
      login,
      `${manyItems}; ${isLocked(true)}`,
      'locked',
    ],
    ['there is no collection yet', alias('/'), undefined, 'locked'],
    ['nobody keeps secrets', error('ServiceUnknown'), undefined, 'absent'],
    ['the name belongs to nobody', error('NameHasNoOwner'), undefined, 'absent'],
    ['the service cannot be started', error('Spawn.ExecFailed'), undefined, 'absent'],
    ['the service ends as it starts', error('Spawn.ChildExited'), undefined, 'absent'],
    [
      'there is no session bus',
      `echo 'Failed to open connection to "session" message bus: ENOENT' >&2; exit 1`,
      undefined,
      'absent',
    ],
    ['the service does not answer', error('NoReply'), undefined, 'unknown'],
    ['it is forbidden to ask', error('AccessDenied'), undefined, 'unknown'],
    ['the collection is gone', login, error('UnknownMethod'), 'unknown'],
    ['the service goes away in between', login, error('ServiceUnknown'), 'absent'],
    ['the answer is something else', login, entry('Locked', 'int32 1'), 'unknown'],
    ['another property is true', login, entry('Unlocked', 'boolean true'), 'unknown'],
    ['nothing is said of the collection', login, 'echo "   array ["; echo "   ]"', 'unknown'],
    ['the failure has no name', 'exit 1', undefined, 'unknown'],
    ['an error only speaks of another', refused('com.example.Wrapped.ServiceUnknown'), undefined, 'unknown'],
  ])('where %s', async (_what, first, second, expected) => {
    sessionBus(first, second)
    expect(await mood()).toBe(expected)
  })

  it('is asked for in a language that does not change, with nothing that prompts', async () => {
    sessionBus(login, isLocked(false))
    await mood()
    const options = ['--session', '--print-reply=literal', '--reply-timeout=2000']
    expect(readFileSync(join(folder, 'asked'), 'utf8').split('\n')).toEqual([
      ...options,
      '--dest=org.freedesktop.secrets',
      '/org/freedesktop/secrets',
      'org.freedesktop.Secret.Service.ReadAlias',
      'string:default',
      'C',
      ...options,
      '--dest=org.freedesktop.secrets',
      '/org/freedesktop/secrets/collection/login',
      'org.freedesktop.DBus.Properties.GetAll',
      'string:org.freedesktop.Secret.Collection',
      'C',
      '',
    ])
  })

  it.each<[string, () => [string, string]]>([
    ['there is no collection', () => [once(alias('/'), login), isLocked(false)]],
    ['nothing of the collection', () => [login, once('echo "   array ["; echo "   ]"', isLocked(false))]],
  ])(
    'is told by the second answer where a service that does not know us yet says %s',
    async (_what, says) => {
      sessionBus(...says())
      expect(await mood()).toBe('ready')
    },
  )

  it('is asked for in no way that gnome-keyring has crashed over', async () => {
    sessionBus(login, isLocked(true))
    await mood()
    expect(readFileSync(join(folder, 'asked'), 'utf8')).not.toMatch(/Properties\.Get$/m)
  })

  it('is not known where there is nothing to ask with', async () => {
    expect(await mood()).toBe('unknown')
  })

  it.each(['linux', 'darwin', 'win32'] as const)(
    'is absent on %s where the module cannot be loaded',
    async platform => {
      sessionBus(login, isLocked(false))
      const open = () => Promise.reject(new Error('libsecret-1.so.0: cannot open shared object file'))
      expect(await mood(platform, open)).toBe('absent')
    },
  )

  it.each(['darwin', 'win32'] as const)('is not known on %s', async platform => {
    sessionBus(login, isLocked(false))
    expect(await mood(platform)).toBe('unknown')
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
