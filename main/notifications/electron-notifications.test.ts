import { beforeEach, expect, it, vi } from 'vitest'
import { createElectronNotifications } from './electron-notifications.ts'

const system = vi.hoisted(() => ({
  supported: true,
  done: [] as unknown[][],
  listeners: {} as Record<string, (event: unknown, reason: string) => void>,
}))

vi.mock('electron', () => ({
  Notification: class {
    static isSupported = () => system.supported
    readonly title: string
    constructor(options: { title: string }) {
      this.title = options.title
      system.done.push(['new', options])
    }
    on(event: string, listener: () => void) {
      system.listeners[event] = listener
    }
    show = () => void system.done.push(['show', this.title])
    close = () => void system.done.push(['close', this.title])
  },
}))

beforeEach(() => void Object.assign(system, { supported: true, done: [], listeners: {} }))
const observe = (what: string, problem: unknown) => void system.done.push([what, problem])
const show = () => createElectronNotifications(observe)
const clicked = () => void system.done.push(['clicked'])
const one = { title: 'One', body: '<b>Ada</b> &amp; Bob' }
const two = { title: 'Two', body: '' }

it('shows a message silently, with a name as it is, and hears the click', () => {
  show()(one, clicked)
  system.listeners['click']?.({}, '')
  expect(system.done).toEqual([['new', { ...one, silent: true }], ['show', 'One'], ['clicked']])
})

it('takes the last message away before it shows the next', () => {
  const shows = show()
  shows(one, clicked)
  shows(two, clicked)
  expect(system.done.map(([what]) => what)).toEqual(['new', 'show', 'close', 'new', 'show'])
})

it('says why the system refused a message', () => {
  show()(one, clicked)
  system.listeners['failed']?.({}, 'not signed')
  expect(system.done.at(-1)).toEqual(['No notification was shown', new Error('not signed')])
})

it('is quiet where the system shows no notifications', () => {
  system.supported = false
  show()(one, clicked)
  expect(system.done).toEqual([])
})
