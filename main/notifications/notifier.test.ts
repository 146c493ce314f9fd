import { beforeEach, expect, it, vi } from 'vitest'
import { ada, signedIn, snapshotOf, views } from '../../preload/samples.ts'
import { createNotifier } from './notifier.ts'

const desktop = vi.hoisted(() => ({ supported: true, done: [] as unknown[][], click: () => {} }))

vi.mock('electron', () => ({
  Notification: class {
    static isSupported = () => desktop.supported
    readonly title: string
    constructor(options: { title: string }) {
      this.title = options.title
      desktop.done.push(['new', options])
    }
    on(_event: 'click', listener: () => void) {
      desktop.click = listener
    }
    show = () => void desktop.done.push(['show', this.title])
    close = () => void desktop.done.push(['close', this.title])
  },
}))

let windowOpen: boolean
beforeEach(() => {
  windowOpen = false
  Object.assign(desktop, { supported: true, done: [], click: () => {} })
})

const create = () =>
  createNotifier({
    isWindowOpen: () => windowOpen,
    showWindow: () => void desktop.done.push(['window']),
  })

function follow(...course: Array<keyof typeof views>) {
  const notifier = create()
  for (const what of course) notifier.follow(snapshotOf(views[what]))
}
const success = { title: 'Signed in to Plex', body: 'Signed in as Ada.', silent: true }

it('tells how an attempt ended, silently, and opens the window on a click', () => {
  follow('requesting a code', 'awaiting approval', 'signed in')
  desktop.click()
  expect(desktop.done).toEqual([['new', success], ['show', success.title], ['window']])
})

it.each([
  ['linux', 'Signed in as &lt;b&gt;Ada&lt;/b&gt; &amp;amp; Bob.'],
  ['darwin', 'Signed in as <b>Ada</b> &amp; Bob.'],
  ['win32', 'Signed in as <b>Ada</b> &amp; Bob.'],
] as const)('shows a name as it is where bodies are markup and where they are not: %s', (platform, body) => {
  const notifier = createNotifier({ isWindowOpen: () => false, showWindow: () => {}, platform })
  notifier.follow(snapshotOf(views['awaiting approval']))
  notifier.follow(snapshotOf(signedIn({ account: { ...ada, name: '<b>Ada</b> &amp; Bob' } })))
  expect(desktop.done[0]).toEqual(['new', { ...success, body }])
})

it('takes the last message away before it shows the next', () => {
  follow('requesting a code', 'signed in', 'requesting a code', 'signed out, with a problem')
  expect(
    desktop.done.map(([what, title]) => (what === 'new' ? what : `${String(what)} ${String(title)}`)),
  ).toEqual(['new', 'show Signed in to Plex', 'close Signed in to Plex', 'new', 'show This code has expired'])
})

it('is quiet while the window says it', () => {
  windowOpen = true
  follow('requesting a code', 'signed in')
  expect(desktop.done).toEqual([])
})

it('is quiet where the system shows no notifications', () => {
  desktop.supported = false
  follow('requesting a code', 'signed in')
  expect(desktop.done).toEqual([])
})

it('tells what no view shows for long, whether or not the window is open', () => {
  windowOpen = true
  create().tell('revocationGivenUp')
  expect(desktop.done).toEqual([
    [
      'new',
      {
        title: 'Plex could not be told that you signed out',
        body: 'Latchkey tried for 30 days. Remove this computer from your devices at Plex yourself.',
        silent: true,
      },
    ],
    ['show', 'Plex could not be told that you signed out'],
  ])
})
