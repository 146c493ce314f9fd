import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../common/contract.ts'
import { english as text } from '../../../common/english.fake.ts'
import { problemNames } from '../../../common/problems.ts'
import { type Devices, judgeDevices, judgeKeys } from './account.ts'
import {
  type Bus,
  type FileState,
  judgeBus,
  judgeFiles,
  judgeLogin,
  judgeProgram,
  judgeSandbox,
  judgeTray,
  type TrayState,
} from './computer.ts'
import type { Finding } from './finding.ts'
import { judgeKeychain, type KeychainState } from './keychain.ts'
import { judgeClock, judgeWay, type PlexWay } from './way.ts'

/** What a line says in short. What is not well always says what to do. */
function short({ result, said, next }: Finding): string {
  expect([said === '', next === null]).toEqual([false, result === 'ok'])
  return result
}

it('the program is named with all its parts', () => {
  const program = {
    version: '1.2.3',
    electron: '45.5.0',
    chrome: '142',
    node: '22',
    system: 'Linux 6.1 (x64)',
  }
  expect(judgeProgram(text, program).said).toBe(
    'Latchkey·1.2.3 with Electron·45.5.0, Chromium·142 and Node·22, on Linux 6.1 (x64)'.replaceAll(
      '·',
      '\u00a0',
    ),
  )
})

it('the sandbox is on, or it is a warning', () => {
  expect([true, false].map(isOn => short(judgeSandbox(text, isOn)))).toEqual(['ok', 'warning'])
})

it.each<[Bus, string]>([
  ['there', 'ok'],
  ['none', 'failed'],
  ['silent', 'failed'],
])('a bus that is %s is %s', (bus, expected) => {
  expect(short(judgeBus(text, bus))).toBe(expected)
})

it.each<[TrayState, string]>([
  ['there', 'ok'],
  ['no-display', 'ok'],
  ['no-watcher', 'warning'],
  ['no-panel', 'warning'],
  ['no-bus', 'warning'],
  ['silent', 'warning'],
  ['untold', 'warning'],
])('an icon of %s is %s', (tray, expected) => {
  expect(short(judgeTray(text, tray))).toBe(expected)
})

it.each<[Snapshot['launchAtLogin'], string]>([
  ['on', 'ok'],
  ['off', 'ok'],
  ['by-hand', 'ok'],
  ['another-copy', 'warning'],
  ['another-program', 'warning'],
  ['unsure', 'warning'],
  ['unknown', 'warning'],
  ['turned-off-in-task-manager', 'warning'],
  ['needs-approval', 'warning'],
])('a start at login of %s is %s', (state, expected) => {
  expect(short(judgeLogin(text, state)!)).toBe(expected)
})

it('nothing is said of a start at login that there cannot be', () => {
  expect(judgeLogin(text, 'unavailable')).toBeNull()
})

it.each<[FileState[], string, string]>([
  [['well', 'nothing', 'well'], 'ok', 'Latchkey’s files can be read and written'],
  [['well', 'unreadable', 'senseless'], 'failed', 'Latchkey cannot read b.json'],
  [['unwritable', 'unwritable', 'well'], 'failed', 'Latchkey cannot write a.json, b.json'],
  [['well', 'well', 'senseless'], 'failed', 'c.json: what is in there makes no sense'],
  [['silent', 'unreadable', 'well'], 'failed', 'The disk with a.json does not answer'],
])('files of %j are %s', (states, expected, said) => {
  const files = states.map((state, at) => ({ name: `${'abc'[at]}.json`, state }))
  const finding = judgeFiles(text, '/home/ada/.config/Latchkey', files)
  expect([short(finding), finding.said]).toEqual([expected, said])
})

it.each<[KeychainState, string]>([
  ['works', 'ok'],
  ['untried', 'ok'],
  ['asks', 'ok'],
  ['locked', 'warning'],
  ['refused', 'warning'],
  ['left', 'warning'],
  ['no-bus', 'failed'],
  ['missing', 'failed'],
  ['silent', 'failed'],
  ['no-keyring', 'failed'],
  ['unstarted', 'failed'],
  ['changed', 'failed'],
])('a keychain of %s is %s', (state, expected) => {
  expect(short(judgeKeychain(text, state, true))).toBe(expected)
})

it.each([
  [true, 'Choose “Try now” in Latchkey, and allow it when the keychain asks.'],
  [false, 'Choose “Try again” in Latchkey, and allow it when the keychain asks.'],
])('a keychain that refused is asked by the button that there is, signed in: %s', (isSignedIn, next) => {
  expect(judgeKeychain(text, 'refused', isSignedIn).next).toBe(next)
})

