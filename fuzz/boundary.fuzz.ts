import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serve } from '../main/ipc/serve.ts'
import { toldCommands } from '../common/commands.fake.ts'
import { presetNames, type PresetName } from '../common/presets.ts'
import { contract, type Snapshot } from '../common/contract.ts'
import { channel, commandNames as names, type CommandName } from '../common/names.ts'
import { KEY, snapshotOf, views, lateClaimOf, QUESTION, SESSION } from '../common/samples.fake.ts'
import { countReached } from '../common/reached.fake.ts'
import { fuzz } from './fuzz.ts'
import { struck } from './json.ts'

const PAGE = 'app://latchkey/index.html'

function createWindow() {
  const bound = new Map<string, (event: unknown, ...sent: unknown[]) => Promise<void>>()
  const sent: unknown[] = []
  const handled: unknown[][] = []
  const contents = {
    mainFrame: { url: PAGE },
    ipc: { handle: (name: string, listener: () => Promise<void>) => void bound.set(name, listener) },
    isDestroyed: () => false,
    send: (_channel: string, snapshot: unknown) => void sent.push(snapshot),
  }
  const handlers = toldCommands((...told) => {
    handled.push(told)
    if (told[0] === 'doctor.examine') return { checks: [], report: '' }
    if (told[0] === 'doctor.save') return 'saved'
    if (told[0] === 'doctor.copy') return 'copied'
    if (told[0] === 'doctor.openLog' || told[0] === 'doctor.showLog') return { isShown: true, path: '/log' }
    return { problem: 'not-copied' }
  })
  // Before anything is asked of the person, an argument must be what it should be.
  const presses = { take: () => true }
  const page = { address: PAGE, commands: names, told: contract.snapshot }
  return { ...serve(contents as never, { handlers, page, presses }), bound, sent, handled, contents }
}
const window = createWindow()

const frame = fc.oneof(
  { weight: 3, arbitrary: fc.constant('own' as const) },
  fc.constant(null),
  fc.record({
    url: fc.oneof(fc.constantFrom(PAGE, 'about:blank', 'https://plex.tv/'), fc.webUrl(), fc.string()),
  }),
)
const url = fc.oneof(
  { weight: 3, arbitrary: fc.constant(PAGE) },
  fc.constantFrom(
    `${PAGE}/`,
    'app://latchkey.example/index.html',
    'about:blank',
    '',
    `${PAGE}#`,
    PAGE.toUpperCase(),
  ),
  fc.string(),
)
const login = { host: 'proxy.example', port: 3128, username: 'ada', password: 'secret' }
const logins = fc.oneof(
  { weight: 2, arbitrary: fc.constant(login) },
  struck([JSON.stringify(login)]),
  fc
    .record({
      username: fc.string({ unit: 'binary', maxLength: 250 }),
      password: fc.string({ maxLength: 1_100 }),
    })
    .map(entered => ({ ...login, ...entered })),
)
const choices: Readonly<Record<string, readonly unknown[]>> = {
  notifications: ['all', 'needs-me', 'none'],
  closing: ['stay', 'quit'],
  theme: ['system', 'light', 'dark', 'contrast'],
  trayIcon: ['coloured', 'for-dark-panels', 'for-light-panels'],
}
const chosen = fc.record(
  {
    ...Object.fromEntries(
      Object.entries(choices).map(([name, values]) => [
        name,
        fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...values) }, fc.anything()),
      ]),
    ),
    more: fc.boolean(),
  },
  { requiredKeys: [] },
)
const id = fc.oneof(
  fc.constantFrom(SESSION, QUESTION, KEY, SESSION.toUpperCase(), `${SESSION}\n`, ''),
  fc.string(),
)
const serverId = fc.oneof(
  fc.constantFrom('9a1f0c', 'x'.repeat(64), '', '../x', 'x'.repeat(65), '9a1f0c\n'),
  fc.string({ unit: 'binary' }),
)
const opening = fc.oneof(
  { weight: 3, arbitrary: fc.record({ session: id, id: serverId }) },
  struck([JSON.stringify({ session: SESSION, id: '9a1f0c' })]),
)
const answer = fc.oneof(
  { weight: 3, arbitrary: fc.record({ id, choice: fc.constantFrom('keep', 'revoke', 'both') }) },
  struck([JSON.stringify({ id: QUESTION, choice: 'keep' })]),
)
const accessAnswer = fc.record({ id, choice: fc.constantFrom('once', 'allow', 'not-now', 'always') })
const text = fc.oneof(fc.constantFrom('', 'Kometa', 'x'.repeat(201)), fc.string({ unit: 'binary' }))
const preset = fc.constantFrom(null, 'kometa', 'no-such-program', 3)
const newKey = fc.record({ name: text, preset, server: fc.oneof(fc.constant(null), serverId) })
const renaming = fc.record({ id, name: text })
const copying = fc.record({
  id,
  what: fc.constantFrom('key', 'lines', 'lines-without-key', 'all'),
  address: fc.oneof(fc.constantFrom(null, 'x'.repeat(501)), text),
})
const disallowing = fc.record({
  id,
  path: fc.oneof(fc.constantFrom('', '/', 'x'.repeat(4_097)), fc.string()),
})
const height = fc.oneof(fc.constantFrom(0, 1, 540.5, 100_000, 100_001), fc.integer(), fc.nat(100_000))
const argument = fc.oneof(
  // What most commands take.
  { weight: 3, arbitrary: fc.constant(undefined) },
  logins,
  chosen,
  opening,
  answer,
  newKey,
  renaming,
  copying,
  accessAnswer,
  disallowing,
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
  fc.constantFrom(undefined, true, false),
  id,
)

