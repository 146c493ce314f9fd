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
