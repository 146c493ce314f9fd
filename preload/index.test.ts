import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bridge, Snapshot } from '../common/contract.ts'
import { snapshotOf, views } from '../common/samples.ts'

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
    expect(Object.entries(bridge).map(([name, value]) => `${name} ${typeof value}`)).toEqual([
      'attach function',
      'startSignIn function',
      'cancelSignIn function',
      'tryNow function',
      'openLinkPage function',
      'copyCode function',
      'signOut function',
      'disown function',
      'keepLateClaim function',
      'revokeLateClaim function',
      'refreshServers function',
      'openServer function',
      'openAuthorizedDevices function',
      'answerProxy function',
      'copyUnopenedPage function',
      'dismissUnopenedPage function',
      'dismissNotice function',
      'setLaunchAtLogin function',
      'downloadUpdate function',
      'closeWindow function',
      'quit function',
      'onSnapshot function',
    ])
  })

  it('sends a command with its one argument, whatever else it is called with', async () => {
    const { setLaunchAtLogin, startSignIn } = bridge as unknown as Record<
      string,
      (...sent: unknown[]) => Promise<void>
    >
    await setLaunchAtLogin?.(true, 'more')
    await startSignIn?.()
    expect(electron.invoked).toEqual([
      ['latchkey:setLaunchAtLogin', true, false],
      ['latchkey:startSignIn', undefined, false],
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
    await bridge.quit()
    await bridge.quit()
    expect(electron.invoked).toEqual([
      ['latchkey:quit', undefined, told],
      ['latchkey:quit', undefined, false],
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
