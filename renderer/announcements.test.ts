import type { SignInView } from '../common/sign-in-view.ts'
import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../common/contract.ts'
import { type Problem, Problem as problems } from '../common/sign-in-view.ts'
import {
  ada,
  askingOf,
  attic,
  signedIn,
  snapshotOf,
  views,
  lateClaimOf,
  livesOf,
} from '../common/samples.fake.ts'
import { english } from '../common/english.fake.ts'
import { announcements } from './announcements.ts'

type Name = keyof typeof views

const names = Object.keys(views) as Name[]

const words = (before: Snapshot, after: Snapshot): string[] =>
  announcements(english, before, after).map(({ manner, text }) => `${manner}: ${text}`)

const between = (before: SignInView, after: SignInView): string[] =>
  words(snapshotOf(before), snapshotOf(after))

/** What is said on the way to each view: from most others, and from those named apart. From itself there is nothing. */
const table: Readonly<
  Record<Name, { readonly most: readonly string[] } & Partial<Record<Name, readonly string[]>>>
> = {
  restoring: { most: ['progress: Checking your sign-in…'] },
  'signed out': {
    most: ['polite: Cancelled'],
    'signed in, by whom not yet known': ['polite: Signed out'],
    'signed in': ['polite: Signed out'],
    'signed in, in memory and with a problem': ['polite: Signed out'],
    'signing out': ['polite: Signed out'],
    restoring: ['polite: Not signed in'],
    'signed out, with a problem': ['polite: Not signed in'],
    saving: ['polite: Not signed in'],
    'signed out, and Plex does not know yet': [],
    'signed out, and Plex knows': [],
    'signed out, and Plex never knew': [],
  },
  'signed out, and Plex does not know yet': {
    most: ['polite: Cancelled'],
    'signed in, by whom not yet known': [
      'polite: Signed out',
      'progress: Plex has not been told yet; Latchkey keeps trying.',
    ],
    'signed in': ['polite: Signed out', 'progress: Plex has not been told yet; Latchkey keeps trying.'],
    'signed in, in memory and with a problem': [
      'polite: Signed out',
      'progress: Plex has not been told yet; Latchkey keeps trying.',
    ],
    'signing out': ['polite: Signed out', 'progress: Plex has not been told yet; Latchkey keeps trying.'],
    restoring: ['polite: Not signed in'],
    'signed out, with a problem': ['polite: Not signed in'],
    saving: ['polite: Not signed in'],
    'signed out': ['progress: Plex has not been told yet; Latchkey keeps trying.'],
    'signed out, and Plex knows': ['progress: Plex has not been told yet; Latchkey keeps trying.'],
    'signed out, and Plex never knew': ['progress: Plex has not been told yet; Latchkey keeps trying.'],
  },
  'signed out, and Plex knows': {
    most: ['polite: Cancelled'],
    'signed in, by whom not yet known': ['polite: Signed out', 'polite: Your sign-in is revoked at Plex'],
    'signed in': ['polite: Signed out', 'polite: Your sign-in is revoked at Plex'],
    'signed in, in memory and with a problem': [
      'polite: Signed out',
      'polite: Your sign-in is revoked at Plex',
    ],
    'signing out': ['polite: Signed out', 'polite: Your sign-in is revoked at Plex'],
    restoring: ['polite: Not signed in'],
    'signed out, with a problem': ['polite: Not signed in'],
    saving: ['polite: Not signed in'],
    'signed out': ['polite: Your sign-in is revoked at Plex'],
    'signed out, and Plex does not know yet': ['polite: Your sign-in is revoked at Plex'],
    'signed out, and Plex never knew': ['polite: Your sign-in is revoked at Plex'],
  },
  'signed out, and Plex never knew': {
    most: ['polite: Cancelled'],
    'signed in, by whom not yet known': [
      'polite: Signed out',
      'polite: For 30\u00a0days Plex could not be told that you signed out. Remove this computer from your devices at Plex yourself.',
    ],
    'signed in': [
      'polite: Signed out',
      'polite: For 30\u00a0days Plex could not be told that you signed out. Remove this computer from your devices at Plex yourself.',
    ],
    'signed in, in memory and with a problem': [
      'polite: Signed out',
      'polite: For 30\u00a0days Plex could not be told that you signed out. Remove this computer from your devices at Plex yourself.',
    ],
    'signing out': [
      'polite: Signed out',
      'polite: For 30\u00a0days Plex could not be told that you signed out. Remove this computer from your devices at Plex yourself.',
    ],
    restoring: ['polite: Not signed in'],
    'signed out, with a problem': ['polite: Not signed in'],
    saving: ['polite: Not signed in'],
    'signed out': [
      'polite: For 30\u00a0days Plex could not be told that you signed out. Remove this computer from your devices at Plex yourself.',
    ],
    'signed out, and Plex does not know yet': [
      'polite: For 30\u00a0days Plex could not be told that you signed out. Remove this computer from your devices at Plex yourself.',
    ],
    'signed out, and Plex knows': [
      'polite: For 30\u00a0days Plex could not be told that you signed out. Remove this computer from your devices at Plex yourself.',
    ],
  },
  'signed out, with a problem': {
    most: [
      'polite: This code has expired. Nobody entered it in time. A code lasts 15\u00a0minutes: get a new one when you are ready to enter it.',
    ],
  },
  'requesting a code': { most: ['progress: Getting a code from plex.tv…'] },
  'requesting a code, in trouble': { most: ['polite: plex.tv cannot be found'] },
  'awaiting approval': {
    most: ['polite: Enter this code at plex.tv/link: K, Y, L, X'],
    'awaiting approval, in trouble': ['polite: plex.tv answers again. Waiting for you to approve.'],
  },
  'awaiting approval, in trouble': {
    most: ['polite: Here is a new code: K, Y, L, X. You are offline'],
    'awaiting approval': ['polite: You are offline'],
  },
  saving: { most: ['progress: Signing you in…'] },
  'signed in, by whom not yet known': {
    most: ['progress: Signed in. Plex has not answered yet; your sign-in is kept.'],
    'signed in': [],
    'signed in, in memory and with a problem': [
      'polite: Not confirmed by Plex yet. Your sign-in is in your system keychain',
    ],
  },
  'signed in': {
    most: ['polite: Signed in as Ada'],
    'signed in, in memory and with a problem': [
      'polite: Confirmed by Plex 3 h ago. Your sign-in is in your system keychain',
    ],
  },
  'signed in, in memory and with a problem': {
    most: [
      'polite: Signed in as Ada. Plex could not confirm your sign-in, last confirmed 3 h ago. Signed in until you quit. Your keychain is locked. Once it is open, Latchkey moves your sign-in there by itself.',
    ],
    'signed in': [
      'polite: Plex could not confirm your sign-in, last confirmed 3 h ago. Signed in until you quit. Your keychain is locked. Once it is open, Latchkey moves your sign-in there by itself.',
    ],
  },
  'signing out': { most: ['progress: Signing out…'] },
}

