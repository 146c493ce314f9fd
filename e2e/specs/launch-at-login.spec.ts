import { expect, test } from '../world/test.ts'

test('shows no window when it is started at login though it runs already', async ({ app, tray }) => {
  await tray.waitForLabel('Start at login')
  expect((await app.secondStart(['--hidden'])).code).toBe(0)
  expect(await app.windowCount()).toBe(0)
  expect((await app.secondStart()).code).toBe(0)
  await app.window()
})

test.describe('on a desktop without a panel', () => {
  test.use({ panel: false })
  test('shows no window when it is started at login', async ({ launch }) => {
    const app = await launch({ arguments: ['--hidden'] })
    // Without the argument it is there in a fifth of this time.
    await expect(app.electron.waitForEvent('window', { timeout: 2_000 })).rejects.toThrow('Timeout')
    expect(await app.windowCount()).toBe(0)
  })

  test('shows its icon in a panel that comes after it', async ({ launch, tray }) => {
    const app = await launch({ arguments: ['--hidden'] })
    await tray.open()
    await tray.waitForLabel('Sign in to Plex…', 15_000)
    expect(tray.itemCount()).toBe(1)
    expect(await app.windowCount()).toBe(0)
  })
})
