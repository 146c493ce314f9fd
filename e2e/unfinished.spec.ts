import { filesHolding } from './leaks.ts'
import { wakeUp } from './network.ts'
import { expect, test } from './test.ts'

const signIn = 'Sign in to Plex…'
const service = 'Latchkey'

test.describe('started again at once', () => {
  for (const end of ['quit', 'kill'] as const) {
    test(`goes on with the same code after ${end === 'quit' ? 'the person quit' : 'it was killed'}`, async ({
      launch,
      tray,
      person,
      desktop,
      simulator,
    }) => {
      const first = await launch()
      await tray.waitForLabel(signIn)
      const { id, code } = await person.startSignIn()
      await expect.poll(() => desktop.keychain.find(service, 'unfinished')).toContain(code)
      if (end === 'quit') {
        await person.quit()
        await first.exit()
      } else await first.kill()
      await tray.waitForNoItem()
      // The keyring's own files are encrypted.
      for (const secret of [code, String(id)]) {
        expect(await filesHolding(desktop.home, secret, ['.local/share/keyrings', '.cache', 'tmp'])).toEqual(
          [],
        )
        expect(first.output()).not.toContain(secret)
      }

      await launch()
      await tray.waitForLabel(`Copy code ${code}`)
      const token = person.approve(code)
      await tray.waitForLabel('Signed in as Ada Lovelace')
      expect(simulator.log.filter(({ route }) => route === 'mint')).toHaveLength(1)
      expect(await desktop.keychain.find(service, 'plex-token')).toBe(token)
      await expect.poll(() => desktop.keychain.find(service, 'unfinished')).toBeNull()
    })
  }
})

test('revokes the token at plex.tv when the person signs out', async ({
  app,
  tray,
  person,
  desktop,
  simulator,
}) => {
  await tray.waitForLabel(signIn)
  const token = await person.signIn()
  const window = await app.window()
  await window.getByRole('button', { name: 'Sign out' }).click()
  await expect(window.getByTestId('sign-in').getByText('Revoked at Plex')).toBeVisible()
  expect(simulator.tokens()).toMatchObject([{ token, alive: false }])
  await expect.poll(() => desktop.keychain.all()).toEqual([])
})

test('signs out at once while plex.tv cannot be reached, and revokes the token after it', async ({
  app,
  tray,
  person,
  desktop,
  simulator,
}) => {
  await tray.waitForLabel(signIn)
  const token = await person.signIn()
  const window = await app.window()
  simulator.pause()
  await window.getByRole('button', { name: 'Sign out' }).click()
  await expect(window.getByText(/^Signed out here. Plex has not been told yet/)).toBeVisible()
  await tray.waitForLabel(signIn)
  expect(await desktop.keychain.find(service, 'plex-token')).toBeNull()
  expect(await desktop.keychain.find(service, 'unfinished')).toContain(token)
  expect(simulator.tokens()).toMatchObject([{ token, alive: true }])
  simulator.resume()
  await wakeUp(app)
  await expect(window.getByTestId('sign-in').getByText('Revoked at Plex')).toBeVisible()
  expect(simulator.tokens()).toMatchObject([{ token, alive: false }])
  await expect.poll(() => desktop.keychain.all()).toEqual([])
})

test('revokes after a restart what it could not revoke before', async ({
  launch,
  tray,
  person,
  desktop,
  simulator,
}) => {
  const first = await launch()
  await tray.waitForLabel(signIn)
  const token = await person.signIn()
  simulator.pause()
  await tray.click('Sign out')
  await tray.waitForLabel(signIn)
  await person.quit()
  expect(await first.exit()).toEqual({ code: 0, signal: null })
  expect(await desktop.keychain.find(service, 'unfinished')).toContain(token)
  simulator.resume()
  await launch()
  await expect.poll(() => simulator.tokens()).toMatchObject([{ token, alive: false }])
  await expect.poll(() => desktop.keychain.all()).toEqual([])
  await tray.waitForLabel(signIn)
})

test('revokes the token and shows a new code when it is the wrong account', async ({
  app,
  tray,
  person,
  desktop,
  simulator,
}) => {
  await tray.waitForLabel(signIn)
  const wrong = await person.signIn()
  const first = simulator.latestPin()!.code
  const window = await app.window()
  await window.getByRole('button', { name: 'Not you?' }).click()
  const { code } = await person.waitForCode(first)
  await expect(window.getByTestId('link-code')).toHaveText(code)
  expect(simulator.tokens()).toMatchObject([{ token: wrong, alive: false }])
  const right = person.approve(code, simulator.account({ username: 'grace', title: 'Grace Hopper' }))
  await tray.waitForLabel('Signed in as Grace Hopper')
  expect(await desktop.keychain.find(service, 'plex-token')).toBe(right)
})