describe('what is said on the way', () => {
  it.each(names.flatMap(after => names.map(before => [before, after] as const)))(
    'from “%s” to “%s”',
    (before, after) => {
      const { most, [before]: apart = most } = table[after]
      expect(between(views[before], views[after])).toEqual(before === after ? [] : apart)
    },
  )
})

describe('a problem', () => {
  const ordinary = ['expired', 'used-elsewhere'] as const satisfies Problem[]
  const told = (problem: Problem) =>
    announcements(
      english,
      snapshotOf(views.saving),
      snapshotOf({ kind: 'signed-out', problem, revocation: null }),
    )

  it.each(problems.options)('that ends what was under way is told with what to do: %s', problem => {
    const [said, ...more] = told(problem)
    expect(more).toEqual([])
    expect(said?.manner).toBe((ordinary as readonly Problem[]).includes(problem) ? 'polite' : 'alert')
    expect(said?.text.split('. ').length).toBeGreaterThan(1)
  })

  it.each(problems.options)('of an attempt that goes on is told once, and so is its end: %s', problem => {
    const well = views['awaiting approval']
    const ill = { ...well, trouble: { problem, retryInMs: 5_000 } }
    expect(between(well, ill)).toHaveLength(1)
    expect(between(ill, { ...ill, trouble: { problem, retryInMs: 1_000 }, remainingMs: 5 })).toEqual([])
    expect(between(ill, well)).toEqual(['polite: plex.tv answers again. Waiting for you to approve.'])
  })

  it.each(problems.options)('of a sign-in is told once, and so is its end: %s', problem => {
    const ill = signedIn({ problem })
    expect(between(signedIn(), ill)).toHaveLength(1)
    expect(between(ill, { ...ill, checkableInMs: 5 })).toEqual([])
    expect(between(ill, signedIn({ confirmedAgoMs: 0 }))).toEqual(['polite: Confirmed by Plex just\u00a0now'])
  })
})

