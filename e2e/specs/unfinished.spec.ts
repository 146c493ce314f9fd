import { filesHolding } from '../world/leaks.ts'
import { wakeUp } from '../world/network.ts'
import { expect, test } from '../world/test.ts'

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
  person,
  desktop,
  simulator,
  window,
}) => {
  const token = await person.signIn()
  await window.press('Sign out')
  await window.says('Your sign-in is revoked at Plex')
  expect(simulator.tokens()).toMatchObject([{ token, alive: false }])
  await expect.poll(() => desktop.keychain.all()).toEqual([])
})

test('signs out at once while plex.tv cannot be reached, and revokes the token after it', async ({
  app,
  tray,
  person,
  desktop,
  simulator,
  window,
}) => {
  const token = await person.signIn()
  const page = await window.page()
  simulator.pause()
  await window.press('Sign out')
  await expect(page.getByText(/^Plex has not been told yet that your sign-in is over/)).toBeVisible()
  await tray.offersSignIn()
  expect(await desktop.keychain.find(service, 'plex-token')).toBeNull()
  expect(await desktop.keychain.find(service, 'unfinished')).toContain(token)
  expect(simulator.tokens()).toMatchObject([{ token, alive: true }])
  simulator.resume()
  await wakeUp(app)
  await window.says('Your sign-in is revoked at Plex')
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
  const token = await person.signIn()
  simulator.pause()
  await tray.click('Sign out')
  await tray.offersSignIn()
  await person.quit()
  expect(await first.exit()).toEqual({ code: 0, signal: null })
  expect(await desktop.keychain.find(service, 'unfinished')).toContain(token)
  simulator.resume()
  await launch()
  await expect.poll(() => simulator.tokens()).toMatchObject([{ token, alive: false }])
  await expect.poll(() => desktop.keychain.all()).toEqual([])
  await tray.offersSignIn()
})

test('revokes the token and shows a new code when it is the wrong account', async ({
  tray,
  person,
  desktop,
  simulator,
  window,
}) => {
  const wrong = await person.signIn()
  const first = simulator.latestPin()!.code
  await window.choose('Sign in again…')
  await window.press('Sign in again')
  const { code } = await person.waitForCode(first)
  await window.showsCode(code)
  expect(simulator.tokens()).toMatchObject([{ token: wrong, alive: false }])
  const right = person.approve(code, simulator.account({ username: 'grace', title: 'Grace Hopper' }))
  await tray.waitForLabel('Signed in as Grace Hopper')
  expect(await desktop.keychain.find(service, 'plex-token')).toBe(right)
})
