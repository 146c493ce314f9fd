import { expect, it } from 'vitest'
import type { Snapshot } from '../common/contract.ts'
import { KEY, noKeys, signedIn, snapshotOf, views } from '../common/samples.fake.ts'
import type { Problem, SignInView, ViewOf } from '../common/sign-in-view.ts'
import type { View } from './key-route.ts'
import { saidAbove } from './said-above.ts'

const askingKeychain = { stoppable: true }
const notice = 'revocation-given-up'
/** The keychain asks, and a message could not be shown elsewhere. */
const both = (view: SignInView, over: Partial<Snapshot> = {}): Snapshot => ({
  ...snapshotOf(view),
  askingKeychain,
  notice,
  ...over,
})
const out = (problem: Problem | null, revocation: 'owed' | 'given-up' | null = null) =>
  both({ kind: 'signed-out', problem, revocation })
const kept = (where: ViewOf<'signed-in'>['kept']) => both(signedIn({ kept: where }))
const failed = (problem: Problem) =>
  both(signedIn(), { keys: { ...noKeys, failed: { name: 'Kometa', preset: null, server: null, problem } } })
const again = {
  ...failed('keychain-asking').keys,
  making: { id: KEY, name: 'Tautulli', attempt: null, byHand: null },
}

const everything = ['the keychain asks', 'notice']

it.each<[string, View, Snapshot, readonly string[]]>([
  ['who is signed out hears of it', 'sign-in', out(null), everything],
  ['who is signed out because of it', 'sign-in', out('keychain-asking'), ['notice']],
  ['who is signed out because of it, in the settings', 'settings', out('keychain-asking'), everything],
  ['who is signed out for another reason', 'sign-in', out('keychain-locked'), everything],
  [
    'who signs in meanwhile',
    'sign-in',
    both(views['awaiting approval'], { ended: 'keychain-asking' }),
    everything,
  ],
  ['whose end Plex was never told of', 'sign-in', out(null, 'given-up'), ['the keychain asks']],
  ['whose end Plex was never told of, elsewhere', 'keys', out(null, 'given-up'), everything],
  ['whose end Plex is being told of', 'sign-in', out(null, 'owed'), everything],
  ['both at once', 'sign-in', out('keychain-asking', 'given-up'), []],
  ['whose sign-in waits for it', 'sign-in', kept('keychain-asking'), ['notice']],
  ['whose sign-in waits for it, elsewhere', 'servers', kept('keychain-asking'), everything],
  ['who has pressed “Try now”: locked', 'sign-in', kept('keychain-locked'), ['notice']],
  ['who has pressed “Try now”: denied', 'sign-in', kept('keychain-denied'), ['notice']],
  ['who has pressed “Try now”: broken', 'sign-in', kept('keychain-broken'), ['notice']],
  ['whose sign-in does not wait for it: kept', 'sign-in', kept('keychain'), everything],
  ['whose sign-in does not wait for it: silent', 'sign-in', kept('keychain-silent'), everything],
  ['whose sign-in does not wait for it: missing', 'sign-in', kept('keychain-missing'), everything],
  ['whose sign-in does not wait for it: unseen', 'sign-in', kept('unseen'), everything],
  ['whose sign-in is being stored', 'sign-in', both(views.saving), everything],
  ['whose key waits for it, in its form', 'new-key', failed('keychain-asking'), ['notice']],
  ['whose key waits for it, in the list', 'keys', failed('keychain-asking'), ['notice']],
  ['whose key waits for it, at home', 'sign-in', failed('keychain-asking'), everything],
  ['who makes another key meanwhile', 'new-key', { ...failed('keychain-asking'), keys: again }, everything],
  ['whose key failed otherwise', 'new-key', failed('service'), everything],
])('is each thing once: %s', (_what, view, snapshot, expected) => {
  const said = saidAbove(snapshot, view)
  expect([
    ...(said.askingKeychain === null ? [] : ['the keychain asks']),
    ...(said.notice === null ? [] : ['notice']),
  ]).toEqual(expected)
})

it('is every other notice on every page, and nothing where there is none', () => {
  const elsewhere: readonly View[] = ['sign-in', 'settings', 'doctor', 'servers', 'keys', 'new-key', 'key']
  const told = { ...out(null, 'given-up'), notice: 'key-died' as const }
  expect(elsewhere.map(view => saidAbove(told, view).notice)).toEqual(elsewhere.map(() => 'key-died'))
  const nothing = snapshotOf(views['signed in'])
  expect(saidAbove(nothing, 'sign-in')).toEqual({ askingKeychain: null, notice: null })
})