describe('a code', () => {
  const first = views['awaiting approval']

  it('is spelled, and each one after it', () => {
    const second = { ...first, code: 'AB12', renewals: 1 }
    expect(between(views['requesting a code'], first)).toEqual([
      'polite: Enter this code at plex.tv/link: K, Y, L, X',
    ])
    expect(between(first, second)).toEqual(['polite: Here is a new code: A, B, 1, 2'])
    expect(between(views['requesting a code'], second)).toEqual(['polite: Here is a new code: A, B, 1, 2'])
  })

  it('is not told again because time passes', () => {
    expect(between(first, { ...first, remainingMs: 1 })).toEqual([])
  })
})

describe('a sign-in', () => {
  const servers = { list: [attic], refreshing: false, problem: null }
  const cases: ReadonlyArray<
    readonly [string, Parameters<typeof signedIn>[0], Parameters<typeof signedIn>[0], string[]]
  > = [
    [
      'that is given its name',
      { account: null, checking: true },
      { confirmedAgoMs: 0 },
      ['polite: Signed in as Ada'],
    ],
    ['that is another’s', {}, { account: { ...ada, name: 'Bob' } }, ['polite: Signed in as Bob']],
    ['that is being checked', {}, { checking: true }, []],
    [
      'that was checked',
      { checking: true },
      { confirmedAgoMs: 0 },
      ['polite: Confirmed by Plex just\u00a0now'],
    ],
    [
      'that was checked in vain',
      { checking: true, problem: 'service' },
      { problem: 'service' },
      ['polite: Plex could not confirm your sign-in, last confirmed 3\u00a0h\u00a0ago'],
    ],
    [
      'that moved to the keychain',
      { kept: 'keychain-locked' },
      {},
      ['polite: Your sign-in is in your system keychain'],
    ],
    [
      'that the keychain said it took, and does not have',
      { kept: 'keychain-locked' },
      { kept: 'unseen' },
      [
        'polite: Signed in until you quit. Your keychain said that it took your sign-in, but does not have it. Latchkey tries again by itself. If this stays, sign out of your desktop and in again: that starts the keychain anew.',
      ],
    ],
    ['whose keychain is locked', {}, { problem: 'keychain-locked' }, ['polite: Your keychain is locked']],
    [
      'whose servers came for the first time',
      { servers: { ...servers, list: null, refreshing: true } },
      {},
      [],
    ],
    ['whose servers are asked for', {}, { servers: { ...servers, refreshing: true } }, []],
    [
      'whose servers came again',
      { servers: { ...servers, refreshing: true } },
      {},
      ['polite: 1\u00a0server'],
    ],
    [
      'whose servers did not come',
      { servers: { ...servers, refreshing: true } },
      { servers: { ...servers, problem: 'offline' } },
      ['polite: You are offline'],
    ],
  ]
  it.each(cases)('%s', (_, before, after, said) => {
    expect(between(signedIn(before), signedIn(after))).toEqual(said)
  })
})

