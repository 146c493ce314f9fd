import { openWindow } from '../world/open-window.ts'
import type { RunningApp } from '../world/app.ts'
import { expect, test } from '../world/test.ts'
import type { Tray } from '../world/tray.ts'
import { forgetVisuals } from '../world/visuals.ts'

test('starts into the tray, without a window', async ({ app, tray }) => {
  await tray.waitForItem()
  await tray.offersSignIn()
  await tray.waitForLabel('Quit Latchkey')
  expect(tray.itemCount()).toBe(1)
  expect(await app.windowCount()).toBe(0)
})

test('ends with code 0 when the person quits from the tray', async ({ app, desktop, person, tray }) => {
  await person.quit()
  expect(await app.exit()).toEqual({ code: 0, signal: null })
  await tray.waitForNoItem()
  await expect.poll(() => desktop.programs()).toEqual([])
})

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`ends when the system says ${signal}, with its window open`, async ({ app, desktop, tray }) => {
    await openWindow(app, tray)
    process.kill(app.processId, signal)
    expect(await app.exit()).toEqual({ code: 0, signal: null })
    await expect.poll(() => desktop.programs()).toEqual([])
  })
}

test('ends with code 0 also where its requests are found to be garbage in its last turn', async ({
  app,
  person,
  window,
}) => {
  await person.signIn()
  await window.close()
  await app.noWindow()
  // The last answer of the sign-in has to be there, and garbage.
  await new Promise(resolve => setTimeout(resolve, 1_000))
  await app.electron.evaluate(({ app: running }) => {
    const { GCProfiler } = process.getBuiltinModule('node:v8')
    const filled: unknown[] = []
    const watch = () => {
      const profiler = new GCProfiler()
      profiler.start()
      return () => profiler.stop()!.statistics.length > 0
    }
    running.on('will-quit', () => {
      let collected = false
      let ended = watch()
      do {
        filled.push(Array.from({ length: 10_000 }, (_, index) => index))
        // One begins before the last one ends: what that says takes memory, too.
        const next = watch()
        collected = ended()
        ended = next
      } while (!collected)
    })
  })
  await person.quit()
  expect(await app.exit()).toEqual({ code: 0, signal: null })
})

test('keeps the graphics driver that GTK loads out of its main process, and denies none to the programs it starts', async ({
  launch,
  person,
  tray,
  desktop,
}) => {
  // An earlier test of the same screen may have spared the next program the driver.
  await forgetVisuals(desktop.environment)
  const withDriver = await launch({ environment: { GDK_GL: '' } })
  const libraries = await librariesWithWindow(withDriver, tray)
  // GTK 4, which later Electrons take on GNOME where it is there, does without the variable.
  if (libraries.includes('libgtk-3'))
    expect(libraries, 'there is a driver to be loaded').toMatch(graphicsDriver)
  await person.quit()
  await withDriver.exit()

  await forgetVisuals(desktop.environment)
  const app = await launch()
  const without = await librariesWithWindow(app, tray)
  expect(without).toMatch(/libgtk-[34]/)
  expect(without).not.toMatch(graphicsDriver)
  expect(await app.electron.evaluate(() => process.env['GDK_GL'])).toBe(undefined)
})

const graphicsDriver = /libLLVM|libGLX_|_dri\.so/

/** What the main process of an app with an open window has loaded. */
async function librariesWithWindow(app: RunningApp, tray: Tray): Promise<string> {
  await tray.offersSignIn()
  await tray.activate()
  await app.window()
  return app.electron.evaluate(() =>
    process.getBuiltinModule('node:fs').readFileSync('/proc/self/maps', 'utf8'),
  )
}
