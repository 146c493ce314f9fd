import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright'
import en from '../../common/locales/en.json' with { type: 'json' }
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

const boundsOf = ({ electron }: RunningApp): Promise<Electron.Rectangle> =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds())

async function move(app: RunningApp, to: Electron.Rectangle) {
  // What changes before is the desktop's doing.
  await new Promise(resolve => setTimeout(resolve, 700))
  await app.electron.evaluate(
    ({ BrowserWindow }, there) => BrowserWindow.getAllWindows()[0]!.setBounds(there),
    to,
  )
  await expect.poll(() => boundsOf(app)).toEqual(to)
}

/** The window is gone before the key comes up again. */
async function close(app: RunningApp, page: Page) {
  await Promise.allSettled([page.keyboard.press('Escape')])
  await app.noWindow()
}

test('opens as the person left it, also after a restart and on a smaller screen, until they reset all', async ({
  launch,
  desktop,
  screens,
  tray,
  person,
}) => {
  const folder = path.join(desktop.configHome, 'Latchkey')
  const file = path.join(folder, 'window.json')
  const first = await launch()
  const page = await openWindow(first, tray)
  const usual = await boundsOf(first)
  const moved = { x: 90, y: 60, width: 460, height: 520 }
  await move(first, moved)
  await close(first, page)
  await openWindow(first, tray)
  expect(await boundsOf(first)).toEqual(moved)
  const low = { ...moved, y: 200, height: 500 }
  await move(first, low)
  await person.quit()
  await first.exit()
  const written = await readFile(file, 'utf8')
  expect([(await stat(file)).mode & 0o777, JSON.parse(written)]).toEqual([
    0o600,
    {
      version: 1,
      size: { width: 460, height: 500 },
      at: { x: 90, y: 200, screen: expect.any(Number) as unknown },
    },
  ])

  const second = await launch({ environment: { DISPLAY: await screens.display('800x600') } })
  await close(second, await openWindow(second, tray))
  const again = await openWindow(second, tray)
  expect([await boundsOf(second), await readFile(file, 'utf8')]).toEqual([{ ...low, y: 100 }, written])
  await move(second, moved)
  await again.getByTestId('open-settings').click()
  await again.getByTestId('reset').click()
  await again.getByRole('button', { name: en.window.settings.resetAsk.yes }).click()
  await expect.poll(() => readdir(folder)).not.toContain('window.json')
  await person.quit()
  await second.exit()
  expect(await readdir(folder)).not.toContain('window.json')

  await writeFile(file, written.slice(0, -9))
  const third = await launch()
  await openWindow(third, tray)
  expect(await boundsOf(third)).toEqual(usual)
  const said = (await tray.labels()).filter(label => Object.values<string>(en.tray.notice).includes(label))
  expect(said).toEqual([])
})

declare global {
  var isKeyTaken: boolean | undefined
}

/** Tells whether the page takes a key in the moment in which it has its first element. */
function pressAtOnce() {
  new MutationObserver(() => {
    if (globalThis.isKeyTaken !== undefined || document.querySelector('#root > *') === null) return
    const key = new KeyboardEvent('keydown', { key: 'Escape', cancelable: true })
    globalThis.isKeyTaken = !document.dispatchEvent(key)
  }).observe(document, { childList: true, subtree: true })
}

test('takes a key from the moment in which its page is drawn', async ({ app, tray }) => {
  const page = await openWindow(app, tray)
  await page.addInitScript(pressAtOnce)
  await page.reload()
  expect(await page.evaluate(() => globalThis.isKeyTaken)).toBe(true)
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