describe('a proxy that asks', () => {
  const proxy = { host: '::1', port: 3128 }
  type Asks = NonNullable<Snapshot['askingProxy']>['said'] | null
  const asking = (said: Asks): Snapshot['askingProxy'] => said && { ...proxy, said }
  const out = { kind: 'signed-out', problem: 'proxy-password', revocation: null } as const
  const held = signedIn({ problem: 'proxy-password' })
  const title = 'The proxy asks for a password'
  const told = `alert: ${title}. Enter its user name and password in this window.`
  const asks = 'polite: The proxy [::1]:3128 asks for a user name and a password.'
  const refused = 'polite: The proxy [::1]:3128 refused the user name and the password that you entered.'
  const environment =
    'polite: The proxy [::1]:3128 refused the user name and the password that the environment has for it.'
  const cannotBeReached = 'polite: Plex cannot be reached, last confirmed 3\u00a0h\u00a0ago'
  const trouble = {
    ...views['awaiting approval'],
    trouble: { problem: 'proxy-password', retryInMs: 0 },
  } as const
  const cases: ReadonlyArray<
    readonly [string, readonly [SignInView, SignInView], readonly [Asks, Asks], string[]]
  > = [
    ['before there is a code', [views['requesting a code'], out], [null, 'asks'], [told]],
    [
      'and refused what it was given',
      [views['requesting a code'], out],
      [null, 'refused-environment'],
      [told, environment],
    ],
    [
      'while a code is on screen',
      [views['awaiting approval'], trouble],
      [null, 'asks'],
      [`polite: ${title}`],
    ],
    ['when the sign-in is checked', [signedIn(), held], [null, 'asks'], [cannotBeReached, asks]],
    [
      'at the first check',
      [views.restoring, held],
      [null, 'asks'],
      [`polite: Signed in as Ada. ${cannotBeReached.slice(8)}`, asks],
    ],
    [
      'when the servers are asked for',
      [
        signedIn({ servers: { list: null, refreshing: true, problem: null } }),
        signedIn({ servers: { list: null, refreshing: false, problem: 'proxy-password' } }),
      ],
      [null, 'asks'],
      [`polite: ${title}`],
    ],
    ['as before', [out, out], ['asks', 'asks'], []],
    ['and is answered', [out, out], ['asks', 'trying'], ['progress: Trying them…']],
    ['and is still being answered', [out, out], ['trying', 'trying'], []],
    ['and refuses the answer', [out, out], ['trying', 'refused'], [refused]],
    ['and refuses it as before', [held, held], ['refused', 'refused'], []],
    [
      'and takes it',
      [out, views['requesting a code']],
      ['trying', null],
      ['progress: Getting a code from plex.tv…'],
    ],
  ]
  it.each(cases)('%s', (_when, [before, after], [asked, asks], expected) => {
    expect(
      words(
        { ...snapshotOf(before), askingProxy: asking(asked) },
        { ...snapshotOf(after), askingProxy: asking(asks) },
      ),
    ).toEqual(expected)
  })
})

describe('a keychain that asks', () => {
  const out = (problem: Problem | null): SignInView => ({ kind: 'signed-out', problem, revocation: null })
  const asks = { stoppable: true }
  const waiting = 'Waiting for your keychain’s answer…'
  const cases: ReadonlyArray<
    readonly [string, readonly [SignInView, SignInView], readonly [boolean, boolean], string[]]
  > = [
    ['while signed in', [signedIn(), signedIn()], [false, true], [`progress: ${waiting}`]],
    ['at the start', [views.restoring, views.restoring], [false, true], [`progress: ${waiting}`]],
    [
      'which keeps somebody signed out',
      [views.restoring, out('keychain-asking')],
      [false, true],
      [
        `alert: ${waiting} It may be asking you for a password or for permission, in a window of its own that another one may cover: answer it there. Or sign in until you quit Latchkey.`,
      ],
    ],
    ['still', [signedIn(), signedIn()], [true, true], []],
    ['and has its answer', [signedIn(), signedIn()], [true, false], []],
    [
      'while a token is stored',
      [signedIn(), signedIn({ kept: 'keychain-asking' })],
      [false, true],
      [
        'polite: Signed in until you quit. Your keychain has not answered yet: it may be asking you something. Once you allow it, your sign-in moves there.',
        `progress: ${waiting}`,
      ],
    ],
  ]
  it.each(cases)('%s', (_when, [before, after], [asked, asking], expected) => {
    expect(
      words(
        { ...snapshotOf(before), askingKeychain: asked ? asks : null },
        { ...snapshotOf(after), askingKeychain: asking ? asks : null },
      ),
    ).toEqual(expected)
  })
})

