import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../common/contract.ts'
import { type SignInView } from '../common/sign-in-view.ts'
import { KEY, signedIn, snapshotOf, views, lateClaimOf } from '../common/samples.fake.ts'
import { goBack, isOver, nextView, openKey, openKeys, openNewKey, openSettings, route } from './route.ts'

const waiting = views['awaiting approval']
const of = (signIn: SignInView, more: Partial<Snapshot> = {}): Snapshot => ({
  ...snapshotOf(signIn),
  ...more,
})
const proxy = { host: 'proxy.example', port: 3128, said: 'asks' } as const
const asking = (askingProxy: Snapshot['askingProxy']) =>
  of(views['signed out, with a problem'], { askingProxy })
const ended = (problem: 'refused' | 'expired') => of({ kind: 'signed-out', problem, revocation: null })

describe('the window', () => {
  it.each<[string, Snapshot | null, Snapshot, ReturnType<typeof nextView>]>([
    ['is opened', null, of(waiting), null],
    ['is opened for the settings', null, of(waiting, { settingsAsked: 3 }), 'settings'],
    ['is asked for the settings', of(waiting), of(waiting, { settingsAsked: 1 }), 'settings'],
    [
      'is asked for them again',
      of(waiting, { settingsAsked: 1 }),
      of(waiting, { settingsAsked: 2 }),
      'settings',
    ],
    ['was asked for them before', of(waiting, { settingsAsked: 2 }), of(waiting, { settingsAsked: 2 }), null],
    ['is opened for the keys', null, of(waiting, { keysAsked: 3 }), 'keys'],
    ['is asked for the keys', of(waiting), of(waiting, { keysAsked: 1 }), 'keys'],
    ['is asked for them once more', of(waiting, { keysAsked: 1 }), of(waiting, { keysAsked: 2 }), 'keys'],
    ['had opened them before', of(waiting, { keysAsked: 2 }), of(waiting, { keysAsked: 2 }), null],
    ['is asked for as it is', of(waiting, { settingsAsked: 2 }), of(waiting), null],
    [
      'is asked for the settings as a code comes',
      of(views.restoring),
      of(waiting, { settingsAsked: 1 }),
      'settings',
    ],
    ['hears that a sign-in begins', of(views['signed out']), of(views['requesting a code']), 'sign-in'],
    [
      'hears that it is begun by who is signed in',
      of(views['signing out']),
      of(views['requesting a code']),
      'sign-in',
    ],
    ['gets a code', of(views['requesting a code']), of(waiting), 'sign-in'],
    ['gets a code of an earlier run', of(views.restoring), of(waiting), 'sign-in'],
    ['gets another code', of(waiting), of({ ...waiting, code: 'ABCD', renewals: 1 }), 'sign-in'],
    ['hears that its code is renewed', of(waiting), of(views['requesting a code']), null],
    [
      'hears of trouble with its code',
      of(waiting),
      of({ ...waiting, trouble: { problem: 'offline', retryInMs: 1 } }),
      null,
    ],
    ['sees that the time goes on', of(waiting), of({ ...waiting, remainingMs: 1 }), null],
    ['hears that a code was approved', of(waiting), of(views.saving), null],
    ['hears who is signed in', of(views.saving), of(views['signed in']), null],
    ['hears that Plex cannot be reached', of(signedIn()), of(signedIn({ problem: 'service' })), null],
    ['hears that the sign-in ended', of(signedIn()), ended('refused'), 'sign-in'],
    ['hears that the code expired', of(waiting), ended('expired'), 'sign-in'],
    ['hears of another end', ended('expired'), ended('refused'), 'sign-in'],
    ['heard of the end before', ended('expired'), ended('expired'), null],
    ['hears that the person signed out', of(signedIn()), of(views['signed out']), null],
    ['hears that a proxy asks', asking(null), asking(proxy), 'sign-in'],
    ['heard before that it asks', asking(proxy), asking({ ...proxy }), null],
    ['hears that another one asks', asking(proxy), asking({ ...proxy, port: 80 }), 'sign-in'],
    [
      'hears that it refuses',
      asking({ ...proxy, said: 'trying' }),
      asking({ ...proxy, said: 'refused' }),
      'sign-in',
    ],
    ['hears that a password is tried', asking(proxy), asking({ ...proxy, said: 'trying' }), null],
    ['hears that it asks no more', asking(proxy), asking(null), null],
    [
      'gets a question, which is over every view',
      of(signedIn()),
      of(signedIn(), { question: lateClaimOf(null) }),
      null,
    ],
    [
      'gets a notice, which is above every view',
      of(signedIn()),
      of(signedIn(), { notice: 'memory-broken' }),
      null,
    ],
  ])('goes where it is needed when it %s', (_what, before, after, view) => {
    expect(nextView(before, after)).toBe(view)
  })
})

describe('the way back', () => {
  it.each<[string, ReadonlyArray<() => void>, string]>([
    ['from a new key to the home', [openNewKey], 'sign-in'],
    ['from a key to the home', [() => openKey(KEY)], 'sign-in'],
    ['from a new key to the list that it was opened from', [openKeys, openNewKey], 'keys'],
    ['from a key to the list that it was opened from', [openKeys, () => openKey(KEY)], 'keys'],
    ['from the list to the home', [openKeys], 'sign-in'],
    ['to the home once the list was left', [openKeys, goBack, openNewKey], 'sign-in'],
    ['from the settings to the home', [openSettings], 'sign-in'],
  ])('leads %s', (_what, steps, view) => {
    route.setState(route.getInitialState(), true)
    for (const step of [...steps, goBack]) step()
    expect(route.getState().view).toBe(view)
  })
})

it.each([
  ['of servers', 'who is signed in', 'servers', views['signed in'], false],
  ['of servers', 'who is not', 'servers', views['signed out'], true],
  ['of keys', 'who is not signed in', 'keys', views['signed out'], false],
] as const)('the page %s of %s is over: %#', (_page, _whose, view, signIn, over) => {
  expect(isOver(view, of(signIn))).toBe(over)
})
