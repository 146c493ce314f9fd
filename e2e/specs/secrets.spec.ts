import { filesHolding, heapHolds } from '../world/leaks.ts'
import { startedWith } from '../world/processes.ts'
import { expect, test } from '../world/test.ts'
import { windowOf } from '../world/window.ts'

const sentinel = 'SENTINEL-token-4f1c9'

test('keeps the token out of the page, the desktop, the settings, the log and the output', async ({
  app,
  tray,
  person,
  desktop,
  notifications,
  simulator,
  window,
}) => {
  await person.signIn(undefined, { token: sentinel })
  expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(sentinel)
  const page = await window.page()
  await window.says('Ada Lovelace')
  expect(await page.content()).not.toContain(sentinel)
  expect(await heapHolds(page, sentinel)).toBe(false)
  // The search works: the name, which the page may know, is found in the same way.
  expect(await heapHolds(page, 'Ada Lovelace')).toBe(true)

  // It has nowhere to store anything.
  const stored = await page.evaluate(() =>
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
  test('ends in a clear message and not in a request', async ({ tray, simulator, window }) => {
    await tray.click('Sign in to Plex…')
    const page = await window.page()
    await window.shows('signed-out', 'authority')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'plex.tv’s certificate is from an unknown authority',
    )
    await tray.waitForLabel('plex.tv’s certificate is from an unknown authority')
    expect(simulator.log).toEqual([])
  })
})

test('does not follow a redirect with the token', async ({ app, tray, person, simulator }) => {
  simulator.fault('user', { kind: 'redirect' }, 1)
  const { code } = await person.startSignIn()
  person.approve(code)
  await tray.waitForLabel('Signed in')
  expect(await app.windowCount()).toBe(1)
  expect(simulator.redirectSink).toEqual([])
})

test('says that plex.tv cannot be found when the name leads nowhere', async ({ launch, tray }) => {
  const app = await launch({ hosts: { 'plex.tv': '~NOTFOUND' } })
  await tray.click('Sign in to Plex…')
  await windowOf(app).shows('requesting-code', 'name')
})
