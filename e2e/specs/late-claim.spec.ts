import type { Desktop } from '../world/desktop.ts'
import { openWindow } from '../world/open-window.ts'
import { expect, test } from '../world/test.ts'
import { longIf } from '../world/rows.ts'

const question = 'You approved a sign-in that you had cancelled'

const accounts = async ({ keychain }: Desktop) =>
  (await keychain.all()).map(({ attributes }) => attributes['account'])

test('asks in the window and in the tray about a sign-in that was approved after it had been cancelled, and keeps it', async ({
  tray,
  person,
  desktop,
  window,
}) => {
  const { code } = await person.startSignIn()
  const page = await window.page()
  await window.press('Cancel')
  await window.shows('signed-out')
  const token = person.approve(code)

  const asked = page.getByTestId('late-claim')
  await expect(asked).toContainText(question)
  await expect(asked).toContainText('Ada Lovelace')
  await tray.waitForLabel('You approved a cancelled sign-in')
  await tray.waitForLabel('Keep it: Ada Lovelace')
  await tray.waitForLabel('Revoke it')
  await asked.getByRole('button', { name: 'Keep it' }).click()
  await window.shows('signed-in')
  await expect(asked).toHaveCount(0)
  await tray.waitForLabel('Signed in as Ada Lovelace')
  await expect.poll(() => accounts(desktop)).toEqual(['plex-token'])
  expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)
})

test('asks again in the next window, and revokes a sign-in that was approved after it had been cancelled', async ({
  app,
  tray,
  person,
  desktop,
  simulator,
  window,
}) => {
  const { code } = await person.startSignIn()
  const page = await window.page()
  await person.cancelSignIn()
  const token = person.approve(code)
  await expect(page.getByTestId('late-claim').getByRole('button')).toHaveText(['Revoke it', 'Keep it'])
  await window.close()
  await app.noWindow()
  const again = (await openWindow(app, tray)).getByTestId('late-claim')
  await expect(again).toContainText('If you close this window, Latchkey asks again when you open it.')
  await again.getByRole('button', { name: 'Revoke it' }).click()
  await expect.poll(() => simulator.tokens()).toMatchObject([{ token, alive: false }])
  await window.says('Your sign-in is revoked at Plex')
  await expect.poll(() => accounts(desktop)).toEqual([])
})

test('asks by a notification when the window is closed, and answers from the tray alone', async ({
  app,
  tray,
  person,
  desktop,
  notifications,
  simulator,
  window,
}) => {
  const { code } = await person.startSignIn()
  await window.close()
  await app.noWindow()
  await person.cancelSignIn()
  const token = person.approve(code)
  await notifications.waitFor(question)
  expect(notifications.all().map(({ title, body }) => [title, body])).toEqual([
    [question, 'Open Latchkey to keep it or to revoke it.'],
  ])
  await tray.click('Revoke it')
  await expect.poll(() => simulator.tokens()).toMatchObject([{ token, alive: false }])
  await expect.poll(() => accounts(desktop)).toEqual([])
  expect(await app.windowCount()).toBe(0)
})

for (const [answer, left] of [
  ['Keep it', 'Ada Lovelace'],
  ['Revoke it', 'Grace Hopper'],
] as const) {
  test(`leaves ${left} signed in when the question comes to Grace Hopper and the answer is “${answer}”${longIf(answer === 'Revoke it')}`, async ({
    app,
    tray,
    person,
    desktop,
    simulator,
  }) => {
    const grace = simulator.account({ username: 'grace', title: 'Grace Hopper' })
    // Too short to be shown again, so that a second code comes.
    simulator.configure({ lifeSeconds: 50 })
    const cancelled = await person.startSignIn()
    await person.cancelSignIn()
    const next = await person.startSignIn()
    expect(next.code).not.toBe(cancelled.code)
    person.approve(next.code, grace)
    await tray.waitForLabel('Signed in as Grace Hopper')

    person.approve(cancelled.code)
    const window = await app.window()
    const asked = window.getByTestId('late-claim')
    await expect(asked).toContainText('It is for \u2068Ada Lovelace\u2069.')
    await expect(asked).toContainText('Keeping it replaces your sign-in.')
    await asked.getByRole('button', { name: answer }).click()
    await tray.waitForLabel(`Signed in as ${left}`)
    await expect
      .poll(() => simulator.tokens().filter(({ alive }) => alive))
      .toMatchObject([{ account: { title: left } }])
    await expect.poll(() => accounts(desktop)).toEqual(['plex-token'])
    const [living] = simulator.tokens().filter(({ alive }) => alive)
    expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(living?.token)
  })
}

test('asks again after the app was killed with the question open', async ({
  launch,
  tray,
  person,
  desktop,
  simulator,
}) => {
  const first = await launch()
  const { code } = await person.startSignIn()
  await person.cancelSignIn()
  const token = person.approve(code)
  await tray.waitForLabel('Keep it: Ada Lovelace')
  await expect.poll(() => desktop.keychain.find('Latchkey', 'unfinished')).toContain(token)
  await first.kill()
  await tray.waitForNoItem()

  await launch()
  await tray.click('Keep it: Ada Lovelace')
  await tray.waitForLabel('Signed in as Ada Lovelace')
  await expect.poll(() => accounts(desktop)).toEqual(['plex-token'])
  expect(simulator.tokens()).toMatchObject([{ token, alive: true }])
})
