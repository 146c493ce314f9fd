import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright'
import { findViolations } from './axe.ts'
import { openWindow } from './open-window.ts'
import { expect, test } from './test.ts'
import { moveTime } from './time.ts'

const state = (window: Page) => window.getByTestId('sign-in')

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in any state in ${scheme}`, async ({
    launch,
    tray,
    person,
    simulator,
    desktop,
  }) => {
    const seen: Record<string, unknown> = {}
    const look = async (window: Page, name: string) => {
      await expect(state(window)).toHaveAttribute('data-state', name.split(' ')[0]!)
      seen[name] = await findViolations(window)
    }
    const settings = path.join(desktop.configHome, 'Latchkey')
    await mkdir(settings)
    await writeFile(path.join(settings, 'settings.json'), 'broken')
    const app = await launch()
    await app.setColourScheme(scheme)
    const window = await openWindow(app, tray)
    await expect(window.getByTestId('notice')).toBeVisible()
    await look(window, 'signed-out with a notice')
    await window.getByRole('button', { name: 'Dismiss' }).click()
    await expect(window.getByTestId('notice')).toHaveCount(0)
    await look(window, 'signed-out')

    const slow = simulator.fault('mint', { kind: 'hang' }, 1)
    await window.getByRole('button', { name: 'Sign in to Plex…' }).click()
    await look(window, 'requesting-code')
    slow.clear()
    await window.getByRole('button', { name: 'Cancel' }).click()

    await window.getByRole('button', { name: 'Sign in to Plex…' }).click()
    await look(window, 'awaiting-approval')
    const outage = simulator.fault('poll', { kind: 'unavailable' }, Infinity)
    await expect(state(window)).toHaveAttribute('data-problem', 'service')
    await look(window, 'awaiting-approval in trouble')
    outage.clear()
    await expect(state(window)).toHaveAttribute('data-problem', '')

    simulator.expire(simulator.latestPin()!)
    await expect(state(window)).toHaveAttribute('data-problem', 'used-elsewhere')
    await look(window, 'signed-out used-elsewhere')

    await window.getByRole('button', { name: 'Get a new code' }).click()
    await expect(window.getByTestId('link-code')).toBeVisible()
    await desktop.keychain.lock()
    person.approve(simulator.latestPin()!.code)
    await desktop.keyringPrompt.waitFor()
    await look(window, 'saving')
    await desktop.keyringPrompt.answer()
    await expect(window.getByText('Grace’s films')).toBeVisible()
    await look(window, 'signed-in')
    await window.getByRole('button', { name: 'Sign in again…' }).click()
    await expect(window.getByTestId('sign-in-again')).toBeVisible()
    await look(window, 'signed-in and asked')
    await window.keyboard.press('Escape')

    const time = await moveTime(app, simulator)
    await time.pass(5 * 60_000)
    simulator.pause()
    await tray.click('Check now')
    await expect(state(window)).toHaveAttribute('data-problem', 'connection')
    await look(window, 'signed-in connection')
    await window.getByRole('button', { name: 'Sign out' }).click()
    await expect(window.getByTestId('sign-in').getByText('Plex has not been told yet')).toBeVisible()
    await look(window, 'signed-out owed')
    await desktop.keychain.stop()
    await window.getByRole('button', { name: 'Sign in to Plex…' }).click()
    await expect(state(window)).toHaveAttribute('data-problem', 'keychain-missing')
    await look(window, 'signed-out keychain-missing')
    expect(seen).toEqual({
      'signed-out with a notice': [],
      'signed-out': [],
      'requesting-code': [],
      'awaiting-approval': [],
      'awaiting-approval in trouble': [],
      'signed-out used-elsewhere': [],
      saving: [],
      'signed-in': [],
      'signed-in and asked': [],
      'signed-in connection': [],
      'signed-out owed': [],
      'signed-out keychain-missing': [],
    })
  })
}

test('signs in, copies, opens the page and signs out with the keyboard alone', async ({
  app,
  tray,
  person,
  simulator,
  desktop,
}) => {
  const window = await openWindow(app, tray)
  await expect(state(window)).toHaveAttribute('data-state', 'signed-out')
  const press = async (button: string) => {
    const target = window.getByRole('button', { name: button })
    for (let tabs = 0; tabs < 12; tabs++) {
      if (await target.evaluate(element => element === document.activeElement)) break
      await window.keyboard.press('Tab')
    }
    await expect(target).toBeFocused()
    await window.keyboard.press('Space')
  }
  await press('Sign in to Plex…')
  await expect(window.getByTestId('link-code')).toBeVisible()
  const { code } = simulator.latestPin()!
  await press('Copy code')
  await expect.poll(() => app.clipboard()).toBe(code)
  await press('Open plex.tv/link')
  await expect.poll(() => desktop.openedUrls()).toEqual([`https://plex.tv/link/?pin=${code}`])
  person.approve(code)
  await expect(state(window)).toHaveAttribute('data-state', 'signed-in')
  await press('Sign out')
  await expect(state(window)).toHaveAttribute('data-state', 'signed-out')
  // The window is gone before the key comes up again.
  await Promise.allSettled([window.keyboard.press('Escape')])
  await app.noWindow()
})

test('spells the code for a screen reader', async ({ app, tray, simulator }) => {
  await tray.waitForLabel('Sign in to Plex…')
  await tray.click('Sign in to Plex…')
  const window = await app.window()
  await expect(window.getByTestId('link-code')).toBeVisible()
  const letters = Array.from(simulator.latestPin()!.code).join(', ')
  expect(await window.locator('body').ariaSnapshot()).toContain(`Code: ${letters}`)
})

test('keeps the focus in the page from state to state', async ({ app, tray, person }) => {
  await tray.waitForLabel('Sign in to Plex…')
  const { code } = await person.startSignIn()
  const window = await app.window()
  await expect(window.getByRole('main')).toBeFocused()
  await window.getByRole('button', { name: 'Cancel' }).focus()
  person.approve(code)
  await expect(state(window)).toHaveAttribute('data-state', 'signed-in')
  await expect(window.getByRole('main')).toBeFocused()
})
