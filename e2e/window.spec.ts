import type { RunningApp } from './app.ts'
import { eventually } from './eventually.ts'
import { openWindow } from './open-window.ts'
import { expect, test } from './test.ts'

const isShown = ({ electron }: RunningApp): Promise<boolean> =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some(window => window.isVisible()))

/** What becomes of the page of the next window, by whoever runs in the main process. */
const troubles: Readonly<Record<string, (electron: typeof Electron.Main) => void>> = {
  'hangs while it loads': ({ app }) =>
    void app.once('web-contents-created', (_event, contents) => {
      contents.once('did-navigate', () => process.kill(contents.getOSProcessId(), 'SIGSTOP'))
    }),
  'crashes while it loads': ({ app }) =>
    void app.once('web-contents-created', (_event, contents) => {
      contents.once('did-navigate', () => contents.forcefullyCrashRenderer())
    }),
  'cannot be read': ({ app }) =>
    void app.once('web-contents-created', (_event, contents) => {
      contents.session.webRequest.onBeforeRequest((_details, answer) => answer({ cancel: true }))
    }),
  'is drawn by nobody': ({ app }) =>
    void app.once('web-contents-created', (_event, contents) => {
      contents.once('did-start-navigation', () => {
        for (const { type, pid } of app.getAppMetrics()) if (type === 'GPU') process.kill(pid, 'SIGKILL')
      })
    }),
}

for (const [what, trouble] of Object.entries(troubles)) {
  test(`opens, or does at the next click, where its page ${what}`, async ({ app, tray }) => {
    await tray.waitForLabel('Sign in to Plex…')
    await app.electron.evaluate(trouble)
    await tray.activate()
    await eventually(
      'the window, seen or gone',
      async () => (await isShown(app)) || (await app.windowCount()) === 0,
    )
    // One that is of no use is closed by the person.
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.destroy())
    await app.noWindow()
    await app.electron.evaluate(({ session }) =>
      session.fromPartition('window').webRequest.onBeforeRequest((_details, answer) => answer({})),
    )
    const window = await openWindow(app, tray)
    await window.getByRole('button', { name: 'Sign in to Plex…' }).waitFor()
    await eventually('the window on the screen', () => isShown(app))
    expect(app.output()).not.toContain('unhandled')
  })
}
