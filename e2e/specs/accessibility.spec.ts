import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright'
import en from '../../common/locales/en.json' with { type: 'json' }
import { findFaults } from '../world/measured.ts'
import { openWindow } from '../world/open-window.ts'
import { tabThrough } from '../world/tab-through.ts'
import { expect, test } from '../world/test.ts'
import { windowOf } from '../world/window.ts'
import { moveTime } from '../world/time.ts'

const state = (window: Page) => window.getByTestId('sign-in')

test('axe finds nothing in any state, light or dark', async ({
  launch,
  tray,
  person,
  simulator,
  desktop,
}) => {
  const seen: Record<string, unknown> = {}
  /** The tooltip says in words what the icon does, and so does an entry of the menu. */
  const trayHas = async (tooltip: string, entry: string) => {
    await expect.poll(() => tray.tooltip()).toBe(tooltip)
    await tray.waitForLabel(entry)
  }
  const look = async (window: Page, name: string) => {
    await expect(state(window)).toHaveAttribute('data-state', name.split(' ')[0]!)
    for (const scheme of ['light', 'dark'] as const) {
      // Once what the person chose is read, which decides at a start.
      await app.setColourScheme(scheme)
      const isDark = () => window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
      await expect.poll(isDark).toBe(scheme === 'dark')
      seen[`${name}, ${scheme}`] = await findFaults(window)
    }
  }
  const folder = path.join(desktop.configHome, 'Latchkey')
  await mkdir(folder)
  await writeFile(path.join(folder, 'memory.json'), 'broken')
  const app = await launch()
  const page = await openWindow(app, tray)
  const window = windowOf(app)
  await expect(page.getByTestId('notice')).toBeVisible()
  await look(page, 'signed-out with a notice')
  await window.press('Dismiss')
  await expect(page.getByTestId('notice')).toHaveCount(0)
  await look(page, 'signed-out')
  await trayHas('Latchkey – signed out', 'Sign in to Plex…')

  await window.press('Settings')
  await expect(page.getByTestId('settings')).toBeVisible()
  await look(page, 'signed-out at the settings')
  await window.press('Back')

  const slow = simulator.fault('mint', { kind: 'hang' }, 1)
  await window.press('Get a code')
  await look(page, 'requesting-code')
  slow.clear()
  await window.press('Cancel')

  await window.press('Get a code')
  await look(page, 'awaiting-approval')
  const { code } = simulator.latestPin()!
  await trayHas(`Latchkey – enter ${code} at plex.tv/link`, `Copy code ${code}`)
  const outage = simulator.fault('poll', { kind: 'unavailable' }, Infinity)
  await window.shows('awaiting-approval', 'service')
  await look(page, 'awaiting-approval in trouble')
  outage.clear()
  await window.shows('awaiting-approval')

  simulator.expire(simulator.latestPin()!)
  await window.shows('signed-out', 'used-elsewhere')
  await look(page, 'signed-out used-elsewhere')
  await trayHas(`Latchkey: ${en.problems['used-elsewhere'].title}`, en.problems['used-elsewhere'].title)

  await window.press('Get a new code')
  await window.code()
  await desktop.keychain.lock()
  person.approve(simulator.latestPin()!.code)
  await desktop.keyringPrompt.waitFor()
  await expect(page.getByTestId('asking-keychain')).toBeVisible()
  await expect(page.getByText('Grace’s films')).toBeVisible()
  await look(page, 'signed-in beside a keychain that asks')
  const { title: keychainAsks } = en.problems['keychain-asking']
  await trayHas(`Latchkey: ${keychainAsks}`, keychainAsks)
  await desktop.keyringPrompt.answer()
  await expect(page.getByTestId('sign-in').getByText('Your sign-in is in your system keychain')).toBeVisible()
  await look(page, 'signed-in')
  await trayHas('Latchkey – signed in as Ada Lovelace', 'Signed in as Ada Lovelace')
  await window.choose('Sign in again…')
  await expect(page.getByTestId('sign-in-again')).toBeVisible()
  await look(page, 'signed-in and asked')
  await page.keyboard.press('Escape')

  const time = await moveTime(app, simulator)
  await time.pass(5 * 60_000)
  simulator.pause()
  await tray.click('Check now')
  await window.shows('signed-in', 'connection')
  await look(page, 'signed-in connection')
  const { title: unreached } = en.problems.connection
  await trayHas(`Latchkey – signed in (${unreached})`, unreached)
  await window.press('Sign out')
  await window.says('Plex has not been told yet')
  await look(page, 'signed-out owed')
  await desktop.keychain.stop()
  await window.press('Get a code')
  await window.shows('signed-out', 'keychain-missing')
  await look(page, 'signed-out keychain-missing')
  const states = [
    'signed-out with a notice',
    'signed-out',
    'signed-out at the settings',
    'requesting-code',
    'awaiting-approval',
    'awaiting-approval in trouble',
    'signed-out used-elsewhere',
    'signed-in beside a keychain that asks',
    'signed-in',
    'signed-in and asked',
    'signed-in connection',
    'signed-out owed',
    'signed-out keychain-missing',
  ]
  const looks = states.flatMap(name => [`${name}, light`, `${name}, dark`])
  expect(seen).toEqual(Object.fromEntries(looks.map(name => [name, []])))
})

