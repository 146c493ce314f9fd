import { openWindow } from './open-window.ts'
import { expect, test } from './test.ts'

test('starts into the tray, without a window', async ({ app, tray }) => {
  await tray.waitForItem()
  await tray.waitForLabel('Sign in to Plex…')
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

test('holds no graphics driver in its main process, and denies none to the programs it starts', async ({
  app,
  tray,
}) => {
  await openWindow(app, tray)
  const { libraries, setting } = await app.electron.evaluate(() => ({
    libraries: process.getBuiltinModule('node:fs').readFileSync('/proc/self/maps', 'utf8'),
    setting: process.env['GDK_GL'],
  }))
  expect(libraries).toContain('libgtk-3')
  expect(libraries).not.toMatch(/libLLVM|libGLX_|_dri\.so/)
  expect(setting).toBe(undefined)
})
