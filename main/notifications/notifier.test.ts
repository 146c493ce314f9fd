import { beforeEach, expect, it } from 'vitest'
import { snapshotOf, views } from '../../common/samples.ts'
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
    isWindowOpen: () => windowOpen,
    showWindow: () => void done.push('window'),
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