/** What each command takes, told apart from the contract. */
function isProper(name: CommandName, given: unknown): boolean {
  switch (name) {
    case 'page.fit':
      return Number.isInteger(given) && Number(given) >= 1 && Number(given) <= 100_000
    case 'app.setLaunchAtLogin':
      return typeof given === 'boolean'
    case 'session.signOut':
    case 'session.signOutWithKeys':
    case 'session.disown':
    case 'session.refreshServers':
    case 'keys.cancel':
    case 'keys.replace':
    case 'keys.revoke':
    case 'keys.forget':
    case 'keys.show':
    case 'keys.addresses':
      return isId(given)
    case 'keys.create':
      return isRecord(given, {
        name: isLine,
        preset: chosen => chosen === null || presetNames.includes(chosen as PresetName),
        server: chosen => chosen === null || isServerId(chosen),
      })
    case 'keys.rename':
      return isRecord(given, { id: isId, name: isLine })
    case 'keys.copy':
      return isRecord(given, {
        id: isId,
        what: chosen => ['key', 'lines', 'lines-without-key'].includes(chosen as string),
        address: chosen => chosen === null || (typeof chosen === 'string' && chosen.length <= 500),
      })
    case 'session.openServer':
      return isRecord(given, { session: isId, id: isServerId })
    case 'question.answer':
      return isRecord(given, { id: isId, choice: choice => choice === 'keep' || choice === 'revoke' })
    case 'access.answer':
      return isRecord(given, {
        id: isId,
        choice: choice => choice === 'once' || choice === 'allow' || choice === 'not-now',
      })
    case 'keys.disallow':
      return isRecord(given, { id: isId, path: isPath })
    case 'proxy.answer':
      return isLogin(given)
    case 'preferences.change':
      return isChange(given)
    default:
      return given === undefined
  }
}

const isLine = (given: unknown) => typeof given === 'string' && given.length >= 1 && given.length <= 200
const isPath = (given: unknown) => typeof given === 'string' && given.length >= 1 && given.length <= 4_096
const isServerId = (given: unknown) => typeof given === 'string' && /^[A-Za-z0-9-]{1,64}$/.test(given)
const isId = (given: unknown) =>
  typeof given === 'string' && /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(given)

/** Some of the choices, each one of its values. */
function isChange(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false
  const made = Object.entries(given)
  return (
    made.length > 0 &&
    made.every(([name, value]) => Object.hasOwn(choices, name) && choices[name]?.includes(value))
  )
}

