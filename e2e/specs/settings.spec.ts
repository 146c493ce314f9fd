import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright'
import en from '../../common/locales/en.json' with { type: 'json' }
import { snapshotOf, views } from '../../common/samples.fake.ts'
import { aliveTokens, keysAtPlex, keysIn } from '../world/keys.ts'
import { openWindow } from '../world/open-window.ts'
import { eventually } from '../world/eventually.ts'
import { expect, test } from '../world/test.ts'

const { settings } = en.window
const view = (window: Page) => window.getByTestId('settings')
const wayIn = (window: Page) => window.getByTestId('open-settings')
const notifications = (window: Page) => window.getByTestId('open-notifications')
const spoken = (window: Page) => window.locator('[aria-live="polite"]').last()

test('are reached from every state, and left by the button and by Escape', async ({ app, tray }) => {
  const window = await openWindow(app, tray)
  await window.getByTestId('sign-in').waitFor()
  let revision = 1_000_000
  for (const [name, signIn] of Object.entries(views)) {
    await app.electron.evaluate(
      ({ BrowserWindow }, sent) =>
        BrowserWindow.getAllWindows()[0]?.webContents.send('latchkey:snapshot', sent),
      { ...snapshotOf(signIn), revision: ++revision },
    )
    await expect(window.getByTestId('sign-in'), name).toHaveAttribute('data-state', signIn.kind)
    for (const leave of ['button', 'Escape']) {
      await wayIn(window).click()
      await expect(notifications(window), name).toBeVisible()
      await expect(window.getByRole('main'), name).toBeFocused()
      await expect(spoken(window), name).toContainText(settings.title)
      if (leave === 'button') await window.getByRole('button', { name: settings.back }).click()
      else await window.keyboard.press(leave)
      await expect(view(window), name).toHaveCount(0)
      await expect(wayIn(window), name).toBeFocused()
    }
  }
})

test('are opened by the tray, in a new window and in one that is there', async ({ app, tray }) => {
  await tray.waitForLabel(en.tray.settings)
  await tray.click(en.tray.settings)
  const first = await app.window()
  await expect(view(first)).toBeVisible()
  await first.getByRole('button', { name: settings.back }).click()
  await expect(view(first)).toHaveCount(0)
  await tray.click(en.tray.settings)
  await expect(view(first)).toBeVisible()
  await first.close()
  await app.noWindow()

  await tray.activate()
  const second = await app.window()
  await expect(second.getByTestId('sign-in')).toHaveAttribute('data-state', 'signed-out')
  await expect(view(second)).toHaveCount(0)
})

test.describe('for a person who is faster than the app expects', () => {
  test.use({ allowedConduct: ['mint-too-often'] })

  test('switch notifications off and on, from one start to the next', async ({
    desktop,
    launch,
    tray,
    person,
    notifications: shown,
  }) => {
    const file = path.join(desktop.configHome, 'Latchkey/preferences.json')
    const choose = async (window: Page, before: 'all' | 'none', after: 'all' | 'none') => {
      const { [before]: is, [after]: will } = settings.notifications
      await expect(notifications(window)).toContainText(is)
      await notifications(window).click()
      await window.getByRole('radio', { name: will, exact: true }).click()
      await expect(notifications(window)).toContainText(will)
      await expect(notifications(window)).toBeFocused()
      await expect
        .poll(async () => JSON.parse(await readFile(file, 'utf8')) as unknown)
        .toMatchObject({ notifications: after })
      await window.close()
    }
    const first = await launch()
    await tray.waitForLabel(en.tray.settings)
    const coloured = await tray.icon()
    await tray.click(en.tray.settings)
    await choose(await first.window(), 'all', 'none')
    await first.noWindow()
    const signInUnseen = async (app: typeof first) => {
      const { code } = await person.startSignIn()
      await (await app.window()).close()
      await app.noWindow()
      const token = person.approve(code)
      await tray.waitForLabel(/^Signed in as /)
      return token
    }
    await person.signOut(await signInUnseen(first))
    // Plex knows, and the app knows that it does.
    await expect.poll(() => desktop.keychain.all()).toEqual([])
    await person.quit()
    await first.exit()

    await tray.waitForNoItem()
    const chosen = JSON.parse(await readFile(file, 'utf8')) as object
    await writeFile(file, JSON.stringify({ ...chosen, trayIcon: 'for-dark-panels' }))
    // The icon is drawn as it was chosen from the first moment on.
    const firstIcon = eventually('an icon with a picture', () => tray.iconNow().catch(() => null), {
      every: 5,
    })
    const [second, icon] = await Promise.all([launch(), firstIcon])
    expect(icon).not.toEqual(coloured)
    await tray.offersSignIn()
    await person.signOut(await signInUnseen(second))
    expect(shown.all()).toEqual([])
    await tray.click(en.tray.settings)
    await choose(await second.window(), 'none', 'all')
    await second.noWindow()
    await signInUnseen(second)
    await shown.waitFor('Signed in to Plex')
    expect(shown.all()).toHaveLength(1)
  })
})

