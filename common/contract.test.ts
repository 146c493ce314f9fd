import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { contract, Snapshot } from './contract.ts'
import { Problem, SignInView } from './sign-in-view.ts'
import { channel, type CommandName } from './names.ts'
import { snapshotOf, views } from './samples.ts'

const commands = Object.keys(contract.commands) as CommandName[]
const accepts = (name: CommandName, argument: unknown) => v.is(contract.commands[name].argument, argument)

/** The value, and each object in it, with one more field. */
function* withOneMore(value: unknown, field: string): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const [at, inner] of value.entries())
      for (const more of withOneMore(inner, field)) yield value.with(at, more)
    return
  }
  // A server has an id that the page may know.
  if (!(field in value)) yield { ...value, [field]: 'sentinel' }
  for (const [key, inner] of Object.entries(value)) {
    for (const more of withOneMore(inner, field)) yield { ...value, [key]: more }
  }
}

/** The value, and each object in it, with one field less. */
function* withOneLess(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const [at, inner] of value.entries())
      for (const less of withOneLess(inner)) yield value.with(at, less)
    return
  }
  for (const [key, inner] of Object.entries(value)) {
    yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== key))
    for (const less of withOneLess(inner)) yield { ...value, [key]: less }
  }
}

const SERVER_ID = /^[A-Za-z0-9-]{1,64}$/
const login = { host: 'proxy.example', port: 3128, username: 'ada', password: 's:e c' }
const meantBy: Partial<Record<CommandName, readonly unknown[]>> = {
  setLaunchAtLogin: [true, false],
  openServer: ['9a1f0c', 'a'.repeat(64), '0a-B'],
  answerProxy: [
    login,
    { ...login, host: '::1', port: 65_535, username: 'u'.repeat(200), password: '' },
    { ...login, username: 'corp\\\ud83d', password: 'p'.repeat(1_000) },
  ],
}

describe('the contract', () => {
  it('names a channel for each command and one for the snapshot', () => {
    expect([...commands, 'snapshot' as const].map(channel)).toEqual([
      'latchkey:attach',
      'latchkey:startSignIn',
      'latchkey:cancelSignIn',
      'latchkey:tryNow',
      'latchkey:openLinkPage',
      'latchkey:copyCode',
      'latchkey:signOut',
      'latchkey:disown',
      'latchkey:keepLateClaim',
      'latchkey:revokeLateClaim',
      'latchkey:refreshServers',
      'latchkey:openServer',
      'latchkey:openAuthorizedDevices',
      'latchkey:answerProxy',
      'latchkey:copyUnopenedPage',
      'latchkey:dismissUnopenedPage',
      'latchkey:dismissNotice',
      'latchkey:setLaunchAtLogin',
      'latchkey:downloadUpdate',
      'latchkey:closeWindow',
      'latchkey:quit',
      'latchkey:snapshot',
    ])
  })

  it.each(commands)('takes what %s means and nothing else', name => {
    const meant = meantBy[name] ?? [undefined]
    expect(meant.map(argument => accepts(name, argument))).toEqual(meant.map(() => true))
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        argument => {
          const isServerId = name === 'openServer' && typeof argument === 'string' && SERVER_ID.test(argument)
          expect(accepts(name, argument)).toBe(isServerId || meant.some(value => value === argument))
        },
      ),
    )
  })
})

describe('what is entered for a proxy', () => {
  it.each([
    ['a field too many', { ...login, realm: 'corp' }],
    ['no host', { ...login, host: '' }],
    ['a host with markup', { ...login, host: '<b>' }],
    ['a host of 254', { ...login, host: 'a'.repeat(254) }],
    ['a port in letters', { ...login, port: '3128' }],
    ['the port 0', { ...login, port: 0 }],
    ['the port 65536', { ...login, port: 65_536 }],
    ['no user name', { ...login, username: '' }],
    ['a user name of 201', { ...login, username: 'u'.repeat(201) }],
    ['a header in the user name', { ...login, username: 'ada\r\nX: y' }],
    ['a user name that ends early', { ...login, username: 'ada\0' }],
    ['a password of 1001', { ...login, password: 'p'.repeat(1_001) }],
    ['a line break in the password', { ...login, password: 'p\n' }],
    ['a list for a password', { ...login, password: ['p'] }],
  ])('is not taken with %s', (_what, argument) => {
    expect(accepts('answerProxy', argument)).toBe(false)
  })

  it.each(['host', 'port', 'username', 'password'])('is not taken without its %s', field => {
    const { [field]: _left, ...rest } = login as Record<string, unknown>
    expect(accepts('answerProxy', rest)).toBe(false)
  })
})