/** With these fields, each as it should be, and no other. */
function isRecord(given: unknown, fields: Readonly<Record<string, (value: unknown) => boolean>>): boolean {
  if (typeof given !== 'object' || given === null) return false
  const has = given as Record<string, unknown>
  const isWhole = Object.keys(has).toSorted().join() === Object.keys(fields).toSorted().join()
  return isWhole && Object.entries(fields).every(([name, isField]) => isField(has[name]))
}

function isLogin(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false
  if (Object.keys(given).toSorted().join() !== 'host,password,port,username') return false
  const { host, port, username, password } = given as Record<string, unknown>
  const isText = (value: unknown, least: number, most: number) =>
    typeof value === 'string' && value.length >= least && value.length <= most && !/[\0\r\n]/.test(value)
  return (
    isText(host, 1, 253) &&
    /^[A-Za-z0-9_.:-]+$/.test(String(host)) &&
    Number.isInteger(port) &&
    Number(port) >= 1 &&
    Number(port) <= 65_535 &&
    isText(username, 1, 200) &&
    isText(password, 0, 1_000)
  )
}

/** Of what a command may mean, so that it is often meant well. */
const meantBy: Partial<Record<CommandName, fc.Arbitrary<unknown>>> = {
  'page.fit': height,
  'session.signOut': id,
  'session.signOutWithKeys': id,
  'keys.create': newKey,
  'keys.cancel': id,
  'keys.replace': id,
  'keys.rename': renaming,
  'keys.revoke': id,
  'keys.forget': id,
  'keys.show': id,
  'keys.copy': copying,
  'keys.addresses': id,
  'session.disown': id,
  'session.refreshServers': id,
  'session.openServer': opening,
  'question.answer': answer,
  'access.answer': accessAnswer,
  'keys.disallow': disallowing,
  'proxy.answer': logins,
  'preferences.change': chosen,
}

const calls = fc.constantFrom(...names).chain(name =>
  fc.record({
    name: fc.constant(name),
    frame,
    url,
    given: fc.oneof(argument, meantBy[name] ?? argument),
    more: fc.array(fc.anything(), { maxLength: 2 }),
  }),
)

describe('the boundary', () => {
  const reached = { proper: countReached(), sent: countReached() }

  fuzz('a command', calls, async call => {
    window.handled.length = 0
    window.contents.mainFrame = { url: call.url }
    const senderFrame = call.frame === 'own' ? window.contents.mainFrame : call.frame
    const served = call.frame === 'own' && call.url === PAGE
    const answered = await window.bound
      .get(channel(call.name))?.({ sender: window.contents, senderFrame }, call.given, ...call.more)
      .then(
        () => 'done',
        (error: unknown) => String(error),
      )
    const proper = served && isProper(call.name, call.given)
    const refusal = served ? 'malformed argument' : 'unknown sender'
    if (proper) reached.proper.again()
    expect(answered).toBe(proper ? 'done' : `RefusedCommand: ${call.name}: ${refusal}`)
    expect(window.handled).toEqual(proper ? [[call.name, call.given]] : [])
  })

  const samples: Snapshot[] = [
    ...Object.values(views).map(view => snapshotOf(view)),
    {
      ...snapshotOf(views['signed in']),
      question: lateClaimOf('Ada'),
      update: { version: '1.2.3', stage: 'available' },
    },
    {
      ...snapshotOf(views['signed out']),
      askingProxy: { host: 'proxy.example', port: 3128, said: 'asks' },
    },
  ]
  const snapshots = struck(samples.map(sample => JSON.stringify(sample)))
  const fields = new Set(samples.flatMap(keys))
  fuzz('a snapshot', snapshots, snapshot => {
    window.sent.length = 0
    try {
      window.publish(snapshot as never)
    } catch {
      expect(window.sent).toEqual([])
      return
    }
    reached.sent.again()
    expect(window.sent).toHaveLength(1)
    expect(keys(window.sent[0]).filter(key => !fields.has(key))).toEqual([])
  })

  it('was passed often enough', () => {
    for (const each of Object.values(reached)) each.atLeast(15)
  })
})

/** All names of fields in a value, at any depth. */
function keys(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) =>
    Array.isArray(value) ? keys(part) : [key, ...keys(part)],
  )
}
