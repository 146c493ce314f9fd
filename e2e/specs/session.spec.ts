import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { signInAndQuit } from '../world/sign-in-and-quit.ts'
import { expect, test } from '../world/test.ts'

const service = 'Latchkey'
const account = 'plex-token'

test('is still signed in after a restart', async ({ launch, tray, person, simulator, desktop }) => {
  const token = await signInAndQuit({ launch, person })
  await launch()
  await tray.waitForLabel('Signed in as Ada Lovelace')
  expect(await desktop.keychain.find(service, account)).toBe(token)
  expect(simulator.pins()).toHaveLength(1)
})

test.describe('killed before it could forget the code', () => {
  // The next start does not know that the token had been read.
  test.use({ allowedConduct: ['poll-after-end'] })

  test('is still signed in after it was killed right after the approval, and asks nothing', async ({
    launch,
    tray,
    person,
    desktop,
    notifications,
  }) => {
    const first = await launch()
    const { code } = await person.startSignIn()
    const token = person.approve(code)
    await expect.poll(() => desktop.keychain.find(service, account), { intervals: [5] }).not.toBeNull()
    await first.kill()
    await tray.waitForNoItem()
    await launch()
    await tray.waitForLabel('Signed in as Ada Lovelace')
    await expect
      .poll(() => desktop.keychain.all())
      .toMatchObject([{ attributes: { service, account }, secret: token }])
    expect(notifications.all()).toEqual([])
    expect(await tray.labels()).not.toContain('Revoke it')
  })
})

test.describe('for a person who is faster than the app expects', () => {
  // The pause between two PINs is the app's while it runs; this person restarts it within five seconds.
  test.use({ allowedConduct: ['mint-too-often'] })

  test('keeps one identifier through sign-out and restarts', async ({
    launch,
    tray,
    person,
    simulator,
    desktop,
  }) => {
    const first = await launch()
    await person.signOut(await person.signIn())
    await tray.offersSignIn()
    await expect.poll(() => desktop.keychain.all()).toEqual([])
    await person.quit()
    await first.exit()
    await launch()
    await person.signIn()
    const identifiers = simulator.log.map(({ headers }) => headers['x-plex-client-identifier'])
    expect(new Set(identifiers).size).toBe(1)
    const memory = path.join(desktop.configHome, 'Latchkey', 'memory.json')
    await expect
      .poll(async () => {
        const { computer: _number, ...kept } = JSON.parse(await readFile(memory, 'utf8')) as Record<
          string,
          unknown
        >
        return kept
      })
      .toEqual({
        version: 2,
        clientIdentifier: identifiers[0],
        tokenStored: 'yes',
        tokenSession: expect.stringMatching(/^[0-9a-f-]{36}$/),
        tokenMark: null,
        unfinishedStored: 'no',
        session: expect.stringMatching(/^[0-9a-f-]{36}$/),
        signedInAt: expect.any(Number),
        confirmedAt: expect.any(Number),
        others: [],
      })
  })
})

test('signs out in the window and forgets the token', async ({ tray, person, desktop, window }) => {
  await person.signIn()
  await window.press('Sign out')
  await window.shows('signed-out')
  await tray.offersSignIn()
  expect(await desktop.keychain.find(service, account)).toBeNull()
})

test('keeps the token while plex.tv does not say whose it is at start', async ({
  launch,
  tray,
  person,
  simulator,
  desktop,
}) => {
  const token = await signInAndQuit({ launch, person })
  simulator.configure({ resourcesShape: 'empty' })
  const outage = simulator.fault('user', { kind: 'unavailable' }, Infinity)
  const second = await launch()
  await tray.waitForLabel('Signed in')
  await tray.waitForLabel('plex.tv is having trouble')
  expect(await desktop.keychain.find(service, account)).toBe(token)
  await tray.activate()
  const window = await second.window()
  const main = window.getByTestId('sign-in')
  await expect(main.getByText('plex.tv is having trouble')).toBeVisible()
  await expect(main.getByText(/confirm/)).toHaveCount(0)
  await expect(window.getByText('Plex has not said which servers you can reach.')).toBeVisible()
  outage.clear()
  await tray.waitForLabel('Signed in as Ada Lovelace', 15_000)
  await expect(window.getByText('This account has no servers yet.')).toBeVisible()
})

test('says that Plex ended the sign-in, and forgets the dead token', async ({
  launch,
  tray,
  person,
  simulator,
  desktop,
}) => {
  const token = await signInAndQuit({ launch, person })
  simulator.revoke(token)
  await launch()
  // A refusal counts once it is repeated, ten seconds later.
  await tray.waitForLabel('Plex has ended your sign-in', 20_000)
  await tray.offersSignIn()
  await expect.poll(() => desktop.keychain.find(service, account)).toBeNull()
})

test('shows the window of the first when it is started twice', async ({ app, tray }) => {
  const second = await app.secondStart()
  expect(second.code).toBe(0)
  await app.window()
  expect(await app.windowCount()).toBe(1)
  expect(tray.itemCount()).toBe(1)
})

test('shows the window when the icon is clicked', async ({ app, tray }) => {
  await tray.activate()
  await expect((await app.window()).getByRole('button', { name: 'Get a code' })).toBeVisible()
})

test('opens its window where there is no session bus', async ({ launch }) => {
  const app = await launch({ environment: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } })
  await expect((await app.window()).getByRole('button', { name: 'Get a code' })).toBeVisible()
})

test('has an icon and a tooltip of its own for each state', async ({ app, tray, person }) => {
  expect(await app.windowCount()).toBe(0)
  const seen = [{ icon: await tray.icon(), tip: await tray.tooltip() }]
  const { code } = await person.startSignIn()
  seen.push({ icon: await tray.icon(), tip: await tray.tooltip() })
  person.approve(code)
  await tray.waitForLabel('Signed in as Ada Lovelace')
  seen.push({ icon: await tray.icon(), tip: await tray.tooltip() })
  expect(seen.map(({ tip }) => tip)).toEqual([
    'Latchkey – signed out',
    `Latchkey – enter ${code} at plex.tv/link`,
    'Latchkey – signed in as Ada Lovelace',
  ])
  expect(new Set(seen.map(({ icon }) => JSON.stringify(icon))).size).toBe(3)
})

test.describe('without a panel', () => {
  test.use({ panel: false })
  test('opens its window, since there is no tray to click', async ({ person, simulator, window }) => {
    await window.press('Get a code')
    await window.code()
    person.approve(simulator.latestPin()!.code)
    await window.says('Ada Lovelace')
  })
})

test('shows an account whose name no desktop could show', async ({ tray, person, simulator, window }) => {
  const title = 'Ada\uffff \ud83d\u0000Lovelace\ufdd0'
  await person.signIn(simulator.account({ title }))
  await tray.waitForLabel('Signed in as Ada Lovelace')
  await expect.poll(() => tray.tooltip()).toBe('Latchkey – signed in as Ada Lovelace')
  await window.says('Ada Lovelace')
})