describe('the way to plex.tv', () => {
  const well: PlexWay = {
    proxy: null,
    asking: null,
    isNameKnown: true,
    problem: null,
    status: 401,
    isPlex: true,
    issuer: { name: 'Google Trust Services, WR1', isKnown: true },
    aheadMs: 0,
  }
  const told = (way: Partial<PlexWay>) =>
    judgeWay(text, { ...well, ...way }).map(line => `${line.name} ${short(line)}`)
  const upTo = (last: string, ...names: string[]) => [...names.map(name => `${name} ok`), last]
  const proxy = 'proxy.example:3128'
  const added = { name: 'Example Ltd, Filter', isKnown: false }

  it.each<[string, Partial<PlexWay>, readonly string[]]>([
    ['is well', {}, upTo('plex ok', 'proxy', 'name', 'connection', 'certificate')],
    ['goes by a proxy', { proxy, isNameKnown: false }, upTo('plex ok', 'proxy', 'connection', 'certificate')],
    ['goes by one that asks', { proxy, problem: 'proxy-password' }, upTo('proxy failed')],
    [
      'goes by one that asked',
      { problem: 'proxy-password', asking: { host: 'p', port: 1 } },
      upTo('proxy failed'),
    ],
    ['goes by one that is closed', { proxy, problem: 'proxy' }, upTo('proxy failed')],
    ['has no name', { problem: 'name', isNameKnown: false }, upTo('name failed', 'proxy')],
    ['has no name any more', { problem: 'connection', isNameKnown: false }, upTo('name failed', 'proxy')],
    [
      'has no network',
      { problem: 'offline', isNameKnown: false },
      upTo('connection failed', 'proxy', 'name'),
    ],
    ['has no connection', { problem: 'connection' }, upTo('connection failed', 'proxy', 'name')],
    ...(['authority', 'certificate', 'clock'] as const).map(
      (problem): [string, Partial<PlexWay>, readonly string[]] => [
        `has a certificate with ${problem}`,
        { problem, issuer: added },
        upTo('certificate failed', 'proxy', 'name', 'connection'),
      ],
    ),
    [
      'has an authority that was added',
      { issuer: added },
      ['proxy ok', 'name ok', 'connection ok', 'certificate warning', 'plex ok'],
    ],
    [
      'does not say who issued',
      { issuer: null },
      upTo('plex ok', 'proxy', 'name', 'connection', 'certificate'),
    ],
    [
      'ends at a page of the network',
      { status: 200, isPlex: false },
      upTo('plex failed', 'proxy', 'name', 'connection', 'certificate'),
    ],
    [
      'ends in trouble of plex.tv',
      { problem: 'service', status: 503, isPlex: false },
      upTo('plex failed', 'proxy', 'name', 'connection', 'certificate'),
    ],
    [
      'ends in a pause',
      { problem: 'rate-limited', status: 429, isPlex: false },
      upTo('plex warning', 'proxy', 'name', 'connection', 'certificate'),
    ],
    [
      'ends in nothing that makes sense',
      { problem: 'unexpected', status: null, isPlex: false },
      upTo('plex failed', 'proxy', 'name', 'connection', 'certificate'),
    ],
  ])('%s', (_what, way, expected) => {
    expect(told(way)).toEqual(expected)
  })

  it.each(problemNames)('is never all well with a problem: %s', problem => {
    const lines = judgeWay(text, { ...well, problem, status: null, isPlex: false })
    expect(lines.every(({ result }) => result === 'ok')).toBe(false)
  })

  it('names the proxy that asked, and who issued the certificate', () => {
    const said = (way: Partial<PlexWay>) => judgeWay(text, { ...well, ...way }).map(line => line.said)
    expect(said({ proxy, problem: 'proxy-password', asking: { host: 'other', port: 80 } })).toEqual([
      'The proxy other:80 asks for a user name and a password',
    ])
    expect(said({ issuer: added })[3]).toContain('Example Ltd, Filter')
  })

  it.each<[number | null, string]>([
    [0, 'ok'],
    [-60_000, 'ok'],
    [61_000, 'warning'],
    [-7_200_000, 'warning'],
    [90_000_000, 'failed'],
    [null, 'warning'],
  ])('has a clock that differs by %s: %s', (aheadMs, expected) => {
    expect(short(judgeClock(text, { ...well, aheadMs })!)).toBe(expected)
  })

  it('says nothing of a clock that only a way that fails keeps from being compared', () => {
    const cut = { ...well, problem: 'connection', status: null, isPlex: false, aheadMs: null } as const
    expect([judgeClock(text, cut), judgeClock(text, { ...cut, aheadMs: 0 })?.result]).toEqual([null, 'ok'])
  })
})

it('keys are counted, and never named', () => {
  expect(
    [
      judgeKeys(text, []),
      judgeKeys(text, ['alive', 'alive', 'unconfirmed']),
      judgeKeys(text, ['alive', 'dead', 'dead', 'missing', 'leaving']),
    ].map(finding => [short(finding), finding.said]),
  ).toEqual([
    ['ok', 'There are no keys for other programs'],
    ['ok', 'There are 3\u00a0keys, 1\u00a0not confirmed by Plex yet'],
    [
      'warning',
      'Of 5\u00a0keys, 2\u00a0have ended at Plex, 1\u00a0is gone from the keychain, 1\u00a0is waiting to be revoked',
    ],
  ])
})

describe('devices at Plex', () => {
  const device = (identifier: string, addedAt: number | null) => ({
    identifier,
    name: `N ${identifier}`,
    addedAt,
  })
  const own = new Set(['latchkey', 'key'])
  it.each<[string, Devices | null, string, string]>([
    ['nobody is signed in', null, 'ok', 'Nobody is signed in'],
    ['Plex does not list them', { list: null, since: 5, own }, 'warning', 'did not list'],
    ['it is not known since when', { list: [device('a', 9)], since: null, own }, 'ok', '1\u00a0device'],
    [
      'all are older or ours',
      { list: [device('a', 4), device('latchkey', 9), device('key', 9), device('b', null)], since: 5, own },
      'ok',
      'No other device',
    ],
    [
      'one is new',
      { list: [device('a', 9)], since: 5, own },
      'warning',
      'Another device was added to your account since you signed in here: N a',
    ],
    [
      'many are new',
      { list: Array.from({ length: 9 }, (_, at) => device(String(at), 9)), since: 5, own },
      'warning',
      'N 4 and 4\u00a0more',
    ],
  ])('are told where %s', (_what, devices, expected, said) => {
    const finding = judgeDevices(text, devices)
    expect([short(finding), finding.said]).toEqual([expected, expect.stringContaining(said)])
  })
})
