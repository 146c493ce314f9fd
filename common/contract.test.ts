import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { contract, type Described, Snapshot } from './contract.ts'
import { AttemptView, Problem, SessionView, type SignInView } from './sign-in-view.ts'
import { channel, type CommandName, commandNames, commandOf, ofCommands } from './names.ts'
import { askingOf, KEY, lateClaimOf, QUESTION, SESSION, snapshotOf, views } from './samples.fake.ts'

const described = (name: CommandName) => commandOf<Described>(contract.commands, name)
const accepts = (name: CommandName, argument: unknown) => v.is(described(name).argument, argument)

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

const login = { host: 'proxy.example', port: 3128, username: 'ada', password: 's:e c' }
const meantBy: Partial<Record<CommandName, readonly unknown[]>> = {
  'page.fit': [1, 540, 100_000],
  'app.setLaunchAtLogin': [true, false],
  'session.signOut': [SESSION],
  'session.disown': [SESSION],
  'session.refreshServers': [SESSION],
  'session.openServer': ['9a1f0c', 'a'.repeat(64), '0a-B'].map(id => ({ session: SESSION, id })),
  'session.signOutWithKeys': [SESSION],
  'keys.create': [
    { name: 'Kometa on the NAS', preset: 'kometa', server: '9a1f0c' },
    { name: 'x'.repeat(200), preset: null, server: null },
  ],
  'keys.cancel': [KEY],
  'keys.replace': [KEY],
  'keys.rename': [{ id: KEY, name: 'مفتاح 🔑' }],
  'keys.revoke': [KEY],
  'keys.forget': [KEY],
  'keys.disallow': ['/opt/kometa/kometa.py', 'C:\\kometa.exe', '/'.repeat(4_096)].map(path => ({
    id: KEY,
    path,
  })),
  'keys.show': [KEY],
  'keys.copy': (['key', 'lines', 'lines-without-key'] as const).flatMap(what =>
    [null, 'http://192.168.1.20:32400'].map(address => ({ id: KEY, what, address })),
  ),
  'keys.addresses': [KEY],
  'question.answer': [
    { id: QUESTION, choice: 'keep' },
    { id: QUESTION, choice: 'revoke' },
  ],
  'access.answer': (['once', 'allow', 'not-now'] as const).map(choice => ({ id: QUESTION, choice })),
  'preferences.change': [{ notifications: 'none' }, { notifications: 'all', closing: 'quit' }],
  'proxy.answer': [
    login,
    { ...login, host: '::1', port: 65_535, username: 'u'.repeat(200), password: '' },
    { ...login, username: 'corp\\\ud83d', password: 'p'.repeat(1_000) },
  ],
}

const holdsId = (argument: unknown) => /5e551011|9e571011|4e700000/.test(JSON.stringify(argument) ?? '')

describe('the contract', () => {
  // The one list by hand: whoever adds a command says so here.
  it('has these commands, and a channel for each and for the snapshot', () => {
    expect([...commandNames, 'snapshot' as const].map(channel)).toEqual([
      'latchkey:page.attach',
      'latchkey:page.fit',
      'latchkey:signIn.start',
      'latchkey:signIn.cancel',
      'latchkey:signIn.tryNow',
      'latchkey:signIn.openLinkPage',
      'latchkey:signIn.copyCode',
      'latchkey:session.signOut',
      'latchkey:session.signOutWithKeys',
      'latchkey:session.disown',
      'latchkey:session.refreshServers',
      'latchkey:session.openServer',
      'latchkey:session.openAuthorizedDevices',
      'latchkey:keys.create',
      'latchkey:keys.cancel',
      'latchkey:keys.replace',
      'latchkey:keys.rename',
      'latchkey:keys.revoke',
      'latchkey:keys.revokeAll',
      'latchkey:keys.forget',
      'latchkey:keys.disallow',
      'latchkey:keys.show',
      'latchkey:keys.copy',
      'latchkey:keys.addresses',
      'latchkey:keys.openLinkPage',
      'latchkey:keys.copyCode',
      'latchkey:question.answer',
      'latchkey:access.answer',
      'latchkey:keychain.stopWaiting',
      'latchkey:proxy.answer',
      'latchkey:preferences.change',
      'latchkey:doctor.examine',
      'latchkey:doctor.save',
      'latchkey:doctor.copy',
      'latchkey:doctor.openLog',
      'latchkey:doctor.showLog',
      'latchkey:app.copyUnopenedPage',
      'latchkey:app.dismissUnopenedPage',
      'latchkey:app.dismissNotice',
      'latchkey:app.setLaunchAtLogin',
      'latchkey:app.reset',
      'latchkey:app.downloadUpdate',
      'latchkey:app.closeWindow',
      'latchkey:app.quit',
      'latchkey:snapshot',
    ])
  })

  it('describes each command that has a name, under its subject, and no other', () => {
    expect(contract.commands).toEqual(ofCommands(described))
  })

  it('serves all but what the page asks for itself at a press of the person', () => {
    expect(commandNames.filter(name => described(name).at !== 'press')).toEqual(['page.attach', 'page.fit'])
  })

  it.each(commandNames)('takes what %s means and nothing else', name => {
    const meant = meantBy[name] ?? [undefined]
    expect(meant.map(argument => accepts(name, argument))).toEqual(meant.map(() => true))
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        argument => {
          expect(accepts(name, argument)).toBe(
            meant.some(value => value === argument) || (name === 'page.fit' && isHeight(argument)),
          )
        },
      ),
    )
  })
})

