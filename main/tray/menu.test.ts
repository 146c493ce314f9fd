import { beforeEach, describe, expect, it } from 'vitest'
import { type Snapshot } from '../../common/contract.ts'
import { Problem, type SignInView } from '../../common/sign-in-view.ts'
import { ada, signedIn, snapshotOf, views } from '../../common/samples.ts'
import type { Actions } from './actions.ts'
import type { Item } from './items.ts'
import { menu } from './menu.ts'

let done: string[]
beforeEach(() => (done = []))

const actions: Actions = {
  startSignIn: () => void done.push('startSignIn'),
  cancelSignIn: () => void done.push('cancelSignIn'),
  copyCode: () => void done.push('copyCode'),
  openLinkPage: () => void done.push('openLinkPage'),
  openAuthorizedDevices: () => void done.push('openAuthorizedDevices'),
  tryNow: () => void done.push('tryNow'),
  signOut: () => void done.push('signOut'),
  keepLateClaim: () => void done.push('keepLateClaim'),
  revokeLateClaim: () => void done.push('revokeLateClaim'),
  openServer: id => void done.push(`openServer ${id}`),
  showWindow: () => void done.push('showWindow'),
  setLaunchAtLogin: on => void done.push(`setLaunchAtLogin ${on}`),
  downloadUpdate: () => void done.push('downloadUpdate'),
  quit: () => void done.push('quit'),
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
  menu({ ...snapshotOf(view), ...more }, actions).map(read)
const always = ['----', '[ ] Start at login > setLaunchAtLogin true', 'Quit Latchkey > quit']
const waiting = views['awaiting approval']
const below = ['Servers [Attic > openServer 9a1f0c]', 'Check now > tryNow', 'Sign out > signOut']

describe('the tray menu', () => {
  it.each<[string, SignInView, string[]]>([
    ['restoring', views.restoring, ['Checking your sign-in… -', 'Open Latchkey > showWindow']],
    ['signed out', views['signed out'], ['Sign in to Plex… > startSignIn', 'Open Latchkey > showWindow']],
    [
      'signed out, which Plex does not know yet',
      views['signed out, and Plex does not know yet'],
      ['Sign in to Plex… > startSignIn', 'Open Latchkey > showWindow'],
    ],
    [
      'signed out, which Plex will not know',
      views['signed out, and Plex never knew'],
      [
        'Plex could not be told that you signed out -',
        'Sign in to Plex… > startSignIn',
        'Open Latchkey > showWindow',
      ],
    ],
    [
      'signed out with a problem',
      views['signed out, with a problem'],
      ['This code has expired -', 'Sign in to Plex… > startSignIn', 'Open Latchkey > showWindow'],
    ],
    [
      'signed out with a locked keychain',
      { ...views['signed out'], problem: 'keychain-locked' },
      [
        'Your keychain is locked -',
        'Try now > tryNow',
        'Sign in to Plex… > startSignIn',
        'Open Latchkey > showWindow',
      ],
    ],
    [
      'signed out without a keychain',
      { ...views['signed out'], problem: 'keychain-missing' },
      [
        'This computer has no keychain -',
        'Try again > tryNow',
        'Sign in until you quit > startSignIn',
        'Open Latchkey > showWindow',
      ],
    ],
    [
      'signed out where no file of its own is left to ask the keychain',
      { ...views['signed out'], problem: 'keychain-unreadable' },
      [
        'Latchkey cannot ask your keychain any more -',
        'Try again > tryNow',
        'Sign in until you quit > startSignIn',
        'Open Latchkey > showWindow',
      ],
    ],
    [
      'signed out where the system starts nothing to ask the keychain',
      { ...views['signed out'], problem: 'keychain-unstarted' },
      [
        'Latchkey cannot ask your keychain now -',
        'Try again > tryNow',
        'Sign in until you quit > startSignIn',
        'Open Latchkey > showWindow',
      ],
    ],
    [
      'signed out by what emptied the keychain',
      { ...views['signed out'], problem: 'keychain-emptied' },
      [
        'The sign-in is gone from your keychain -',
        'Sign in to Plex… > startSignIn',
        'Open Latchkey > showWindow',
      ],
    ],
    [
      'signed out by Plex',
      { ...views['signed out'], problem: 'refused' },
      ['Plex has ended this sign-in -', 'Sign in to Plex… > startSignIn', 'Open Latchkey > showWindow'],
    ],
    [
      'requesting a code',
      views['requesting a code'],
      ['Getting a code from plex.tv… -', 'Show window > showWindow', 'Cancel sign-in > cancelSignIn'],
    ],
    [
      'requesting a code in trouble',
      views['requesting a code, in trouble'],
      [
        'Getting a code from plex.tv… -',
        'plex.tv cannot be found -',
        'Try now > tryNow',
        'Show window > showWindow',
        'Cancel sign-in > cancelSignIn',
      ],
    ],
    [
      'awaiting approval',
      waiting,
      [
        'Code KYLX – 15 min left -',
        'Copy code KYLX > copyCode',
        'Open plex.tv/link > openLinkPage',
        'Show window > showWindow',
        'Cancel sign-in > cancelSignIn',
      ],
    ],
    [
      'awaiting approval in trouble',
      views['awaiting approval, in trouble'],
      [
        'Code KYLX – 1 min left -',
        'You are offline -',
        'Try now > tryNow',
        'Copy code KYLX > copyCode',
        'Open plex.tv/link > openLinkPage',
        'Show window > showWindow',
        'Cancel sign-in > cancelSignIn',
      ],
    ],
    ['saving', views.saving, ['Signing you in… -']],
    [
      'signed in, by whom not yet known',
      views['signed in, by whom not yet known'],
      ['Signed in > showWindow', 'Check now -tryNow', 'Sign out > signOut'],
    ],
    ['signed in', views['signed in'], ['Signed in as Ada > showWindow', ...below]],
    [
      'signed in until the app quits',
      { ...views['signed in'], kept: 'memory' },
      ['Signed in until you quit -', 'Signed in as Ada > showWindow', ...below],
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
        'Servers [Attic > openServer 9a1f0c]',
        'Check now -tryNow',
        'Sign out > signOut',
      ],
    ],
    ['signing out', views['signing out'], ['Signing out… -']],
  ])('offers what can be done while %s', (_what, view, items) => {
    expect(shown(view)).toEqual([...items, ...always])
  })

  it.each<[Snapshot['launchAtLogin'], string[]]>([
    ['on', ['[x] Start at login > setLaunchAtLogin false']],
    ['off', ['[ ] Start at login > setLaunchAtLogin true']],
    [
      'another-copy',
      ['[ ] Start at login > setLaunchAtLogin true', 'Another copy of Latchkey starts instead -'],
    ],
    [
      'turned-off-in-task-manager',
      ['[ ] Start at login > setLaunchAtLogin true', 'Turned off in Task Manager -'],
    ],
    ['needs-approval', ['[ ] Start at login > setLaunchAtLogin true', 'Needs approval in System Settings -']],
    ['by-hand', ['[x] Start at login > setLaunchAtLogin false', 'Set up by hand -']],
    ['another-program', ['[-] Start at login > setLaunchAtLogin true', 'Its file starts another program -']],
    ['unsure', ['[ ] Start at login > setLaunchAtLogin true', 'Another file may start it -']],
    ['unknown', ['[-] Start at login > setLaunchAtLogin true', 'What is set up could not be read -']],
    ['unavailable', ['[-] Start at login > setLaunchAtLogin true', 'Only when Latchkey is installed -']],
  ])('shows whether the app starts at login, and offers the opposite: %s', (launchAtLogin, items) => {
    expect(shown(views.saving, { launchAtLogin })).toEqual([
      'Signing you in… -',
      '----',
      ...items,
      'Quit Latchkey > quit',
    ])
  })

  it.each<[NonNullable<Snapshot['update']>['stage'], string[]]>([
    ['available', ['Download Latchkey 1.2.3 > downloadUpdate']],
    ['downloading', ['Downloading Latchkey 1.2.3… -']],
    ['ready', ['Latchkey 1.2.3 will be installed when you quit -']],
    ['failed', ['Latchkey 1.2.3 could not be downloaded -', 'Download Latchkey 1.2.3 > downloadUpdate']],
  ])('says what becomes of a newer release: %s', (stage, items) => {
    expect(shown(views.saving, { update: { version: '1.2.3', stage } })).toEqual([
      'Signing you in… -',
      '----',
      '[ ] Start at login > setLaunchAtLogin true',
      ...items,
      'Quit Latchkey > quit',
    ])
  })

  it.each([
    [900_000, '15 min'],
    [840_001, '15 min'],
    [840_000, '14 min'],
    [60_001, '2 min'],
    [60_000, '1 min'],
    [1, '1 min'],
    [0, '1 min'],
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
      'plex.tv’s certificate is of an unknown authority -',
      'This computer’s clock may be wrong -',
      'plex.tv is having trouble -',
      'plex.tv asks for a pause -',
      'plex.tv’s answer makes no sense -',
      'Plex has ended this sign-in -',
      'This code has expired -',
      'This code was used or refused elsewhere -',
      'Latchkey missed the end of this code -',
      'Your keychain is locked -',
      'This computer has no keychain -',
      'The sign-in is gone from your keychain -',
      'Latchkey cannot ask your keychain any more -',
      'Latchkey cannot ask your keychain now -',
    ])
  })

  it('says that Plex is out of reach only where it did not answer', () => {
    const titles = Problem.options.map(problem => shown(signedIn({ problem, kept: 'memory' }))[0])
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
    ])
  })

  it.each([
    ['launch-at-login-refused', '“Start at login” could not be changed'],
    ['launch-at-login-kept', 'Your own file for “Start at login” was kept aside'],
    ['settings-unread', 'Latchkey’s settings are not read'],
    ['settings-broken', 'Latchkey’s settings could not be read'],
    ['settings-newer', 'Latchkey’s settings are of a newer release'],
    ['settings-unwritable', 'Latchkey’s settings cannot be saved'],
  ] as const)('says above all what went wrong with a setting: %s', (notice, label) => {
    const lateClaim = { account: null }
    expect(shown(views.saving, { notice, lateClaim })).toEqual([
      `${label} > showWindow`,
      '----',
      ...shown(views.saving, { lateClaim }),
    ])
  })

  it.each(Object.entries<SignInView>(views))('asks first what becomes of a late claim: %s', (_what, view) => {
    expect(shown(view, { lateClaim: { account: null } })).toEqual([
      'You approved a cancelled sign-in -',
      'Keep it > keepLateClaim',
      'Revoke it > revokeLateClaim',
      '----',
      ...shown(view),
    ])
  })

  it('says whose the late claim is, as it is meant', () => {
    const lateClaim = { account: { name: 'Ada\n& Co {{name}}' } }
    expect(shown(views['signed in'], { lateClaim })[1]).toBe('Keep it: Ada && Co {{name}} > keepLateClaim')
  })
})
