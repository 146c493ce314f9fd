import { beforeEach, describe, expect, it, vi } from 'vitest'
import { toldCommands } from '../../common/commands.fake.ts'
import { type Snapshot } from '../../common/contract.ts'
import { Problem, type SignInView } from '../../common/sign-in-view.ts'
import {
  KEY,
  QUESTION,
  SESSION,
  aKey,
  ada,
  askingOf,
  lateClaimOf,
  noKeys,
  signedIn,
  snapshotOf,
  views,
} from '../../common/samples.fake.ts'
import type { Actions, Item } from './items.ts'
import { english } from '../../common/english.fake.ts'
import { marked } from '../../common/marked.fake.ts'
import { menu } from './menu.ts'
import { tooltip } from './tooltip.ts'

let done: string[]
beforeEach(() => (done = []))

const actions: Actions = {
  ...toldCommands(
    (...told) =>
      void done.push(told.map(each => (typeof each === 'string' ? each : JSON.stringify(each))).join(' ')),
  ),
  showWindow: () => void done.push('showWindow'),
  showSettings: () => void done.push('showSettings'),
  showKeys: () => void done.push('showKeys'),
  showAsks: () => void done.push('showAsks'),
}

/** An item in one line: its label and what a click does; `-` cannot be clicked. A submenu is a list in brackets. */
function read(item: Item): string {
  if (item.type === 'separator') return '----'
  if (item.type === 'submenu') return `${item.label} [${item.submenu.map(read).join(' | ')}]`
  done = []
  item.click()
  const effect = done.join()
  if (item.type === 'checkbox') {
    const mark = item.checked ? 'x' : ' '
    return `[${item.enabled ? mark : '-'}] ${item.label} > ${effect}`
  }
  return item.enabled ? `${item.label} > ${effect}` : `${item.label} -${effect}`
}

const shown = (view: SignInView, more: Partial<Snapshot> = {}) =>
  menu(english, { ...snapshotOf(view), ...more }, actions).map(read)
const alwaysFor = ({ kind }: SignInView) =>
  kind === 'signed-in' ? ['----', 'Keys… > showKeys', ...always.slice(1)] : always
const always = [
  '----',
  'Settings… > showSettings',
  '[ ] Start at login > app.setLaunchAtLogin true',
  'Quit Latchkey > app.quit',
]
const [keep, revoke] = ['keep', 'revoke'].map(choice => JSON.stringify({ id: QUESTION, choice }))
const waiting = views['awaiting approval']
const below = [
  `Servers [Attic > session.openServer ${JSON.stringify({ session: SESSION, id: '9a1f0c' })}]`,
  'Check now > signIn.tryNow',
  `Sign out > session.signOut ${SESSION}`,
]