test('chooses, signs in, copies, opens the page and signs out with the keyboard alone', async ({
  app,
  tray,
  person,
  simulator,
  desktop,
  window,
}) => {
  const page = await openWindow(app, tray)
  await window.shows('signed-out')
  const found: Record<string, unknown> = {}
  const press = async (button: string) => {
    const target = page.getByRole('button', { name: button })
    for (let tabs = 0; tabs < 12; tabs++) {
      if (await target.evaluate(element => element === document.activeElement)) break
      await page.keyboard.press('Tab')
    }
    await expect(target).toBeFocused()
    await page.keyboard.press('Space')
  }
  await press('Settings')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Back' })).toBeFocused()
  await press('Notifications')
  const notifications = page.getByRole('radiogroup', { name: 'Notifications' })
  await expect(notifications.getByRole('radio', { name: 'All' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(notifications.getByRole('radio', { name: 'Only what needs me' })).toBeChecked()
  await page.keyboard.press('Escape')
  await expect(notifications).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Notifications Only what needs me' })).toBeFocused()
  await press('Language')
  found['settings'] = await tabThrough(page)
  await press('Back')
  await expect(page.getByRole('button', { name: 'Settings' })).toBeFocused()

  found['signed out'] = await tabThrough(page)
  await press('Get a code')
  await window.code()
  found['code'] = await tabThrough(page)
  const { code } = simulator.latestPin()!
  await press('Copy code')
  await expect.poll(() => app.clipboard()).toBe(code)
  await press('Open plex.tv/link')
  await expect.poll(() => desktop.openedUrls()).toEqual([`https://plex.tv/link/?pin=${code}`])
  person.approve(code)
  await window.shows('signed-in')
  await expect(page.getByText('Grace’s films')).toBeVisible()
  found['signed in'] = await tabThrough(page)
  await press('Sign out')
  await window.shows('signed-out')
  expect(found).toEqual({ settings: [], 'signed out': [], code: [], 'signed in': [] })
  // The window is gone before the key comes up again.
  await Promise.allSettled([page.keyboard.press('Escape')])
  await app.noWindow()
})

test('spells the code for a screen reader', async ({ tray, simulator, window }) => {
  await tray.click('Sign in to Plex…')
  await window.code()
  const page = await window.page()
  const letters = Array.from(simulator.latestPin()!.code).join(', ')
  expect(await page.locator('body').ariaSnapshot()).toContain(`Code: ${letters}`)
})

test('keeps the focus in the page from state to state', async ({ app, person }) => {
  const { code } = await person.startSignIn()
  const window = await app.window()
  await expect(window.getByRole('main')).toBeFocused()
  await window.getByRole('button', { name: 'Cancel' }).focus()
  person.approve(code)
  await expect(state(window)).toHaveAttribute('data-state', 'signed-in')
  await expect(window.getByRole('main')).toBeFocused()
})
