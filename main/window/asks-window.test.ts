import { beforeEach, expect, it, vi } from 'vitest'
import type { AsksView } from '../../common/asks-view.ts'
import { toldCommands } from '../../common/commands.fake.ts'
import type { QuestionId } from '../../common/ids.ts'
import { channel } from '../../common/names.ts'
import { askingOf, snapshotOf, views } from '../../common/samples.fake.ts'
import { createAsks } from '../asks.ts'
import { ManualClock } from '../clock.fake.ts'
import { createAnswerable } from './answerable.ts'
import { createAsksWindow } from './asks-window.ts'
import { ASKS_PAGE } from './page.ts'

const fake = vi.hoisted(() => ({ open: (_connect: (contents: never) => void): unknown => undefined }))
vi.mock('electron', () => ({ app: { on() {} } }))
vi.mock('./follow-page.ts', () => ({
  followPage: (_window: object, resized: () => void) => () => {
    resized()
    return true
  },
}))
vi.mock('./sandbox.ts', () => ({ isSandboxed: () => true }))
vi.mock('./own-window.ts', () => ({
  openOwnWindow: (_shared: object, { connect }: { connect: () => void }) => fake.open(connect),
  reloadLater: (window: ReturnType<typeof fakeWindow>) => window.webContents.reload(),
}))

const [ONE, OTHER] = ['one', 'other'] as unknown as readonly [QuestionId, QuestionId]

/** A window that is shown and gone as it is told, and tells what was done with it. */
function fakeWindow(done: string[]) {
  const listeners = new Map<string, Array<() => void>>()
  const hear = (event: string, listener: () => void) =>
    void listeners.set(event, [...(listeners.get(event) ?? []), listener])
  const tell = (event: string) => {
    for (const listener of listeners.get(event) ?? []) listener()
  }
  let destroyed = false
  return {
    tell,
    isDestroyed: () => destroyed,
    isFocused: () => true,
    isMinimized: () => false,
    show() {
      done.push('shown')
      tell('show')
    },
    showInactive() {
      done.push('shown quietly')
      tell('show')
    },
    focus: () => void done.push('focused'),
    setTitle: (title: string) => void done.push(`titled ${title}`),
    restore() {},
    destroy() {
      destroyed = true
      done.push('gone')
      tell('closed')
    },
    once: hear,
    on: hear,
    webContents: { once: hear, reload: () => void done.push('loaded anew') },
  }
}

let clock: ManualClock
let done: string[]
let windows: Array<ReturnType<typeof fakeWindow>>
let answerable: ReturnType<typeof createAnswerable>
let asks: ReturnType<typeof createAsksWindow>

beforeEach(() => {
  clock = new ManualClock()
  done = []
  windows = []
  fake.open = () => {
    const window = fakeWindow(done)
    windows.push(window)
    return window
  }
  answerable = createAnswerable(clock)
  asks = createAsksWindow({
    title: () => 'Latchkey fragt',
    prepared: async () => {},
    clock,
    wayland: false,
    answerable,
    connect() {},
    changed: () => void done.push(`answerable in ${answerable.inMs()}`),
    session: () => ({}) as never,
    preload: '',
    theme: { ground: () => '', subscribe: () => () => {} },
    icon: () => ({}) as never,
    sayUnopened: async () => {},
    failed() {},
  })
})

/** The page is there, and some time goes by. */
async function pass(ms = 1_000) {
  await clock.advance(0)
  windows.at(-1)?.tell('did-finish-load')
  await clock.advance(ms)
}

async function ask(id: QuestionId | null) {
  asks.follow(id)
  await pass()
}

it('comes for a question without taking the focus, once, and goes with it', async () => {
  await ask(ONE)
  await ask(ONE)
  expect(done.splice(0)).toEqual(['shown quietly', 'answerable in 500'])
  expect(answerable.inMs()).toBe(0)
  await ask(null)
  expect(done).toEqual(['gone', 'answerable in null'])
})

it('is called anew where the language is another, and cannot be answered at once', async () => {
  await ask(ONE)
  done.length = 0
  asks.reload()
  expect(answerable.inMs()).toBe(500)
  await pass()
  expect(done).toEqual(['titled Latchkey fragt', 'loaded anew'])
})

it('cannot be answered at once where it became another size', async () => {
  asks.fit(700)
  await ask(ONE)
  done.length = 0
  asks.fit(700)
  expect(done).toEqual(['answerable in 500'])
})

it.each<[string, () => unknown]>([
  ['another question', () => asks.follow(OTHER)],
  ['another language', () => asks.reload()],
  ['another window', () => (windows[0]!.destroy(), asks.show())],
])('can be answered though its page becomes another size again and again, until %s', async (_what, renew) => {
  await ask(ONE)
  const flip = async (times: number) => {
    done.length = 0
    for (let at = 0; at < times; at++) {
      asks.fit(500 + (at % 2) * 200)
      await clock.advance(400)
    }
    await clock.advance(100)
    return done.filter(what => what === 'answerable in 500').length
  }
  expect([await flip(100), answerable.inMs()]).toEqual([20, 0])
  renew()
  await pass()
  expect(await flip(1)).toBe(1)
})

it('stays for a question that follows at once, which cannot be answered at once', async () => {
  await ask(ONE)
  done.length = 0
  asks.follow(null)
  asks.follow(OTHER)
  expect(answerable.inMs()).toBe(500)
  await pass()
  expect([done, windows.length]).toEqual([[], 1])
})

it('does not come where the question is over before it could', async () => {
  asks.follow(ONE)
  asks.follow(null)
  await pass()
  expect([done, asks.show()]).toEqual([[], false])
})

it('stays away once the person has closed it, until they ask for it or another program asks', async () => {
  await ask(ONE)
  windows[0]!.destroy()
  await ask(ONE)
  expect(windows).toHaveLength(1)
  done.length = 0
  expect(asks.show()).toBe(true)
  await pass()
  expect(done.splice(0)).toEqual(['shown', 'answerable in 500'])
  windows[1]!.destroy()
  done.length = 0
  await ask(OTHER)
  expect(done).toEqual(['shown quietly', 'answerable in 500'])
})

it('comes to the front where it is asked for, and is not answered at once then', async () => {
  await ask(ONE)
  done.length = 0
  asks.show()
  expect(done).toEqual(['shown', 'answerable in 500', 'focused'])
})

it('cannot be answered at once where its page is loaded again', async () => {
  const told: AsksView[] = []
  const bound = new Map<string, (event: object) => Promise<unknown>>()
  const contents = {
    mainFrame: { url: ASKS_PAGE },
    on() {},
    ipc: { handle: (name: string, listener: never) => void bound.set(name, listener) },
    getOSProcessId: () => process.pid,
    isDestroyed: () => false,
    send: (_channel: string, view: AsksView) => void told.push(view),
  }
  const { open } = fake
  fake.open = connect => {
    connect(contents as never)
    return open(connect)
  }
  const whole = createAsks({
    shared: { clock, wayland: false, prepared: async () => {} } as never,
    title: () => 'Latchkey fragt',
    handlers: () => toldCommands(() => undefined) as never,
    report() {},
  })
  const snapshot = snapshotOf(views['signed out'])
  whole.follow({ ...snapshot, access: { ...snapshot.access, asking: askingOf() } })
  await pass(1_500)
  const load = () =>
    bound.get(channel('page.attach'))?.({ sender: contents, senderFrame: contents.mainFrame })
  for (let loads = 0; loads < 2; loads++) {
    await load()
    expect(told.at(-1)).toMatchObject({ asking: askingOf(), answerableInMs: 500 })
    await clock.advance(1_500)
  }
})