describe('the tray menu', () => {
  it.each<[string, SignInView, string[]]>([
    ['restoring', views.restoring, ['Checking your sign-in… -', 'Open Latchkey > showWindow']],
    ['signed out', views['signed out'], ['Sign in to Plex… > signIn.start', 'Open Latchkey > showWindow']],
    [
      'signed out, which Plex does not know yet',
      views['signed out, and Plex does not know yet'],
      ['Sign in to Plex… > signIn.start', 'Open Latchkey > showWindow'],
    ],
    [
      'signed out, which Plex will not know',
      views['signed out, and Plex never knew'],
      [
        'Plex could not be told that you signed out -',
        'Sign in to Plex… > signIn.start',
        'Open Latchkey > showWindow',
      ],
    ],
    [
      'signed out with a problem',
      views['signed out, with a problem'],
      ['This code has expired -', 'Sign in to Plex… > signIn.start', 'Open Latchkey > showWindow'],
    ],
    [
      'signed out with a locked keychain',
      { ...views['signed out'], problem: 'keychain-locked' },
      [
        'Your keychain is locked -',
        'Try now > signIn.tryNow',
        'Sign in to Plex… > signIn.start',
        'Open Latchkey > showWindow',
      ],
    ],
    [
      'signed out without a keychain',
      { ...views['signed out'], problem: 'keychain-missing' },
      [
        'This computer has no keychain -',
        'Try again > signIn.tryNow',
        'Sign in until you quit > signIn.start',
        'Open Latchkey > showWindow',
      ],
    ],
    [
      'signed out where no file of its own is left to ask the keychain',
      { ...views['signed out'], problem: 'keychain-unreadable' },
      [
        'Latchkey cannot ask your keychain any more -',
        'Try again > signIn.tryNow',
        'Sign in until you quit > signIn.start',
        'Open Latchkey > showWindow',
      ],
    ],
    [
      'signed out where the system starts nothing to ask the keychain',
      { ...views['signed out'], problem: 'keychain-unstarted' },
      [
        'Latchkey cannot ask your keychain now -',
        'Try again > signIn.tryNow',
        'Sign in until you quit > signIn.start',
        'Open Latchkey > showWindow',
      ],
    ],
    [
      'signed out with a code whose end nobody saw',
      { ...views['signed out'], problem: 'ended-unseen' },
      [
        'Latchkey missed the end of this code -',
        'Sign in to Plex… > signIn.start',
        'See your devices at Plex > session.openAuthorizedDevices',
        'Open Latchkey > showWindow',
      ],
    ],
    [
      'signed out by what emptied the keychain',
      { ...views['signed out'], problem: 'keychain-emptied' },
      [
        'Your sign-in is gone from your keychain -',
        'Sign in to Plex… > signIn.start',
        'Open Latchkey > showWindow',
      ],
    ],
    [
      'signed out by Plex',
      { ...views['signed out'], problem: 'refused' },
      ['Plex has ended your sign-in -', 'Sign in to Plex… > signIn.start', 'Open Latchkey > showWindow'],
    ],
    [
      'requesting a code',
      views['requesting a code'],
      ['Getting a code from plex.tv… -', 'Show window > showWindow', 'Cancel sign-in > signIn.cancel'],
    ],
    [
      'requesting a code in trouble',
      views['requesting a code, in trouble'],
      [
        'Getting a code from plex.tv… -',
        'plex.tv cannot be found -',
        'Try now > signIn.tryNow',
        'Show window > showWindow',
        'Cancel sign-in > signIn.cancel',
      ],
    ],
    [
      'awaiting approval',
      waiting,
      [
        'Code KYLX – 15\u00a0min left -',
        'Copy code KYLX > signIn.copyCode',
        'Open plex.tv/link > signIn.openLinkPage',
        'Show window > showWindow',
        'Cancel sign-in > signIn.cancel',
      ],
    ],
    [
      'awaiting approval in trouble',
      views['awaiting approval, in trouble'],
      [
        'Code KYLX – 1\u00a0min left -',
        'You are offline -',
        'Try now > signIn.tryNow',
        'Copy code KYLX > signIn.copyCode',
        'Open plex.tv/link > signIn.openLinkPage',
        'Show window > showWindow',
        'Cancel sign-in > signIn.cancel',
      ],
    ],
    ['saving', views.saving, ['Signing you in… -']],
    [
      'signed in, by whom not yet known',
      views['signed in, by whom not yet known'],
      ['Signed in > showWindow', 'Check now -signIn.tryNow', `Sign out > session.signOut ${SESSION}`],
    ],
    ['signed in', views['signed in'], ['Signed in as Ada > showWindow', ...below]],
    [
      'signed in until the app quits',
      signedIn({ kept: 'keychain-missing' }),
      [
        'Signed in until you quit -',
        'This computer has no keychain -',
        'Signed in as Ada > showWindow',
        ...below,
      ],
    ],
    [
      'signed in until the app quits, beside a locked keychain',
      signedIn({ kept: 'keychain-locked' }),
      [
        'Signed in until you quit -',
        'Your keychain is locked -',
        'Try now > signIn.tryNow',
        'Signed in as Ada > showWindow',
        ...below,
      ],
    ],
    [
      'signed in until the app quits, which the keychain has not allowed',
      signedIn({ kept: 'keychain-denied' }),
      [
        'Signed in until you quit -',
        'Your keychain lets Latchkey in only if you allow it -',
        'Try now > signIn.tryNow',
        'Signed in as Ada > showWindow',
        ...below,
      ],
    ],
    [
      'signed in until the app quits, after a save that left nothing',
      { ...views['signed in'], kept: 'unseen' },
      ['Signed in until you quit -', 'Signed in as Ada > showWindow', ...below],
    ],
    [
      'signed in until the app quits, with a problem',
      views['signed in, in memory and with a problem'],
      [
        'Plex could not confirm your sign-in, last confirmed 3 h ago -',
        'plex.tv is having trouble -',
        'Signed in until you quit -',
        'Your keychain is locked -',
        'Try now > signIn.tryNow',
        'Signed in as Ada > showWindow',
        ...below,
      ],
    ],
    [
      'signed in, which Plex has not confirmed yet',
      signedIn({ problem: 'offline', confirmedAgoMs: null }),
      [
        'Plex cannot be reached, not confirmed yet -',
        'You are offline -',
        'Signed in as Ada > showWindow',
        ...below,
      ],
    ],
    [
      'signed in, which Plex has not confirmed yet though it answers',
      signedIn({ problem: 'rate-limited', confirmedAgoMs: null }),
      [
        'Plex could not confirm your sign-in yet -',
        'plex.tv asks for a pause -',
        'Signed in as Ada > showWindow',
        ...below,
      ],
    ],
    [
      'signed in, with a locked keychain',
      signedIn({ problem: 'keychain-locked' }),
      ['Your keychain is locked -', 'Signed in as Ada > showWindow', ...below],
    ],
    [
      'signed in and asking Plex',
      signedIn({ checking: true }),
      [
        'Signed in as Ada > showWindow',
        `Servers [Attic > session.openServer ${JSON.stringify({ session: SESSION, id: '9a1f0c' })}]`,
        'Check now -signIn.tryNow',
        `Sign out > session.signOut ${SESSION}`,
      ],
    ],
    ['signing out', views['signing out'], ['Signing out… -']],
  ])('offers what can be done while %s', (_what, view, items) => {
    expect(shown(view)).toEqual([...items, ...alwaysFor(view)])
  })

  it.each<[Snapshot['launchAtLogin'], string[]]>([
    ['on', ['[x] Start at login > app.setLaunchAtLogin false']],
    ['off', ['[ ] Start at login > app.setLaunchAtLogin true']],
    [
      'another-copy',
      ['[ ] Start at login > app.setLaunchAtLogin true', 'Another copy of Latchkey starts instead -'],
    ],
    [
      'turned-off-in-task-manager',
      ['[ ] Start at login > app.setLaunchAtLogin true', 'Turned off in Task Manager -'],
    ],
    [
      'needs-approval',
      ['[ ] Start at login > app.setLaunchAtLogin true', 'Needs approval in System Settings -'],
    ],
    ['by-hand', ['[x] Start at login > app.setLaunchAtLogin false', 'Set up by hand -']],
    [
      'another-program',
      ['[-] Start at login > app.setLaunchAtLogin true', 'Its file starts another program -'],
    ],
    ['unsure', ['[ ] Start at login > app.setLaunchAtLogin true', 'Another file may start it -']],
    ['unknown', ['[-] Start at login > app.setLaunchAtLogin true', 'What is set up could not be read -']],
    ['unavailable', ['[-] Start at login > app.setLaunchAtLogin true', 'Only when Latchkey is installed -']],
  ])('shows whether the app starts at login, and offers the opposite: %s', (launchAtLogin, items) => {
    expect(shown(views.saving, { launchAtLogin })).toEqual([
      'Signing you in… -',
      '----',
      'Settings… > showSettings',
      ...items,
      'Quit Latchkey > app.quit',
    ])
  })

  it.each<[string, SignInView, number, string[], string[]]>([
    ['signed in', views['signed in'], 1, ['Sign out and revoke 1\u00a0key'], ['1\u00a0key', 'Keys…']],
    ['signed in', views['signed in'], 4, ['Sign out and revoke 4\u00a0keys'], ['4\u00a0keys', 'Keys…']],
    ['signed out', views['signed out'], 2, [], ['2\u00a0keys', 'Keys…']],
    ['signed out', views['signed out'], 0, [], []],
  ])('has the keys, and counts them: %s, %#', (_who, view, count, out, lines) => {
    const list = Array.from({ length: count }, () => aKey())
    const items = menu(english, { ...snapshotOf(view), keys: { ...noKeys, list } }, actions)
    const labels = items.flatMap(item => ('label' in item ? [item.label] : []))
    expect(labels.filter(label => /\bkeys?\b/i.test(label))).toEqual([...out, ...lines])
  })

  it('counts a key that cannot be taken back among the keys, and not among those that are', () => {
    const list = [aKey(), aKey({ state: 'dead' }), aKey({ state: 'missing' }), aKey({ state: 'leaving' })]
    const items = menu(english, { ...snapshotOf(views['signed in']), keys: { ...noKeys, list } }, actions)
    const labels = items.flatMap(item => ('label' in item ? [item.label] : []))
    expect(labels.filter(label => /\bkeys?\b/i.test(label))).toEqual([
      'Sign out and revoke 1\u00a0key',
      '4\u00a0keys',
      'Keys…',
    ])
  })

  it('asks about a key that another account approved', () => {
    const question = {
      kind: 'key-of-another',
      id: QUESTION,
      account: { name: 'Bob' },
      key: { id: KEY, name: 'R&B' },
    } as const
    expect(shown(views['signed in'], { question }).slice(0, 4)).toEqual([
      'Another account approved “R&&B” -',
      `Keep the key > question.answer ${keep}`,
      `Revoke the key > question.answer ${revoke}`,
      '----',
    ])
  })

  it.each<[NonNullable<Snapshot['update']>['stage'], string[]]>([
    ['available', ['Download Latchkey\u00a01.2.3 > app.downloadUpdate']],
    ['downloading', ['Downloading Latchkey\u00a01.2.3… -']],
    ['ready', ['Latchkey\u00a01.2.3 will be installed when you quit -']],
    [
      'failed',
      ['Latchkey\u00a01.2.3 could not be downloaded -', 'Download Latchkey\u00a01.2.3 > app.downloadUpdate'],
    ],
  ])('says what becomes of a newer release: %s', (stage, items) => {
    expect(shown(views.saving, { update: { version: '1.2.3', stage } })).toEqual([
      'Signing you in… -',
      '----',
      'Settings… > showSettings',
      '[ ] Start at login > app.setLaunchAtLogin true',
      ...items,
      'Quit Latchkey > app.quit',
    ])
  })

  it.each([
    [900_000, '15\u00a0min'],
    [840_001, '15\u00a0min'],
    [840_000, '14\u00a0min'],
    [60_001, '2\u00a0min'],
    [60_000, '1\u00a0min'],
    [1, '1\u00a0min'],
    [0, '1\u00a0min'],
  ])('says in whole minutes what is left of %d ms', (remainingMs, time) => {
    expect(shown({ ...waiting, remainingMs })[0]).toBe(`Code KYLX – ${time} left -`)
  })

  it.each([
    ['an ampersand', 'Ada & Co', 'Ada && Co'],
    ['several lines', ' Ada\n\tLovelace ', 'Ada Lovelace'],
    ['sixty characters', '🧑‍🍳'.repeat(60), '🧑‍🍳'.repeat(60)],
    ['more than sixty characters', '🧑‍🍳'.repeat(61), `${'🧑‍🍳'.repeat(59)}…`],
    ['a placeholder', '{{name}} $t(tray.quit) $& %s', '{{name}} $t(tray.quit) $&& %s'],
    ['markup', '<b>Ada</b>', '<b>Ada</b>'],
  ])('shows a name with %s as it is meant', (_what, name, label) => {
    expect(shown(signedIn({ account: { ...ada, name } }))[0]).toBe(`Signed in as ${label} > showWindow`)
  })

  it('has a line for every problem', () => {
    expect(Problem.options.map(problem => shown({ ...views['signed out'], problem })[0])).toEqual([
      'You are offline -',
      'plex.tv cannot be found -',
      'plex.tv cannot be reached -',
      'The proxy is in the way -',
      'The proxy asks for a password -',
      'The connection to plex.tv is not private -',
      'plex.tv’s certificate is from an unknown authority -',
      'This computer’s clock may be wrong -',
      'plex.tv is having trouble -',
      'plex.tv asks for a pause -',
      'plex.tv’s answer makes no sense -',
      'Plex has ended your sign-in -',
      'Plex does not let Latchkey approve this code -',
      'Plex does not list that server for this key -',
      'This code has expired -',
      'This code was used or refused elsewhere -',
      'Latchkey missed the end of this code -',
      'Waiting for your keychain’s answer… -',
      'Your keychain is locked -',
      'Your keychain lets Latchkey in only if you allow it -',
      'Your keychain does not answer -',
      'Your keychain has no open keyring for Latchkey -',
      'This computer has no keychain -',
      'Your sign-in is gone from your keychain -',
      'Latchkey cannot ask your keychain any more -',
      'Latchkey cannot ask your keychain now -',
    ])
  })

  it.each<[string, SignInView, string[]]>([
    [
      'who is signed out by that',
      { ...views['signed out'], problem: 'keychain-asking' },
      ['Sign in until you quit > signIn.start', 'Open Latchkey > showWindow'],
    ],
    ['who is signed in', views['signed in'], ['Signed in as Ada > showWindow', ...below]],
    [
      'whose token it has not taken yet',
      signedIn({ kept: 'keychain-asking' }),
      ['Signed in until you quit -', 'Signed in as Ada > showWindow', ...below],
    ],
    [
      'whose sign-in waits for it to be confirmed',
      signedIn({ problem: 'keychain-asking' }),
      ['Signed in as Ada > showWindow', ...below],
    ],
    ['whom it makes wait', views.restoring, ['Checking your sign-in… -', 'Open Latchkey > showWindow']],
  ])(
    'says once that the keychain asks, and lets people stop waiting where that can be done: %s',
    (_who, view, rest) => {
      const waits = 'Waiting for your keychain’s answer… -'
      const stop = 'Stop waiting > keychain.stopWaiting'
      expect(shown(view, { askingKeychain: { stoppable: true } })).toEqual([
        waits,
        stop,
        '----',
        ...rest,
        ...alwaysFor(view),
      ])
      expect(shown(view, { askingKeychain: { stoppable: false } })).toEqual([
        waits,
        '----',
        ...rest,
        ...alwaysFor(view),
      ])
    },
  )

  it('says that Plex is out of reach only where it did not answer', () => {
    const titles = Problem.options.map(problem => shown(signedIn({ problem, kept: 'unseen' }))[0])
    const among = (title: string) => Problem.options.filter((_problem, index) => titles[index] === title)
    expect(among('Plex cannot be reached, last confirmed 3 h ago -')).toEqual([
      'offline',
      'name',
      'connection',
      'proxy',
      'proxy-password',
      'certificate',
      'authority',
      'clock',
    ])
    expect(among('Plex could not confirm your sign-in, last confirmed 3 h ago -')).toEqual([
      'service',
      'rate-limited',
      'unexpected',
      'not-allowed',
      'no-server',
    ])
  })

  it.each([
    ['launch-at-login-refused', '“Start at login” could not be changed'],
    ['launch-at-login-kept', 'Your own file for “Start at login” was kept aside'],
    ['memory-unread', 'What Latchkey remembers is not read'],
    ['memory-broken', 'What Latchkey remembers could not be read'],
    ['memory-newer', 'What Latchkey remembers is from a newer release'],
    ['memory-unwritable', 'What Latchkey remembers cannot be saved'],
    ['preferences-unread', 'Your settings are not read'],
    ['preferences-broken', 'Your settings could not be read'],
    ['preferences-unwritable', 'Your settings cannot be saved'],
    ['revocation-given-up', 'Plex was not told that you signed out'],
    ['window-failed', 'Latchkey’s window did not open'],
  ] as const)('says above all what went wrong with a setting: %s', (notice, label) => {
    const question = lateClaimOf(null)
    expect(shown(views.saving, { notice, question })).toEqual([
      `${label} > showWindow`,
      '----',
      ...shown(views.saving, { question }),
    ])
  })

  it.each(Object.entries<SignInView>(views))('says above all that a program asks: %s', (_what, view) => {
    const access = { asking: askingOf({ name: 'R&B' }), silentForMs: null }
    expect(shown(view, { access, notice: 'memory-broken' }).slice(0, 2)).toEqual([
      '“R&&B” asks for a key… > showAsks',
      '----',
    ])
  })

  it('says from when on programs can ask again, in whole minutes', () => {
    vi.useFakeTimers({ now: new Date(2026, 10, 30, 14, 27, 1) })
    const access = { asking: null, silentForMs: 300_000 }
    expect(shown(views['signed in'], { access }).slice(0, 2)).toEqual([
      'Programs can ask again at 14:33 -',
      '----',
    ])
    vi.useRealTimers()
  })

  it.each(Object.entries<SignInView>(views))('asks first what becomes of a late claim: %s', (_what, view) => {
    expect(shown(view, { question: lateClaimOf(null) })).toEqual([
      'You approved a cancelled sign-in -',
      `Keep it > question.answer ${keep}`,
      `Revoke it > question.answer ${revoke}`,
      '----',
      ...shown(view),
    ])
  })

  const everything: readonly SignInView[] = [
    ...Object.values(views),
    ...Problem.options.flatMap((problem): SignInView[] => [
      { kind: 'signed-out', problem, revocation: 'given-up' },
      { ...waiting, trouble: { problem, retryInMs: 1 } },
      signedIn({ problem, account: null }),
    ]),
  ]
  const labels = (items: readonly Item[]): string[] =>
    items.flatMap(item =>
      item.type === 'separator' ? [] : [item.label, ...(item.type === 'submenu' ? labels(item.submenu) : [])],
    )

  it('has each of its words from the catalogue, and the tooltip has', () => {
    const said = everything.flatMap(view => {
      const access = { asking: askingOf(), silentForMs: 1 }
      const snapshot = { ...snapshotOf(view), question: lateClaimOf('Ada'), access }
      return [
        ...labels(menu(marked, snapshot, actions)),
        tooltip(marked, snapshot),
        tooltip(marked, snapshotOf(view)),
      ]
    })
    expect(new Set(said)).toEqual(new Set(['⟦⟧', 'Attic']))
  })

  it('says whose the late claim is, as it is meant', () => {
    const question = lateClaimOf('Ada\n& Co {{name}}')
    expect(shown(views['signed in'], { question })[1]).toBe(
      `Keep it: Ada && Co {{name}} > question.answer ${keep}`,
    )
  })
})