describe('a snapshot', () => {
  it.each(Object.entries(views))('passes unchanged: %s', (_what, view) => {
    expect(v.parse(Snapshot, snapshotOf(view))).toEqual(snapshotOf(view))
  })

  it('has a sample of every kind of view', () => {
    const kinds = SignInView.options.map(option => option.entries.kind.literal)
    expect([...new Set(Object.values(views).map(({ kind }) => kind))]).toEqual(kinds)
  })

  it.each(Object.entries(views))('does not pass with a field too many, at any depth: %s', (_what, view) => {
    const fields = ['token', 'authToken', 'accessToken', 'pin', 'id', 'clientIdentifier', 'connections']
    const leaks = fields.flatMap(field => [...withOneMore(snapshotOf(view), field)])
    expect(leaks.filter(leak => v.is(Snapshot, leak))).toEqual([])
  })

  it.each(Object.entries(views))('does not pass with a field too few, at any depth: %s', (_what, view) => {
    const cut = [...withOneLess(snapshotOf(view))]
    expect(cut.length).toBeGreaterThanOrEqual(8)
    expect(cut.filter(snapshot => v.is(Snapshot, snapshot))).toEqual([])
  })

  const awaiting = views['awaiting approval']
  it.each([
    ['a code that could be a token', { ...awaiting, code: 'l91xft5ypr1n7588alsymxoy8' }],
    ['a code of three', { ...awaiting, code: 'KYL' }],
    ['a code with markup', { ...awaiting, code: '<b>K' }],
    ['a path with more than a path', { ...awaiting, qr: { ...awaiting.qr, path: 'M0 0"/><script>' } }],
    ['a path of 20 KB and more', { ...awaiting, qr: { ...awaiting.qr, path: 'z'.repeat(20_001) } }],
    ['a QR code of no known size', { ...awaiting, qr: { ...awaiting.qr, modules: 20 } }],
    ['a time that is past', { ...awaiting, remainingMs: -1 }],
    ['a time that is none', { ...awaiting, remainingMs: Number.NaN }],
    ['a time without end', { ...awaiting, lifeMs: Infinity }],
    [
      'a problem that is not in the list',
      { ...views['signed out'], problem: 'Error: X-Plex-Token=sentinel' },
    ],
    ['a revocation that is not in the list', { ...views['signed out'], revocation: 'refused' }],
    ['less than no renewals', { ...awaiting, renewals: -1 }],
    ['half a renewal', { ...awaiting, renewals: 0.5 }],
    ['a name without letters', { ...views['signed in'], account: { name: '' } }],
    ['a name without end', { ...views['signed in'], account: { name: 'a'.repeat(201) } }],
    ['a kind that is not in the list', { kind: 'claimed' }],
  ])('does not pass with %s', (_what, view) => {
    expect(v.is(Snapshot, snapshotOf(view as SignInView))).toBe(false)
  })

  it.each([
    ['revision', -1],
    ['revision', 0.5],
    ['deviceName', ''],
    ['deviceName', 'a'.repeat(101)],
    ['launchAtLogin', 'yes'],
    ['version', 1],
    ['tray', null],
    ['update', 'ready'],
    ['update', {}],
    ['update', { version: '1.2.3' }],
    ['update', { version: '', stage: 'ready' }],
    ['update', { version: 'a'.repeat(201), stage: 'ready' }],
    ['update', { version: '1.2.3', stage: 'installed' }],
    ['update', { version: '1.2.3', stage: 'ready', url: 'https://example.com/' }],
    ['askingProxy', true],
    ['askingProxy', { host: 'proxy.example', port: 3128 }],
    ['askingProxy', { host: 'proxy.example', port: 3128, said: 'no' }],
    ['askingProxy', { host: 'proxy.example', port: 3128, said: 'asks', password: 'sentinel' }],
    ['askingProxy', { host: 'proxy.example', port: 3128, said: 'asks', username: 'sentinel' }],
    ['askingProxy', { host: 'proxy.example\n', port: 3128, said: 'asks' }],
    ['askingProxy', { host: 'proxy.example', port: 0, said: 'asks' }],
    ['lateClaim', true],
    ['lateClaim', {}],
    ['lateClaim', { account: { name: '' } }],
    ['lateClaim', { account: null, authToken: 'sentinel' }],
    ['lateClaim', { account: { name: 'Ada', authToken: 'sentinel' } }],
  ])('does not pass with the %s %j', (field, value) => {
    expect(v.is(Snapshot, { ...snapshotOf(views.restoring), [field]: value })).toBe(false)
  })

  it.each([[null], [{ account: null }], [{ account: { name: 'Ada' } }]])(
    'passes with the late claim %j',
    lateClaim => {
      const snapshot = { ...snapshotOf(views.restoring), lateClaim }
      expect(v.parse(Snapshot, snapshot)).toEqual(snapshot)
    },
  )

  it.each(['available', 'downloading', 'ready', 'failed'] as const)('passes with an update: %s', stage => {
    const snapshot = { ...snapshotOf(views.restoring), update: { version: '1.2.3', stage } }
    expect(v.parse(Snapshot, snapshot)).toEqual(snapshot)
  })

  it.each(['asks', 'refused', 'refused-environment', 'trying'] as const)('passes with a proxy: %s', said => {
    const snapshot = { ...snapshotOf(views.restoring), askingProxy: { host: '::1', port: 3128, said } }
    expect(v.parse(Snapshot, snapshot)).toEqual(snapshot)
  })

  it('may say that start at login is not offered', () => {
    expect(v.is(Snapshot, { ...snapshotOf(views.restoring), launchAtLogin: 'unavailable' })).toBe(true)
  })

  it('knows the problems that people are told about', () => {
    expect(Problem.options).toEqual([
      'offline',
      'name',
      'connection',
      'proxy',
      'proxy-password',
      'certificate',
      'authority',
      'clock',
      'service',
      'rate-limited',
      'unexpected',
      'refused',
      'expired',
      'used-elsewhere',
      'ended-unseen',
      'keychain-locked',
      'keychain-missing',
      'keychain-emptied',
      'keychain-unreadable',
      'keychain-unstarted',
    ])
  })
})
