import { decodeQr } from '../world/qr.ts'
import { expect, test } from '../world/test.ts'

const signIn = 'Sign in to Plex…'

test('signs in from the tray item, with code, QR and timer in the window', async ({
  tray,
  person,
  desktop,
  simulator,
  window,
}) => {
  await tray.click(signIn)
  await window.showsCode(/^[A-Z0-9]{4}$/)
  const shown = await window.code()
  expect(shown).toBe(simulator.latestPin()?.code)
  await window.shows('awaiting-approval')
  const page = await window.page()
  await expect(page.getByTestId('expiry-timer')).toHaveText(/^1[45]:\d\d$/)

  const token = person.approve(shown)
  await window.shows('signed-in')
  await window.says('Ada Lovelace')
  await tray.waitForLabel('Signed in as Ada Lovelace')
  await expect
    .poll(() => desktop.keychain.all())
    .toMatchObject([{ attributes: { service: 'Latchkey', account: 'plex-token' }, secret: token }])
})

test('signs in from the tray alone', async ({ app, tray, person, desktop, window }) => {
  const { code } = await person.startSignIn()
  await window.close()
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
  person,
  notifications,
  window,
}) => {
  const { code } = await person.startSignIn()
  await window.close()
  person.approve(code)
  await expect
    .poll(() => notifications.all().map(entry => [entry.title, entry.body]))
    .toEqual([['Signed in to Plex', 'Signed in as Ada Lovelace.']])
})

test('copies the code and opens the link page only when asked', async ({
  app,
  tray,
  desktop,
  simulator,
  window,
}) => {
  await tray.click(signIn)
  const page = await window.page()
  await window.code()
  expect(await app.clipboard()).toBe('')
  expect(await desktop.openedUrls()).toEqual([])
  const code = simulator.latestPin()!.code
  await window.press('Copy code')
  await expect.poll(() => app.clipboard()).toBe(code)
  await expect(page.getByText('Copied', { exact: true }).first()).toBeVisible()
  await window.press('Open plex.tv/link')
  await expect.poll(() => desktop.openedUrls()).toEqual([`https://plex.tv/link/?pin=${code}`])
})

test('hands over the bare code when it is selected and copied by hand', async ({ app, tray, simulator }) => {
  await tray.click(signIn)
  const window = await app.window()
  await window.getByTestId('link-code').click({ clickCount: 3 })
  expect(await window.evaluate(() => getSelection()?.toString().trim())).toBe(simulator.latestPin()!.code)
})

for (const scheme of ['light', 'dark'] as const) {
  test(`draws a QR code that a phone can read in ${scheme}`, async ({ app, tray, simulator }) => {
    await app.setColourScheme(scheme)
    await tray.click(signIn)
    const window = await app.window()
    await expect(window.getByTestId('link-qr')).toBeVisible()
    const link = `https://plex.tv/link/?pin=${simulator.latestPin()!.code}`
    expect(decodeQr(await window.screenshot())).toBe(link)
  })
}

test('asks plex.tv as often once the person has cancelled, since the code may still be approved', async ({
  tray,
  person,
  simulator,
  window,
}) => {
  await person.startSignIn()
  await window.press('Cancel')
  await window.shows('signed-out')
  await tray.offersSignIn()
  await expect.poll(() => simulator.latestPin()?.polls.length).toBeGreaterThanOrEqual(3)
  // A claimed code lives for ten seconds, in which four polls may fail.
  const { polls } = simulator.latestPin()!
  const pauses = polls.slice(1).map((at, index) => at - polls[index]!)
  // A busy computer stretches one of them, but not all.
  expect(Math.min(...pauses)).toBeLessThan(2_000)
})

test('goes on while the window is closed, and shows the same code when it is opened again', async ({
  app,
  tray,
  person,
  window,
}) => {
  const { code } = await person.startSignIn()
  await window.close()
  await app.noWindow()
  await tray.click('Show window')
  await window.showsCode(code)
})

test('tells of trouble on the way, retries by itself and at a click', async ({
  tray,
  person,
  simulator,
  window,
}) => {
  const { code } = await person.startSignIn()
  const outage = simulator.fault('poll', { kind: 'unavailable' }, Infinity)
  const page = await window.page()
  await window.shows('awaiting-approval', 'service')
  await expect(page.getByText(/^Trying again in \d\ss/)).toBeVisible()
  const polls = simulator.latestPin()!.polls.length
  await window.press('Try now')
  await expect.poll(() => simulator.latestPin()!.polls.length).toBeGreaterThan(polls)
  outage.clear()
  await window.shows('awaiting-approval')
  person.approve(code)
  await tray.waitForLabel(/^Signed in as /)
})

test('sends the same identifier and full headers with every request', async ({ app, person, simulator }) => {
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