const isHeight = (given: unknown) => Number.isInteger(given) && Number(given) >= 1 && Number(given) <= 100_000

describe('an id', () => {
  const SERVER_ID = /^[A-Za-z0-9-]{1,64}$/
  const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
  const some = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('a', 'Z', '9', '-', '/', '.', '\n') }),
    fc.uuid(),
  )

  it('of a server is plain', () => {
    fc.assert(
      fc.property(some, id => {
        expect(accepts('session.openServer', { session: SESSION, id })).toBe(SERVER_ID.test(id))
      }),
    )
  })

  it.each(commandNames.filter(name => (meantBy[name] ?? []).some(argument => holdsId(argument))))(
    'of ours is a UUID: %s',
    name => {
      fc.assert(
        fc.property(some, id => {
          for (const argument of meantBy[name] ?? []) {
            const text = JSON.stringify(argument)
              .replace(SESSION, 'ID')
              .replace(QUESTION, 'ID')
              .replace(KEY, 'ID')
            const given = JSON.parse(text, (_key, value: unknown) => (value === 'ID' ? id : value)) as unknown
            expect(accepts(name, given)).toBe(UUID.test(id))
          }
        }),
      )
    },
  )

  it.each([
    ['no choice', { id: QUESTION }],
    ['another choice', { id: QUESTION, choice: 'both' }],
    ['a field too many', { id: QUESTION, choice: 'keep', session: SESSION }],
    ['no question', { choice: 'keep' }],
  ])('answers nothing with %s', (_what, answer) => {
    expect(accepts('question.answer', answer)).toBe(false)
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
    expect(accepts('proxy.answer', argument)).toBe(false)
  })

  it.each(['host', 'port', 'username', 'password'])('is not taken without its %s', field => {
    const { [field]: _left, ...rest } = login as Record<string, unknown>
    expect(accepts('proxy.answer', rest)).toBe(false)
  })
})

describe('a snapshot', () => {
  it.each(Object.entries(views))('passes unchanged: %s', (_what, view) => {
    expect(v.parse(Snapshot, snapshotOf(view))).toEqual(snapshotOf(view))
  })

  it('has a sample of every kind of view', () => {
    const kinds = [AttemptView, SessionView].flatMap(({ options }) =>
      options.map(({ entries }): string => entries.kind.literal),
    )
    const sampled = new Set<string>(Object.values(views).map(({ kind }) => kind))
    expect([...sampled].toSorted()).toEqual([...kinds, 'signed-out'].toSorted())
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
    ['settingsAsked', -1],
    ['settingsAsked', 0.5],
    ['preferences', {}],
    ['preferences', { notifications: 'yes' }],
    ['askingProxy', true],
    ['askingProxy', { host: 'proxy.example', port: 3128 }],
    ['askingProxy', { host: 'proxy.example', port: 3128, said: 'no' }],
    ['askingProxy', { host: 'proxy.example', port: 3128, said: 'asks', password: 'sentinel' }],
    ['askingProxy', { host: 'proxy.example', port: 3128, said: 'asks', username: 'sentinel' }],
    ['askingProxy', { host: 'proxy.example\n', port: 3128, said: 'asks' }],
    ['askingProxy', { host: 'proxy.example', port: 0, said: 'asks' }],
    ['question', true],
    ['question', {}],
    ['question', lateClaimOf('')],
    ['question', { ...lateClaimOf(null), id: '7' }],
    ['question', { ...lateClaimOf(null), kind: 'access' }],
    ['question', { ...lateClaimOf(null), authToken: 'sentinel' }],
    ['access', null],
    ['access', { asking: null }],
    ['access', { asking: null, silentForMs: -1 }],
    ['access', { asking: { ...askingOf(), token: 'sentinel' }, silentForMs: null }],
    ['access', { asking: { ...askingOf(), id: '7' }, silentForMs: null }],
    ['access', { asking: { ...askingOf(), chain: Array(9).fill('bash') }, silentForMs: null }],
    ['question', { ...lateClaimOf(null), account: { name: 'Ada', authToken: 'sentinel' } }],
    ['ended', 'Error: X-Plex-Token=sentinel'],
    ['revocation', 'refused'],
  ])('does not pass with the %s %j', (field, value) => {
    expect(v.is(Snapshot, { ...snapshotOf(views.restoring), [field]: value })).toBe(false)
  })

  it.each([
    { asking: askingOf(), silentForMs: null },
    { asking: askingOf({ program: null, chain: [], unlasting: 'unseen' }), silentForMs: null },
    { asking: null, silentForMs: 299_999.5 },
  ])('passes with the program that asks %j', access => {
    const snapshot = { ...snapshotOf(views.restoring), access }
    expect(v.parse(Snapshot, snapshot)).toEqual(snapshot)
  })

  it.each([[null], [lateClaimOf(null)], [lateClaimOf('Ada')]])('passes with the question %j', question => {
    const snapshot = { ...snapshotOf(views.restoring), question }
    expect(v.parse(Snapshot, snapshot)).toEqual(snapshot)
  })

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
      'not-allowed',
      'no-server',
      'expired',
      'used-elsewhere',
      'ended-unseen',
      'keychain-asking',
      'keychain-locked',
      'keychain-denied',
      'keychain-silent',
      'keychain-broken',
      'keychain-missing',
      'keychain-emptied',
      'keychain-unreadable',
      'keychain-unstarted',
    ])
  })
})
