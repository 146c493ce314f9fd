import { expect, it } from 'vitest'
import type { Snapshot } from '../common/contract.ts'
import {
  askingOf,
  everyKey,
  lateClaimOf,
  QUESTION,
  SESSION,
  snapshotOf,
  views,
} from '../common/samples.fake.ts'
import { resetAll } from './reset.ts'

function reset(snapshot: Snapshot, next = snapshot): readonly (readonly unknown[])[] {
  const done: unknown[][] = []
  const tell =
    (what: string) =>
    (...told: unknown[]) =>
      void done.push([what, ...told])
  const isDone = resetAll(() => (done.some(([what]) => what === 'refuse') ? next : snapshot), {
    signIn: { cancel: tell('cancel'), signOut: tell('sign out') },
    keys: { forget: tell('forget'), revokeWithAll: async () => tell('revoke keys')() },
    answer: tell('answer'),
    refuse: tell('refuse'),
    preferences: { reset: tell('forget settings') },
    forgetPlace: tell('forget place'),
    launchAtLogin: { set: async (on: boolean) => tell('start at login')(on) },
  })
  return isDone ? done : [...done, ['nothing']]
}

const ends = [['forget settings'], ['forget place']]

it.each([
  ['signed in', [['cancel'], ['revoke keys'], ['sign out', SESSION], ...ends]],
  ['awaiting approval', [['cancel'], ['revoke keys'], ...ends]],
  ['signed out', [['cancel'], ['revoke keys'], ...ends]],
  ['restoring', [['nothing']]],
  ['signing out', [['nothing']]],
] as const)('gives up what signs in before what was chosen: %s', (what, done) => {
  expect(reset(snapshotOf(views[what]))).toEqual(done)
})

it('leaves everything as it is while a keychain may hold a token', () => {
  expect(reset(snapshotOf({ ...views['signed out'], problem: 'keychain-locked' }))).toEqual([['nothing']])
})

it('answers each question so that nothing comes of it', () => {
  const asking = askingOf()
  const snapshot = {
    ...snapshotOf(views['signed out']),
    question: lateClaimOf(null),
    access: { asking, silentForMs: null },
  }
  expect(reset(snapshot).slice(0, 2)).toEqual([
    ['refuse', asking.id],
    ['answer', QUESTION, 'revoke'],
  ])
})

it('forgets the keys that it cannot take back', () => {
  const forgotten = everyKey.list.filter(({ state }) => state === 'dead' || state === 'missing')
  const done = reset({ ...snapshotOf(views['signed in']), keys: everyKey })
  expect(done.filter(([what]) => what === 'forget')).toEqual(forgotten.map(({ id }) => ['forget', id]))
})

it.each([
  ['on', [['start at login', false]]],
  ['off', []],
  ['by-hand', []],
  ['another-program', []],
] as const)('starts no more at login, where it was Latchkey that said so: %s', (launchAtLogin, done) => {
  const all = reset({ ...snapshotOf(views['signed out']), launchAtLogin })
  expect(all.filter(([what]) => what === 'start at login')).toEqual(done)
})

it('refuses all programs that wait to ask', () => {
  const other = '9e571011-0000-4000-8000-000000000002' as typeof QUESTION
  const asking = (id: typeof QUESTION): Snapshot => ({
    ...snapshotOf(views['signed out']),
    access: { asking: { ...askingOf(), id }, silentForMs: null },
  })
  expect(reset(asking(QUESTION), asking(other)).slice(0, 2)).toEqual([
    ['refuse', QUESTION],
    ['refuse', other],
  ])
})
