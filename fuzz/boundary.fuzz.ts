import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Handlers, serve } from '../main/ipc/serve.ts'
import type { Snapshot } from '../common/contract.ts'
import { channel, commandNames as names, type CommandName } from '../common/names.ts'
import { snapshotOf, views } from '../common/samples.ts'
import { countReached } from '../common/reached.bench.ts'
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
  const handlers = Object.fromEntries(
    names.map(name => [name, (...received: unknown[]) => void handled.push([name, ...received])]),
  ) as unknown as Handlers
  // Before anything is asked of the person, an argument must be what it should be.
  const presses = { take: () => true }
  return { ...serve(contents as never, { handlers, page: PAGE, presses }), bound, sent, handled, contents }
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
const argument = fc.oneof(
  // What most commands take.
  { weight: 3, arbitrary: fc.constant(undefined) },
  logins,
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
  fc.constantFrom(undefined, true, false, '9a1f0c', '', '../x', 'x'.repeat(65), '9a1f0c\n'),
  fc.string({ unit: 'binary' }),
)

/** What each command takes, told apart from the contract. */
function isProper(name: CommandName, given: unknown): boolean {
  if (name === 'setLaunchAtLogin') return typeof given === 'boolean'
  if (name === 'openServer') return typeof given === 'string' && /^[A-Za-z0-9-]{1,64}$/.test(given)
  if (name === 'answerProxy') return isLogin(given)
  return given === undefined
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

const calls = fc.record({
  name: fc.constantFrom(...names),
  frame,
  url,
  given: argument,
  more: fc.array(fc.anything(), { maxLength: 2 }),
})

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
      lateClaim: { account: { name: 'Ada' } },
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
    for (const each of Object.values(reached)) each.atLeast(50)
  })
})

/** All names of fields in a value, at any depth. */
function keys(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) =>
    Array.isArray(value) ? keys(part) : [key, ...keys(part)],
  )
}
