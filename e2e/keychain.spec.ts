import { expect, test } from './test.ts'

test.describe('with a locked keychain', () => {
  test.use({ keyring: 'locked' })

  test('starts, and stores the token once the person has unlocked the keychain', async ({
    app,
    tray,
    person,
    desktop,
  }) => {
    await tray.waitForLabel('Sign in to Plex…')
    expect(await app.windowCount()).toBe(0)
    await desktop.keychain.unlock()
    const token = await person.signIn()
    expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)
  })
})

test('quits while the keychain waits for its password', async ({ launch, tray, person, desktop }) => {
  const first = await launch()
  await tray.waitForLabel('Sign in to Plex…')
  await person.signIn()
  await person.quit()
  await first.exit()
  await desktop.keychain.lock()
  const second = await launch()
  await desktop.keyringPrompt.waitFor()
  await person.quit()
  await second.exit()
  await tray.waitForNoItem()
  await expect.poll(() => desktop.programs()).toEqual([])
})

test('quits cleanly, however soon after its start', async ({ launch, tray, person }) => {
  for (let round = 0; round < 5; round++) {
    const app = await launch()
    await tray.waitForItem()
    await person.quit()
    expect(await app.exit()).toEqual({ code: 0, signal: null })
    await tray.waitForNoItem()
  }
})

test.describe('without a keychain', () => {
  test.use({ keyring: 'absent' })

  test('signs in until it quits, and says so', async ({ launch, tray, person, desktop, notifications }) => {
    const app = await launch()
    await tray.waitForLabel('Sign in to Plex…')
    const { code } = await person.startSignIn()
    const window = await app.window()
    person.approve(code)
    await expect(window.getByText('Kept until you quit')).toBeVisible()
    await tray.waitForLabel('Signed in as Ada Lovelace')
    expect(notifications.all()).toEqual([])
    await person.quit()
    expect(await app.exit()).toEqual({ code: 0, signal: null })
    await launch()
    await tray.waitForLabel('Sign in to Plex…')
    expect(await desktop.programs()).not.toEqual([])
  })
})

test('does not call a locked keychain signed out', async ({ launch, tray, person, desktop }) => {
  const first = await launch()
  await tray.waitForLabel('Sign in to Plex…')
  const token = await person.signIn()
  await person.quit()
  await first.exit()
  await desktop.keychain.lock()
  await launch()
  await desktop.keyringPrompt.waitFor()
  await desktop.keyringPrompt.dismiss()
  await tray.waitForLabel('Your keychain is locked', 15_000)
  await desktop.keychain.unlock()
  await tray.click('Try now')
  await tray.waitForLabel('Signed in as Ada Lovelace', 15_000)
  expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)
})

test('signs out of a locked keychain only once it is unlocked', async ({ app, tray, person, desktop }) => {
  await tray.waitForLabel('Sign in to Plex…')
  const token = await person.signIn()
  await desktop.keychain.lock()
  await tray.click('Sign out')
  await desktop.keyringPrompt.waitFor()
  await desktop.keyringPrompt.dismiss()
  await tray.waitForLabel('Your keychain is locked')
  await tray.waitForLabel('Signed in as Ada Lovelace')
  await tray.click('Sign out')
  await desktop.keyringPrompt.waitFor()
  await desktop.keyringPrompt.answer()
  await tray.waitForLabel('Sign in to Plex…')
  expect(await desktop.keychain.all()).toEqual([])
  expect(app.output()).not.toContain(token)
})
