import { beforeEach, expect, it } from 'vitest'
import type { QuestionId } from '../../common/ids.ts'
import { askingOf, QUESTION, snapshotOf, views } from '../../common/samples.fake.ts'
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
const success = { title: 'Signed in to Plex', body: 'Signed in as Ada.' }

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
  notifier.allow(false)
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
      body: 'Latchkey tried for 30 days. Remove this computer from your devices at Plex yourself.',
    },
  ])
})

it('says nothing where notifications are off, and all of what comes after they are on again', () => {
  const notifier = create()
  const follow = (...course: Array<keyof typeof views>) => {
    for (const what of course) notifier.follow(snapshotOf(views[what]))
  }
  notifier.allow(false)
  follow('requesting a code', 'awaiting approval', 'signed in')
  expect(done).toEqual([])
  notifier.allow(true)
  follow('signed in', 'signing out', 'signed out', 'requesting a code', 'signed in')
  expect(done).toEqual([success])
})

it.each([
  ['revocationGivenUp', 'revocation-given-up'],
  ['windowFailed', 'window-failed'],
] as const)('has a notice where notifications are off, for what nothing else shows: %s', (what, notice) => {
  const notifier = create()
  notifier.tell(what)
  expect([done.length, notifier.notice()]).toEqual([1, null])
  done = []
  notifier.allow(false)
  notifier.tell(what)
  expect([done, notifier.notice()]).toEqual([['changed'], notice])
  notifier.dismissNotice()
  expect(notifier.notice()).toBe(null)
})
