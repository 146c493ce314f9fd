import { decodeQr } from './qr.ts'
import { expect, test } from './test.ts'

const signIn = 'Sign in to Plex…'

test('signs in from the tray item, with code, QR and timer in the window', async ({
  app,
  tray,
  person,
  desktop,
  simulator,
}) => {
  await tray.waitForLabel(signIn)
  await tray.click(signIn)
  const window = await app.window()
  const code = window.getByTestId('link-code')
  await expect(code).toHaveText(/^[A-Z0-9]{4}$/)
  const shown = await code.innerText()
  expect(shown).toBe(simulator.latestPin()?.code)
  await expect(window.getByTestId('sign-in')).toHaveAttribute('data-state', 'awaiting-approval')
  await expect(window.getByTestId('expiry-timer')).toHaveText(/^1[45]:\d\d$/)

  const token = person.approve(shown)
  await expect(window.getByTestId('sign-in')).toHaveAttribute('data-state', 'signed-in')
  await expect(window.getByTestId('sign-in').getByText('Ada Lovelace')).toBeVisible()
  await tray.waitForLabel('Signed in as Ada Lovelace')
  await expect
    .poll(() => desktop.keychain.all())
    .toMatchObject([{ attributes: { service: 'Latchkey', account: 'plex-token' }, secret: token }])
})

test('signs in from the tray alone', async ({ app, tray, person, desktop }) => {
  await tray.waitForLabel(signIn)
  const { code } = await person.startSignIn()
  await (await app.window()).close()
  await app.noWindow()
  await tray.waitForLabel(/^Code .{4} – 15 min left$/)
  await tray.click(`Copy code ${code}`)
  expect(await app.clipboard()).toBe(code)
  await tray.click('Open plex.tv/link')
  await expect.poll(() => desktop.openedUrls()).toEqual([`https://plex.tv/link/?pin=${code}`])
  const token = person.approve(code)
  await tray.waitForLabel('Signed in as Ada Lovelace')
  expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)
  expect(await app.windowCount()).toBe(0)
})

test('tells a person whose window is closed that the sign-in is done', async ({
  app,
  tray,
  person,
  notifications,
}) => {
  await tray.waitForLabel(signIn)
  const { code } = await person.startSignIn()
  await (await app.window()).close()
  person.approve(code)
  await expect
    .poll(() => notifications.all().map(entry => [entry.title, entry.body]))
    .toEqual([['Signed in to Plex', 'Signed in as Ada Lovelace.']])
})

test('copies the code and opens the link page only when asked', async ({ app, tray, desktop, simulator }) => {
  await tray.waitForLabel(signIn)
  await tray.click(signIn)
  const window = await app.window()
  await expect(window.getByTestId('link-code')).toBeVisible()
  expect(await app.clipboard()).toBe('')
  expect(await desktop.openedUrls()).toEqual([])
  const code = simulator.latestPin()!.code
  await window.getByRole('button', { name: 'Copy code' }).click()
  await expect.poll(() => app.clipboard()).toBe(code)
  await expect(window.getByText('Copied', { exact: true }).first()).toBeVisible()
  await window.getByRole('button', { name: 'Open plex.tv/link' }).click()
  await expect.poll(() => desktop.openedUrls()).toEqual([`https://plex.tv/link/?pin=${code}`])
})

test('hands over the bare code when it is selected and copied by hand', async ({ app, tray, simulator }) => {
  await tray.waitForLabel(signIn)
  await tray.click(signIn)
  const window = await app.window()
  await window.getByTestId('link-code').click({ clickCount: 3 })
  expect(await window.evaluate(() => getSelection()?.toString().trim())).toBe(simulator.latestPin()!.code)
})

for (const scheme of ['light', 'dark'] as const) {
  test(`draws a QR code that a phone can read in ${scheme}`, async ({ app, tray, simulator }) => {
    await app.setColourScheme(scheme)
    await tray.waitForLabel(signIn)
    await tray.click(signIn)
    const window = await app.window()
    await expect(window.getByTestId('link-qr')).toBeVisible()
    const link = `https://plex.tv/link/?pin=${simulator.latestPin()!.code}`
    expect(decodeQr(await window.screenshot())).toBe(link)
  })
}

test('asks plex.tv as often once the person has cancelled, since the code may still be approved', async ({
  app,
  tray,
  person,
  simulator,
}) => {
  await tray.waitForLabel(signIn)
  await person.startSignIn()
  const window = await app.window()
  await window.getByRole('button', { name: 'Cancel' }).click()
  await expect(window.getByTestId('sign-in')).toHaveAttribute('data-state', 'signed-out')
  await tray.waitForLabel(signIn)
  await expect.poll(() => simulator.latestPin()?.polls.length).toBeGreaterThanOrEqual(3)
  // A claimed code lives for ten seconds, in which four polls may fail.
  const { polls } = simulator.latestPin()!
  expect(polls[2]! - polls[1]!).toBeLessThan(2_000)
})

test('goes on while the window is closed, and shows the same code when it is opened again', async ({
  app,
  tray,
  person,
}) => {
  await tray.waitForLabel(signIn)
  const { code } = await person.startSignIn()
  await (await app.window()).close()
  await app.noWindow()
  await tray.click('Show window')
  await expect((await app.window()).getByTestId('link-code')).toHaveText(code)
})

test('tells of trouble on the way, retries by itself and at a click', async ({
  app,
  tray,
  person,
  simulator,
}) => {
  await tray.waitForLabel(signIn)
  const { code } = await person.startSignIn()
  const outage = simulator.fault('poll', { kind: 'unavailable' }, Infinity)
  const window = await app.window()
  await expect(window.getByTestId('sign-in')).toHaveAttribute('data-problem', 'service')
  await expect(window.getByText(/^Trying again in \d s/)).toBeVisible()
  const polls = simulator.latestPin()!.polls.length
  await window.getByRole('button', { name: 'Try now' }).click()
  await expect.poll(() => simulator.latestPin()!.polls.length).toBeGreaterThan(polls)
  outage.clear()
  await expect(window.getByTestId('sign-in')).toHaveAttribute('data-problem', '')
  person.approve(code)
  await tray.waitForLabel(/^Signed in as /)
})

test('sends the same identifier and full headers with every request', async ({
  app,
  tray,
  person,
  simulator,
}) => {
  await tray.waitForLabel(signIn)
  await person.signIn()
  expect(await app.windowCount()).toBe(1)
  const seen = simulator.log.map(({ headers }) =>
    [
      'x-plex-client-identifier',
      'x-plex-product',
      'x-plex-version',
      'x-plex-device-name',
      'x-plex-platform',
    ].map(name => headers[name]),
  )
  expect(new Set(seen.map(values => JSON.stringify(values))).size).toBe(1)
  expect(seen[0]?.slice(0, 3)).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), 'Latchkey', '0.1.0'])
  expect(simulator.log.filter(({ headers }) => headers['cookie'] !== undefined)).toEqual([])
})
