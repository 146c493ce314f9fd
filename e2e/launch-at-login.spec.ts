import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from './test.ts'

test('starts at login when the person says so, and no longer when not', async ({ app, tray, desktop }) => {
  const file = path.join(desktop.configHome, 'autostart', 'latchkey.desktop')
  const box = async () => (await tray.menu()).find(({ label }) => label === 'Start at login')
  await tray.waitForLabel('Start at login')
  expect(await box()).toMatchObject({ toggleType: 'checkmark', toggleState: 'off' })
  expect(await app.windowCount()).toBe(0)

  await tray.click('Start at login')
  await expect.poll(box).toMatchObject({ toggleState: 'on' })
  expect(await readFile(file, 'utf8')).toMatch(/^Exec=.* "--hidden"$/m)
  await promisify(execFile)('desktop-file-validate', [file])

  await tray.click('Start at login')
  await expect.poll(box).toMatchObject({ toggleState: 'off' })
  await expect(readFile(file)).rejects.toThrow('ENOENT')
})

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
