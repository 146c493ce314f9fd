import { beforeEach, describe, expect, it } from 'vitest'
import type { QuestionId } from '../../common/ids.ts'
import { askingOf, lateClaimOf, QUESTION, snapshotOf, views } from '../../common/samples.fake.ts'
import { english } from '../../common/english.fake.ts'
import { createNotifier } from './notifier.ts'

let windowOpen: boolean
let done: unknown[]
let click: () => void
beforeEach(() => {
  windowOpen = false
  done = []
  click = () => {}
})

const create = () =>
  createNotifier({
    text: english,
    isWindowOpen: () => windowOpen,
    changed: () => void done.push('changed'),
    showWindow: () => void done.push('window'),
    showAsks: () => void done.push('asks'),
    show(message, clicked) {
      done.push(message)
      click = clicked
    },
  })

function follow(...course: Array<keyof typeof views>) {
  const notifier = create()
  for (const what of course) notifier.follow(snapshotOf(views[what]))
}
const success = { title: 'Signed in to Plex', body: 'Signed in as Ada.', isNewsOnly: true }

it('tells how an attempt ended, and opens the window on a click', () => {
  follow('requesting a code', 'awaiting approval', 'signed in')
  click()
  expect(done).toEqual([success, 'window'])
})

it('tells once of each program that asks, whether or not the main window is open, and shows its question', () => {
  windowOpen = true
  const notifier = create()
  const asks = (id: string) => ({
    ...snapshotOf(views['signed in']),
    access: { asking: askingOf({ id: id as QuestionId }), silentForMs: null },
  })
  const [one, other] = [asks(QUESTION), asks('9e571011-0000-4000-8000-000000000002')]
  for (const snapshot of [one, one, snapshotOf(views['signed in']), other]) notifier.follow(snapshot)
  click()
  const message = {
    title: '“\u2068Kometa\u2069” asks for a key',
    body: 'It waits for a minute. Open Latchkey’s question to answer it.',
  }
  expect(done).toEqual([message, message, 'asks'])
})

it('tells of no program that asks where notifications are off', () => {
  const notifier = create()
  notifier.want('none')
  notifier.follow({ ...snapshotOf(views.restoring), access: { asking: askingOf(), silentForMs: null } })
  expect(done).toEqual([])
})

it('is quiet while the window says it', () => {
  windowOpen = true
  follow('requesting a code', 'signed in')
  expect(done).toEqual([])
})

it('tells what no view shows for long, whether or not the window is open', () => {
  windowOpen = true
  create().tell('revocationGivenUp')
  expect(done).toEqual([
    {
      title: 'Plex could not be told that you signed out',
      body: 'Latchkey tried for 30\u00a0days. Remove this computer from your devices at Plex yourself.',
    },
  ])
})

it('says nothing where notifications are off, and all of what comes after they are on again', () => {
  const notifier = create()
  const follow = (...course: Array<keyof typeof views>) => {
    for (const what of course) notifier.follow(snapshotOf(views[what]))
  }
  notifier.want('none')
  follow('requesting a code', 'awaiting approval', 'signed in')
  expect(done).toEqual([])
  notifier.want('all')
  follow('signed in', 'signing out', 'signed out', 'requesting a code', 'signed in')
  expect(done).toEqual([success])
})

describe('where a person wants to hear only of what needs them', () => {
  const only = () => {
    const notifier = create()
    notifier.want('needs-me')
    return notifier
  }

  it('keeps to itself that all went well', () => {
    const notifier = only()
    for (const what of ['requesting a code', 'signed in'] as const) notifier.follow(snapshotOf(views[what]))
    expect(done).toEqual([])
  })

  const ended = { ...views['signed out'], problem: 'used-elsewhere' } as const
  const [attempt, held] = [snapshotOf(views['requesting a code']), snapshotOf(views['signed in'])]
  it.each([
    ['a code ended without a sign-in', [attempt, snapshotOf(ended)]],
    ['the sign-in ended', [held, snapshotOf({ ...ended, problem: 'refused' })]],
    [
      'the sign-in will not outlive this run',
      [attempt, snapshotOf(views['signed in, in memory and with a problem'])],
    ],
    ['there is a question', [held, { ...held, question: lateClaimOf(null) }]],
    ['a program asks', [{ ...held, access: { asking: askingOf(), silentForMs: null } }]],
  ])('tells that %s', (_what, course) => {
    const notifier = only()
    for (const snapshot of course) notifier.follow(snapshot)
    expect(done).toHaveLength(1)
  })

  it.each(['revocationGivenUp', 'windowFailed', 'keyDied'] as const)('tells of %s', what => {
    only().tell(what, { name: 'Kometa' })
    expect(done).toHaveLength(1)
  })
})

it.each([
  ['revocationGivenUp', 'revocation-given-up'],
  ['windowFailed', 'window-failed'],
] as const)('has a notice where notifications are off, for what nothing else shows: %s', (what, notice) => {
  const notifier = create()
  notifier.tell(what)
  expect([done.length, notifier.notice()]).toEqual([1, null])
  done = []
  notifier.want('none')
  notifier.tell(what)
  expect([done, notifier.notice()]).toEqual([['changed'], notice])
  notifier.dismissNotice()
  expect(notifier.notice()).toBe(null)
})
