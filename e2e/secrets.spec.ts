import { filesHolding, heapHolds } from './leaks.ts'
import { startedWith } from './processes.ts'
import { expect, test } from './test.ts'

const sentinel = 'SENTINEL-token-4f1c9'

test('keeps the token out of the page, the desktop, the settings, the log and the output', async ({
  app,
  tray,
  person,
  desktop,
  notifications,
  simulator,
}) => {
  await tray.waitForLabel('Sign in to Plex…')
  await person.signIn(undefined, { token: sentinel })
  expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(sentinel)
  const window = await app.window()
  await expect(window.getByTestId('sign-in').getByText('Ada Lovelace')).toBeVisible()
  expect(await window.content()).not.toContain(sentinel)
  expect(await heapHolds(window, sentinel)).toBe(false)
  // The search works: the name, which the page may know, is found in the same way.
  expect(await heapHolds(window, 'Ada Lovelace')).toBe(true)

  // It has nowhere to store anything.
  const stored = await window.evaluate(() =>
    [() => localStorage, () => sessionStorage, () => document.cookie].map(look => {
      try {
        return JSON.stringify(look())
      } catch (error) {
        return (error as Error).name
      }
    }),
  )
  expect(stored).toEqual(['SecurityError', 'SecurityError', 'SecurityError'])
  const programs = await Promise.all((await desktop.programs()).map(program => startedWith(program.id)))
  const seen = [await tray.menu(), await tray.tooltip(), notifications.all(), await app.clipboard(), programs]
  expect(JSON.stringify(seen)).not.toContain(sentinel)
  expect(JSON.stringify(seen)).toContain('Ada Lovelace')

  const { id, code } = simulator.latestPin()!
  await person.quit()
  await app.exit()
  expect(app.output()).not.toContain(sentinel)
  // The keyring's own files are encrypted, and are where the token belongs.
  const elsewhere = ['.local/share/keyrings']
  expect(await filesHolding(desktop.home, sentinel, elsewhere)).toEqual([])
  expect(await filesHolding(desktop.home, String(id), elsewhere)).toEqual([])
  expect(await filesHolding(desktop.configHome, code)).toEqual([])
  expect(await filesHolding(desktop.configHome, 'requesting-code')).toContain('Latchkey/logs/latchkey.log')
})

test.describe('on a network that answers in the place of plex.tv', () => {
  test.use({ trusted: false })
  test('ends in a clear message and not in a request', async ({ app, tray, simulator }) => {
    await tray.waitForLabel('Sign in to Plex…')
    await tray.click('Sign in to Plex…')
    const window = await app.window()
    await expect(window.getByTestId('sign-in')).toHaveAttribute('data-problem', 'authority')
    await expect(window.getByRole('heading', { level: 1 })).toHaveText(
      'plex.tv’s certificate is of an unknown authority',
    )
    await tray.waitForLabel('plex.tv’s certificate is of an unknown authority')
    expect(simulator.log).toEqual([])
  })
})

test('does not follow a redirect with the token', async ({ app, tray, person, simulator }) => {
  await tray.waitForLabel('Sign in to Plex…')
  simulator.fault('user', { kind: 'redirect' }, 1)
  const { code } = await person.startSignIn()
  person.approve(code)
  await tray.waitForLabel('Signed in')
  expect(await app.windowCount()).toBe(1)
  expect(simulator.redirectSink).toEqual([])
})

test('says that plex.tv cannot be found when the name leads nowhere', async ({ launch, tray }) => {
  const app = await launch({ hosts: { 'plex.tv': '~NOTFOUND' } })
  await tray.waitForLabel('Sign in to Plex…')
  await tray.click('Sign in to Plex…')
  await expect((await app.window()).getByTestId('sign-in')).toHaveAttribute('data-problem', 'name')
})
