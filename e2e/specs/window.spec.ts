import type { RunningApp } from '../world/app.ts'
import { eventually } from '../world/eventually.ts'
import { openWindow } from '../world/open-window.ts'
import { expect, test } from '../world/test.ts'

const isShown = ({ electron }: RunningApp): Promise<boolean> =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some(window => window.isVisible()))

interface Trouble {
  /** What becomes of the page of the next window. */
  readonly cause: (electron: typeof Electron.Main) => void
  /** Whether the window is seen all the same; else a notification says that there is none. */
  readonly opens: boolean
}

const troubles: Readonly<Record<string, Trouble>> = {
  'hangs while it loads': {
    opens: true,
    cause: ({ app }) =>
      void app.once('web-contents-created', (_event, contents) => {
        contents.once('did-navigate', () => process.kill(contents.getOSProcessId(), 'SIGSTOP'))
      }),
  },
  'is drawn by nobody': {
    opens: true,
    cause: ({ app }) =>
      void app.once('web-contents-created', (_event, contents) => {
        contents.once('did-start-navigation', () => {
          for (const { type, pid } of app.getAppMetrics()) if (type === 'GPU') process.kill(pid, 'SIGKILL')
        })
      }),
  },
  'crashes while it loads': {
    opens: false,
    cause: ({ app }) =>
      void app.once('web-contents-created', (_event, contents) => {
        contents.once('did-navigate', () => contents.forcefullyCrashRenderer())
      }),
  },
  'cannot be read': {
    opens: false,
    cause: ({ app }) =>
      void app.once('web-contents-created', (_event, contents) => {
        contents.session.webRequest.onBeforeRequest((_details, answer) => answer({ cancel: true }))
      }),
  },
}

test('opens as the person left it', async ({ app, tray }) => {
  const page = await openWindow(app, tray)
  const placed = (bounds?: Electron.Rectangle) =>
    app.electron.evaluate(({ BrowserWindow }, to) => {
      const [window] = BrowserWindow.getAllWindows()
      if (to !== undefined) window?.setBounds(to)
      return window?.getBounds()
    }, bounds)
  const first = await placed()
  const moved = { x: 90, y: 60, width: 460, height: 600 }
  expect(first).not.toEqual(moved)
  await placed(moved)
  await expect.poll(() => placed()).toEqual(moved)
  // The window is gone before the key comes up again.
  await Promise.allSettled([page.keyboard.press('Escape')])
  await app.noWindow()
  await openWindow(app, tray)
  await expect.poll(() => placed()).toEqual(moved)
})

for (const [what, { opens, cause }] of Object.entries(troubles)) {
  test(`opens, or says so and does at the next click, where its page ${what}`, async ({
    app,
    tray,
    notifications,
  }) => {
    await app.electron.evaluate(cause)
    await tray.activate()
    if (opens) await eventually('the window on the screen', () => isShown(app))
    else await notifications.waitFor('Latchkey’s window could not be opened')
    // One that is of no use is closed by the person.
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.destroy())
    await app.noWindow()
    await app.electron.evaluate(({ session }) =>
      session.fromPartition('window').webRequest.onBeforeRequest((_details, answer) => answer({})),
    )
    const window = await openWindow(app, tray)
    await window.getByRole('button', { name: 'Get a code' }).waitFor()
    await eventually('the window on the screen', () => isShown(app))
    expect(notifications.all()).toHaveLength(opens ? 0 : 1)
  })
}