test('take effect at once, the theme in the window and the style of the icon in the tray', async ({
  app,
  tray,
}) => {
  const window = await openWindow(app, tray)
  await wayIn(window).click()
  const theme = window.getByTestId('theme').getByRole('radio')
  const root = window.locator('html')
  await theme.nth(1).click()
  await expect(root).toHaveCSS('background-color', 'rgb(244, 247, 247)')
  await window.keyboard.press('ArrowRight')
  await expect(root).toHaveCSS('background-color', 'rgb(16, 22, 24)')
  await window.keyboard.press('ArrowRight')
  await expect(theme.nth(3)).toBeChecked()
  await expect(theme.nth(3)).toBeFocused()
  await expect(root).toHaveAttribute('data-contrast', '')

  const coloured = await tray.icon()
  await window.getByTestId('open-tray-icon').click()
  await window.getByRole('radio', { name: settings.trayIcon['for-dark-panels'] }).click()
  await expect.poll(() => tray.icon()).not.toEqual(coloured)
})

test('show the log, copy diagnostics, and give up the sign-in, all keys and every choice', async ({
  app,
  desktop,
  person,
  simulator,
  tray,
  window,
}) => {
  const token = await person.signIn()
  const keys = keysIn(window, tray)
  await keys.open()
  await keys.make('Kometa')
  const { Kometa: key } = keysAtPlex(simulator)
  await tray.click(en.tray.settings)
  const page = await window.page()
  await page.getByTestId('open-log').click()
  await page.getByTestId('show-log').click()
  const log = path.join(desktop.configHome, 'Latchkey/logs/latchkey.log')
  await expect.poll(() => desktop.openedUrls()).toEqual([log, path.dirname(log)])
  await page.getByTestId('copy-diagnostics').click()
  await expect(page.getByTestId('settings').getByText(settings.diagnostics.copied)).toBeVisible()
  const copied = await app.clipboard()
  expect(copied).toContain(en.doctor.report.title)
  for (const secret of [token, key!]) expect(copied).not.toContain(secret)

  await page.getByTestId('theme').getByRole('radio').nth(2).click()
  await page.getByTestId('reset').click()
  const question = page.getByRole('group', { name: settings.resetAsk.title })
  await expect(question).toBeFocused()
  await expect(question).toContainText(settings.resetAsk.session)
  await expect(question).toContainText('It revokes your key')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('reset')).toBeFocused()
  await page.getByTestId('reset').click()
  // Plex is told of it as soon as it can be reached.
  simulator.pause()
  await question.getByRole('button', { name: settings.resetAsk.yes }).click()
  await window.shows('signed-out')
  await tray.offersSignIn()
  await wayIn(page).click()
  await expect(page.getByTestId('theme').getByRole('radio').first()).toBeChecked()
  const file = path.join(desktop.configHome, 'Latchkey/preferences.json')
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({})
  expect(new Set(aliveTokens(simulator))).toEqual(new Set([token, key]))
  simulator.resume()
  await expect.poll(() => aliveTokens(simulator)).toEqual([])
  await expect.poll(() => desktop.keychain.all()).toEqual([])
})

test('quit Latchkey with its window, once that is chosen', async ({ app, tray }) => {
  const window = await openWindow(app, tray)
  await wayIn(window).click()
  await window.getByTestId('open-closing').click()
  await window.getByRole('radio', { name: en.action.quit }).click()
  await expect(window.getByTestId('open-closing')).toContainText(en.action.quit)
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await app.exit()).toEqual({ code: 0, signal: null })
})

test('make way for a code, for its end and for a question', async ({ app, tray, person, simulator }) => {
  await tray.waitForLabel(en.tray.settings)
  await tray.click(en.tray.settings)
  const window = await app.window()
  await expect(view(window)).toBeVisible()
  const { code } = await person.startSignIn()
  await expect(window.getByTestId('link-code')).toHaveText(code)
  await expect(view(window)).toHaveCount(0)
  await expect(window.getByRole('main')).toBeFocused()

  await wayIn(window).click()
  simulator.expire(simulator.latestPin()!)
  await expect(window.getByRole('heading', { name: en.problems['used-elsewhere'].title })).toBeVisible()
  await expect(view(window)).toHaveCount(0)

  const next = await person.startSignIn()
  await person.cancelSignIn()
  await wayIn(window).click()
  person.approve(next.code)
  const question = window.getByTestId('late-claim')
  await expect(question).toBeVisible()
  await question.getByRole('button', { name: en.lateClaim.revoke }).click()
  await expect(question).toHaveCount(0)
  await expect(view(window)).toBeVisible()
  await expect(window.getByRole('main')).toBeFocused()
})

test('say that their file could not be read, and keep it', async ({ desktop, launch, tray }) => {
  const folder = path.join(desktop.configHome, 'Latchkey')
  await mkdir(folder)
  await writeFile(path.join(folder, 'preferences.json'), '{"notifications":fal')
  const app = await launch()
  const line = en.tray.notice['preferences-broken']
  await tray.waitForLabel(line)
  await tray.click(line)
  const window = await app.window()
  await expect(window.getByTestId('notice').getByText(en.window.notice['preferences-broken'])).toBeVisible()
  await wayIn(window).click()
  await expect(notifications(window)).toContainText(settings.notifications.all)
  await expect(window.getByTestId('notice')).toBeVisible()
  expect(await readFile(path.join(folder, 'preferences.json.broken'), 'utf8')).toBe('{"notifications":fal')
})
