import { expect, it } from 'vitest'
import { ManualClock } from '../clock.fake.ts'
import { comeIntoSight } from './sight.ts'

type Event = 'ready-to-show' | 'did-finish-load' | 'closed' | 'unresponsive' | 'responsive'

function fakeWindow({ wayland = false, takesFocus = true, minimized = false, quietly = false } = {}) {
  const clock = new ManualClock()
  const done: string[] = []
  const listeners = new Map<string, Array<() => void>>()
  const hear = (event: string, listener: () => void) =>
    void listeners.set(event, [...(listeners.get(event) ?? []), listener])
  let destroyed = false
  let focused = false
  const act = (what: string) => {
    if (destroyed) throw new TypeError('Object has been destroyed')
    done.push(`${what} at ${clock.now()}`)
  }
  const window = {
    isDestroyed: () => destroyed,
    isFocused: () => focused,
    isMinimized: () => minimized,
    show: () => act('shown'),
    showInactive: () => act('shown quietly'),
    focus() {
      act('focused')
      focused = takesFocus
    },
    restore: () => act('restored'),
    once: hear,
    on: hear,
    webContents: { once: hear },
  }
  const comeForward = comeIntoSight(window, {
    clock,
    wayland,
    quietly,
    renew: () => done.push(`renewed at ${clock.now()}`),
  })
  const tell = (event: Event) => {
    if (event === 'closed') destroyed = true
    for (const listener of listeners.get(event) ?? []) listener()
  }
  return { clock, done, comeForward, tell }
}

type Step = number | Event | 'asked'

async function live(steps: readonly Step[], desktop?: Parameters<typeof fakeWindow>[0]) {
  const { clock, done, comeForward, tell } = fakeWindow(desktop)
  for (const step of steps) {
    if (typeof step === 'number') await clock.advance(step)
    else if (step === 'asked') comeForward()
    else tell(step)
  }
  return { done, pending: clock.pending }
}

it.each<[string, readonly Step[], readonly string[]]>([
  ['its page is ready first', [100, 'ready-to-show', 50, 'did-finish-load', 9_000], ['shown at 100']],
  ['its page is loaded first', [100, 'did-finish-load', 50, 'ready-to-show', 9_000], ['shown at 100']],
  ['it is only ready', [100, 'ready-to-show', 9_000], ['shown at 100']],
  ['it is only loaded', [100, 'did-finish-load', 9_000], ['shown at 100']],
  ['no event comes at all', [1_999, 1, 9_000], ['shown at 2000']],
  ['both come late', [3_000, 'did-finish-load', 'ready-to-show'], ['shown at 2000']],
  ['it is closed before anything', [100, 'closed', 9_000], []],
  ['it is closed, and then ready and loaded', ['closed', 'ready-to-show', 'did-finish-load', 9_000], []],
  ['it is asked for again while it comes', [100, 'asked', 50, 'did-finish-load', 9_000], ['shown at 150']],
])('is shown once where %s', async (_what, steps, done) => {
  expect(await live(steps)).toEqual({ done, pending: 0 })
})

it('takes no focus where nobody asked for it, until somebody does', async () => {
  const steps = [100, 'ready-to-show', 50, 'did-finish-load', 'asked', 9_000] as const
  expect(await live(steps, { quietly: true })).toEqual({
    done: ['shown quietly at 100', 'shown at 150', 'focused at 150'],
    pending: 0,
  })
})

const shown = ['did-finish-load', 1_000] as const
it.each<[string, readonly Step[], Parameters<typeof fakeWindow>[0], readonly string[]]>([
  ['where the desktop gives it the focus', ['asked', 9_000], {}, ['shown at 1000', 'focused at 1000']],
  [
    'out of the panel',
    ['asked', 9_000],
    { minimized: true },
    ['restored at 1000', 'shown at 1000', 'focused at 1000'],
  ],
  [
    'without the focus where windows may take it but this one did not',
    ['asked', 9_000],
    { takesFocus: false },
    ['shown at 1000', 'focused at 1000'],
  ],
  ['on Wayland, with the focus', ['asked', 9_000], { wayland: true }, ['shown at 1000', 'focused at 1000']],
  [
    'on Wayland, as another window where this one only blinks',
    ['asked', 499, 1],
    { wayland: true, takesFocus: false },
    ['shown at 1000', 'focused at 1000', 'renewed at 1500'],
  ],
  [
    'on Wayland, unless it was closed meanwhile',
    ['asked', 100, 'closed', 9_000],
    { wayland: true, takesFocus: false },
    ['shown at 1000', 'focused at 1000'],
  ],
  ['as another window while its page hangs', ['unresponsive', 'asked'], {}, ['renewed at 1000']],
  [
    'as it is once its page answers again',
    ['unresponsive', 'responsive', 'asked'],
    {},
    ['shown at 1000', 'focused at 1000'],
  ],
])('comes before the person %s', async (_what, steps, desktop, done) => {
  expect(await live([...shown, ...steps], desktop)).toEqual({ done: ['shown at 0', ...done], pending: 0 })
})

it.each([
  [9_999, ['shown at 2000', 'shown at 9999', 'focused at 9999']],
  [10_000, ['shown at 2000', 'renewed at 10000']],
])('is made anew when it is asked for %i ms after it was made and has not loaded yet', async (ms, done) => {
  expect(await live([ms, 'asked'])).toEqual({ done, pending: 0 })
})
