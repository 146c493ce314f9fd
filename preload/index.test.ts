import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bridge, Snapshot } from '../common/contract.ts'
import { channel, commandNames, commandOf, type OfCommands, ofCommands } from '../common/names.ts'
import { snapshotOf, views } from '../common/samples.fake.ts'

const electron = vi.hoisted(() => ({
  ran: [] as string[],
  exposed: new Map<string, unknown>(),
  invoked: [] as unknown[][],
  listeners: new Map<string, Set<(...received: unknown[]) => void>>(),
}))

vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: unknown) => electron.exposed.set(name, api),
  },
  webFrame: { executeJavaScript: (code: string) => void electron.ran.push(code) },
  ipcRenderer: {
    async invoke(...sent: unknown[]) {
      electron.invoked.push(sent)
    },
    on(name: string, listener: () => void) {
      electron.listeners.set(name, (electron.listeners.get(name) ?? new Set()).add(listener))
    },
    off(name: string, listener: () => void) {
      electron.listeners.get(name)?.delete(listener)
    },
  },
}))

const page = vi.hoisted(() => ({
  click: (_event: { isTrusted: boolean }) => {},
  phase: undefined as unknown,
  isActive: true,
}))
vi.stubGlobal('window', {
  addEventListener(_event: 'click', listener: typeof page.click, options: unknown) {
    Object.assign(page, { click: listener, phase: options })
  },
})
vi.stubGlobal('navigator', { userActivation: page })

await import('./index.ts')
const bridge = electron.exposed.get('latchkey') as Bridge

const arrive = (snapshot: Snapshot) => {
  for (const listener of electron.listeners.get('latchkey:snapshot') ?? []) {
    listener({ sender: 'ipcRenderer' }, snapshot, 'more')
  }
}

beforeEach(() => {
  electron.invoked.length = 0
  electron.listeners.clear()
})

describe('the bridge', () => {
  it('is all that the page gets, and is made of functions', () => {
    expect([...electron.exposed.keys()]).toEqual(['latchkey'])
    const functions = ofCommands(() => expect.any(Function) as () => void)
    expect(bridge).toEqual({ ...functions, onSnapshot: expect.any(Function) as () => void })
  })

  it('sends each command over its own channel', async () => {
    for (const name of commandNames) await commandOf<() => Promise<void>>(bridge as never, name)()
    expect(electron.invoked).toEqual(commandNames.map(name => [channel(name), undefined, false]))
  })

  it('sends a command with its one argument, whatever else it is called with', async () => {
    const { app, signIn } = bridge as unknown as OfCommands<(...sent: unknown[]) => Promise<void>>
    await app.setLaunchAtLogin(true, 'more')
    await signIn.start()
    expect(electron.invoked).toEqual([
      ['latchkey:app.setLaunchAtLogin', true, false],
      ['latchkey:signIn.start', undefined, false],
    ])
  })

  it.each([
    ['a click of the person', true, true, 0, true],
    ['a click of a second ago', true, true, 1_000, true],
    ['one before that', true, true, 1_001, false],
    ['a click of a script', false, true, 0, false],
    ['a click that a label passes on for a script', true, false, 0, false],
  ])('tells of %s, for one command', async (_what, isTrusted, isActive, later, told) => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(5_000)
    page.isActive = isActive
    page.click({ isTrusted })
    now.mockReturnValue(5_000 + later)
    await bridge.app.quit()
    await bridge.app.quit()
    expect(electron.invoked).toEqual([
      ['latchkey:app.quit', undefined, told],
      ['latchkey:app.quit', undefined, false],
    ])
    expect(page.phase).toEqual({ capture: true })
    now.mockRestore()
  })

  it('hands snapshots to the page without the event that carries the sender', () => {
    const heard: unknown[][] = []
    bridge.onSnapshot((...received: unknown[]) => void heard.push(received))
    arrive(snapshotOf(views.restoring))
    expect(heard).toEqual([[snapshotOf(views.restoring)]])
  })

  it('stops when it is told to, for that listener alone', () => {
    const heard: string[] = []
    const stop = bridge.onSnapshot(() => void heard.push('first'))
    bridge.onSnapshot(() => void heard.push('second'))
    expect(stop()).toBeUndefined()
    arrive(snapshotOf(views.restoring))
    expect(heard).toEqual(['second'])
  })
})
