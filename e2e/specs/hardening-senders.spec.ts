import path from 'node:path'
import { channel, commandsOfMain } from '../../common/names.ts'
import { openWindow } from '../world/open-window.ts'
import { repository } from '../world/runtime.ts'
import { expect, test } from '../world/test.ts'

interface Bridge {
  signIn: { start: () => Promise<void> }
}

test('reaches no frame inside the page, be it empty, and none that has gone again', async ({ app, tray }) => {
  const window = await openWindow(app, tray)
  const reached = await window.evaluate(() => {
    const look = (inside: Window | null) => {
      try {
        return String((inside as unknown as { latchkey: unknown }).latchkey)
      } catch (error) {
        return (error as Error).name
      }
    }
    const add = (name: string, attributes: Readonly<Record<string, string>>) => {
      const element = document.createElement(name)
      for (const [each, value] of Object.entries(attributes)) element.setAttribute(each, value)
      document.body.append(element)
      return look(globalThis.window[globalThis.window.length - 1] as unknown as Window)
    }
    const gone = document.createElement('iframe')
    document.body.append(gone)
    const inside = gone.contentWindow
    gone.remove()
    return [
      add('iframe', {}),
      add('iframe', { src: 'about:blank' }),
      add('iframe', { sandbox: 'allow-scripts allow-same-origin' }),
      // oxlint-disable-next-line no-script-url
      add('iframe', { src: 'javascript:1' }),
      add('frame', {}),
      add('object', { type: 'text/html' }),
      look(inside),
    ]
  })
  expect(reached).toEqual(reached.map(() => 'SecurityError'))
})

test('serves no window but its own, be it of the same page, and none that has left its page', async ({
  app,
  tray,
  simulator,
}) => {
  await openWindow(app, tray)
  const answers = await app.electron.evaluate(
    async ({ BrowserWindow, session }, preload) => {
      const ask = (window: Electron.BrowserWindow) =>
        window.webContents.executeJavaScript(
          `latchkey.signIn.start().then(() => 'served', error => error.message)`,
        ) as Promise<string>
      const [own] = BrowserWindow.getAllWindows()
      const partition = session.fromPartition('window', { cache: false })
      const other = new BrowserWindow({ show: false, webPreferences: { session: partition, preload } })
      await other.loadURL('app://latchkey/index.html')
      const fromOther = await ask(other)
      other.destroy()
      // Nothing in the page can bring this about; main can, and only so far.
      const foreign = await own!.loadURL('data:text/html,<p>').catch((error: Error) => error.message)
      await own!.loadURL('about:blank')
      return { fromOther, foreign, fromElsewhere: await ask(own!) }
    },
    path.join(repository, 'dist/preload.cjs'),
  )
  expect(answers).toEqual({
    fromOther: expect.stringContaining(
      "No handler registered for 'latchkey:signIn.start'",
    ) as unknown as string,
    foreign: expect.stringContaining('ERR_BLOCKED_BY_CLIENT') as unknown as string,
    fromElsewhere: expect.stringContaining('signIn.start: unknown sender') as unknown as string,
  })
  expect(simulator.pins()).toEqual([])
})

test('hears nothing on channels that are not in the contract', async ({ app, tray }) => {
  await openWindow(app, tray)
  const heard = await app.electron.evaluate(({ BrowserWindow, ipcMain }) => {
    const count = (emitter: NodeJS.EventEmitter) => [
      ...emitter
        .eventNames()
        .filter(name => name !== 'error' && !String(name).startsWith('-'))
        .map(String),
      // What is handled is no event. Source: Electron, lib/browser/ipc-main-impl.ts.
      ...(emitter as unknown as { _invokeHandlers: ReadonlyMap<string, unknown> })._invokeHandlers.keys(),
    ]
    return {
      all: count(ipcMain),
      own: BrowserWindow.getAllWindows().flatMap(({ webContents }) => count(webContents.ipc)),
    }
  })
  expect(heard).toEqual({ all: [], own: commandsOfMain.map(channel) })
})

test('keeps what the page does to its own globals away from the bridge', async ({ app, tray, simulator }) => {
  const window = await openWindow(app, tray)
  await window.keyboard.press('a')
  const outcome = await window.evaluate(async () => {
    const stolen: unknown[] = []
    Array.prototype.map = function steal(this: unknown[]) {
      stolen.push(this)
      return []
    }
    const { latchkey } = globalThis as unknown as { latchkey: Bridge }
    const replace = (holder: object, name: string) => {
      try {
        Object.assign(holder, { [name]: (...given: unknown[]) => void stolen.push(given) })
      } catch {
        // Frozen.
      }
    }
    replace(latchkey, 'signIn')
    replace(latchkey.signIn, 'start')
    await latchkey.signIn.start()
    const frozen = [latchkey, ...Object.values(latchkey)].every(each => Object.isFrozen(each))
    return { frozen, stolen: stolen.filter(each => String(each).includes('ipc')) }
  })
  expect(outcome).toEqual({ frozen: true, stolen: [] })
  await expect.poll(() => simulator.pins().length).toBe(1)
})