describe('beside the sign-in', () => {
  const quiet = snapshotOf(views['signed out'])
  const busy = snapshotOf(views['signed in'])
  const claim = (name: string | null) => ({ question: lateClaimOf(name) })
  const asks = () => ({ access: { asking: askingOf(), silentForMs: null } })
  const update = (stage: NonNullable<Snapshot['update']>['stage']) => ({
    update: { version: '9.9.9', stage },
  })
  const cases: ReadonlyArray<readonly [string, Partial<Snapshot>, Partial<Snapshot>, string[]]> = [
    [
      'a program that asks',
      {},
      asks(),
      ['polite: “\u2068Kometa\u2069” asks for a key, in a window of its own.'],
    ],
    ['the same program', asks(), asks(), []],
    ['the answer to it', asks(), {}, []],
    ['a question, which is a dialog', {}, claim('Bob'), []],
    ['whom the question is about', claim(null), claim('Bob'), ['polite: It is for Bob.']],
    ['the next question', claim('Bob'), claim('Eve'), ['polite: It is for Eve.']],
    ['the same question', claim('Bob'), claim('Bob'), []],
    [
      'a question answered with no',
      claim('Bob'),
      {},
      ['polite: The sign-in that you had cancelled is not kept.'],
    ],
    ['a question answered with yes', claim('Bob'), livesOf(views.saving), ['progress: Signing you in…']],
    [
      'a page that no browser opened',
      {},
      { unopenedPage: 'https://plex.tv/link' },
      ['polite: No browser opened. Open this address yourself: https://plex.tv/link'],
    ],
    [
      'a notice',
      {},
      { notice: 'memory-broken' },
      [
        'polite: What Latchkey remembers could not be read. It started anew and kept the old file beside the new one. Your sign-in is not in that file, so you need not do anything.',
      ],
    ],
    ['a notice dismissed', { notice: 'memory-broken' }, {}, []],
    ['an update', {}, update('available'), ['polite: Latchkey\u00a09.9.9 is available']],
    [
      'its download',
      update('available'),
      update('downloading'),
      ['progress: Downloading Latchkey\u00a09.9.9…'],
    ],
    [
      'its failure',
      update('downloading'),
      update('failed'),
      ['polite: Latchkey\u00a09.9.9 could not be downloaded'],
    ],
    [
      'its end',
      update('downloading'),
      update('ready'),
      ['polite: Latchkey\u00a09.9.9 will be installed when you quit'],
    ],
    ['the same update', update('ready'), update('ready'), []],
    ['the tray, and the start at login', {}, { tray: false, launchAtLogin: 'on' }, []],
  ]
  it.each(cases)('%s', (_, before, after, said) => {
    expect(words({ ...quiet, ...before }, { ...quiet, ...after })).toEqual(said)
    if (after.session === undefined)
      expect(words({ ...busy, ...before }, { ...busy, ...after })).toEqual(said)
  })

  it('does not keep another part silent', () => {
    expect(words({ ...busy, ...claim('Bob') }, { ...quiet, ...update('available') })).toEqual([
      'polite: Signed out',
      'polite: Latchkey\u00a09.9.9 is available',
    ])
  })
})
