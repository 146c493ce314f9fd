import { serverId } from '../../simulator/resources-content.ts'
import { findViolations } from '../world/axe.ts'
import { expect, test } from '../world/test.ts'

test('says whose account it is, and the e-mail only when asked', async ({ app, person, simulator }) => {
  const grace = simulator.account({
    username: 'grace',
    title: 'גרייס 🎬',
    email: 'grace@example.com',
    more: { subscription: { active: true }, home: true },
  })
  await person.signIn(grace)
  const window = await app.window()
  const account = window.getByTestId('sign-in')
  await expect(account.getByRole('heading', { level: 1 })).toHaveText('Signed in as גרייס 🎬')
  await expect(account.getByText('grace', { exact: true })).toBeVisible()
  await expect(account.getByText('Plex Pass', { exact: true })).toBeVisible()
  await expect(account.getByText('Member of a Plex Home')).toBeVisible()
  await expect(account.getByText('Confirmed by Plex just now')).toBeVisible()
  const menu = account.getByRole('menu', { name: 'Signed in as גרייס 🎬' })
  await account.getByTestId('account-menu').click()
  await expect(menu).toHaveAccessibleDescription(/^Signed in since\s\d+\s\w+\s\d{4}$/)
  expect(await window.content()).not.toContain('grace@example.com')
  expect(await findViolations(window)).toEqual([])
  const email = account.getByText('grace@example.com')
  await menu.getByRole('menuitem', { name: 'Show e-mail' }).click()
  await expect(email).toBeVisible()
  await expect(menu).toHaveCount(0)
  expect(await findViolations(window)).toEqual([])
  await account.getByTestId('account-menu').click()
  await menu.getByRole('menuitem', { name: 'Hide e-mail' }).click()
  await expect(email).toHaveCount(0)
})

test('opens the menu of the account with the keyboard alone', async ({ app, person }) => {
  await person.signIn()
  const window = await app.window()
  const opener = window.getByTestId('account-menu')
  const menu = window.getByRole('menu')
  const [first, last] = ['Show e-mail', 'Sign in again…'].map(name => menu.getByRole('menuitem', { name }))
  const { keyboard } = window
  await opener.focus()
  const steps = [
    ['ArrowDown', first],
    ['ArrowDown', last],
    ['ArrowDown', first],
    ['ArrowUp', last],
    ['Home', first],
    ['End', last],
    ['Escape', opener],
    ['ArrowUp', last],
    ['Escape', opener],
    ['Enter', first],
    ['Escape', opener],
    ['Space', first],
  ] as const
  for (const [key, focused] of steps) {
    await keyboard.press(key)
    await expect(focused!, `after ${key}`).toBeFocused()
    await expect(opener).toHaveAttribute('aria-expanded', String(focused !== opener))
  }
  await keyboard.press('Tab')
  await expect(menu).toHaveCount(0)
  await expect(window.getByTestId('open-settings')).toBeFocused()
  await opener.click()
  await window.getByText('Your sign-in is in your system keychain').click()
  await expect(menu).toHaveCount(0)
  // Only a menu that is open takes Escape for itself. The window is gone before the key comes up again.
  await Promise.allSettled([keyboard.press('Escape')])
  await app.noWindow()
})

test('finds one of 200 servers with the keyboard and opens it', async ({
  app,
  person,
  simulator,
  desktop,
}) => {
  simulator.configure({ resourcesShape: 'many' })
  await person.signIn()
  const window = await app.window()
  const home = window.getByRole('region', { name: /^Servers/ })
  await expect(home.getByRole('heading')).toHaveText('Servers 200')
  await expect(home.getByRole('button', { name: /^Open / })).toHaveCount(3)
  await expect(window.getByRole('button', { name: 'Sign out' })).toBeInViewport()
  expect(await findViolations(window)).toEqual([])
  await home.getByRole('button', { name: 'All 200 servers' }).click()
  const list = window.getByTestId('servers')
  const headings = list.getByRole('heading')
  await expect(headings).toHaveText(['Servers 200', 'Yours 134', 'Shared with you 66'])
  expect(await findViolations(window)).toEqual([])
  const group = (name: RegExp) => list.getByRole('region', { name }).getByRole('listitem')
  await expect(group(/^Yours/)).toHaveCount(134)
  await expect(group(/^Shared with you/)).toHaveCount(66)
  const names = await list.getByRole('listitem').getByRole('button').allTextContents()
  const wanted = names.at(-1)!
  await window.getByRole('searchbox', { name: 'Filter servers' }).focus()
  await window.keyboard.press('Tab')
  await window.keyboard.press('Tab')
  await window.keyboard.press('End')
  await expect(list.getByRole('button', { name: `Open ${wanted} in Plex`, exact: true })).toBeFocused()
  await window.keyboard.press('Enter')
  await expect
    .poll(() => desktop.openedUrls())
    .toEqual([`https://app.plex.tv/desktop/#!/media/${serverId(wanted)}/com.plexapp.plugins.library`])
  await window.getByRole('searchbox', { name: 'Filter servers' }).fill(wanted)
  await expect(headings).toHaveText(['Servers 200', 'Shared with you 1'])
  await window.getByRole('searchbox', { name: 'Filter servers' }).fill('no such server')
  await expect(list.getByText('No server has this in its name.')).toBeVisible()
  await window.getByRole('button', { name: 'Back' }).click()
  await expect(home.getByRole('button', { name: 'All 200 servers' })).toBeFocused()
})

test('says what signing in again replaces before it does so', async ({ person, simulator, window }) => {
  const first = await person.signIn()
  const { code } = simulator.latestPin()!
  const page = await window.page()
  const question = page.getByTestId('sign-in-again')
  const ask = () => window.choose('Sign in again…')
  await ask()
  await expect(question.getByText('Signing in again replaces your sign-in.')).toBeVisible()
  expect(await findViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await expect(page.getByTestId('account-menu')).toBeFocused()
  expect(simulator.tokens()).toMatchObject([{ token: first, alive: true }])
  await ask()
  await question.getByRole('button', { name: 'Sign in again' }).click()
  const again = await person.waitForCode(code)
  await window.showsCode(again.code)
  expect(simulator.tokens()).toMatchObject([{ token: first, alive: false }])
})
