import { sharedAccessToken } from '../../simulator/resources-content.ts'
import { findFaults } from '../world/measured.ts'
import { tabThrough } from '../world/tab-through.ts'
import { filesHolding, heapHolds } from '../world/leaks.ts'
import { aliveTokens, keysAtPlex, keysIn } from '../world/keys.ts'
import { expect, test } from '../world/keys-test.ts'
import { startedWith } from '../world/processes.ts'
import { moveTime } from '../world/time.ts'
import { windowOf } from '../world/window.ts'

const DAY = 24 * 3_600_000

test('makes a key of its own for a program, hands it out at a press, and takes it back alone', async ({
  app,
  desktop,
  keys,
  simulator,
  tray,
}) => {
  const [own] = aliveTokens(simulator)
  await keys.make('Kometa on the NAS', { preset: 'Kometa' })
  const { 'Kometa on the NAS': token } = keysAtPlex(simulator)
  expect(token).toMatch(/^[\w-]{20}$/)
  expect(await (await keys.page()).content()).not.toContain(token)
  expect(await keys.show()).toBe(token)
  const page = await keys.page()
  await page.getByTestId('copy-key').click()
  await expect.poll(() => app.clipboard()).toBe(token)
  await expect(page.getByTestId('clipboard-clears')).toHaveText(/\d+\ss/)
  await page.getByTestId('copy-lines').click()
  await expect.poll(() => app.clipboard()).toBe(`plex:\n  url: http://SERVER:32400\n  token: ${token}\n`)
  await keys.done()
  await expect(await keys.row('Kometa on the NAS')).toHaveAttribute('data-state', 'alive')

  await keys.make('Tautulli')
  await keys.done()
  await tray.waitForLabel('2 keys')
  const kept = (await desktop.keychain.all()).map(({ attributes }) => attributes['account'])
  expect(kept.filter(account => account?.startsWith('key:'))).toHaveLength(2)
  expect(new Set(simulator.tokens().map(({ clientIdentifier }) => clientIdentifier)).size).toBe(3)

  await keys.revoke('Kometa on the NAS')
  await expect(await keys.row('Kometa on the NAS')).toHaveCount(0)
  await expect.poll(() => Object.keys(keysAtPlex(simulator))).toEqual(['Tautulli'])
  await tray.waitForLabel('1 key')
  expect(aliveTokens(simulator)).toContain(own)
})

test('shows the code of the key where Plex does not take it from the app', async ({
  keys,
  simulator,
  window,
}) => {
  const page = await keys.page()
  for (const linking of ['refused', 'unknown', 'limited'] as const) {
    await test.step(linking, async () => {
      simulator.configure({ linking })
      await keys.create(linking)
      await expect(page.getByTestId('by-hand')).toBeVisible()
      const code = await window.code()
      expect(code).toBe(simulator.latestPin()!.code)
      simulator.claim(code)
      await expect(page.getByTestId('key-page')).toBeVisible()
      expect(await keys.show()).toBe(keysAtPlex(simulator)[linking])
      await keys.done()
    })
  }
})

test('axe finds nothing about keys, light or dark', async ({ app, keys, simulator }) => {
  const page = await keys.page()
  const found: Record<string, unknown> = {}
  const look = async (state: string) => {
    for (const scheme of ['light', 'dark'] as const) {
      await app.setColourScheme(scheme)
      found[`${state}, ${scheme}`] = await findFaults(page)
    }
  }
  await look('none')
  await page.getByTestId('new-key').click()
  await look('a new one')
  found['a new one, by keys'] = await tabThrough(page)
  await page.getByTestId('create-key').click()
  await look('one without a name')
  await page.getByTestId('key-name').fill('Kometa')
  await page.getByTestId('key-program').selectOption({ label: 'Kometa' })
  await page.getByTestId('create-key').click()
  await expect(page.getByTestId('key-page')).toBeVisible()
  await look('one that was made')
  await keys.show()
  await look('one that is shown')
  found['one that is shown, by keys'] = await tabThrough(page)
  await keys.done()
  await (await keys.row('Kometa')).getByTestId('revoke-key').click()
  await look('one that is to be revoked')
  await page.getByTestId('keep-key').click()
  found['the list, by keys'] = await tabThrough(page)
  simulator.configure({ linking: 'refused' })
  await keys.create('Tautulli')
  await expect(page.getByTestId('by-hand')).toBeVisible()
  await look('one that the person approves')
  await page.getByTestId('cancel-key').click()
  await expect(async () => {
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('sign-out')).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await page.getByTestId('sign-out').click()
  await look('a sign-out')
  expect(Object.entries(found).filter(([, violations]) => String(violations) !== '')).toEqual([])
  expect(Object.keys(found)).toHaveLength(19)
})

test('asks about a key that another account approved', async ({ desktop, keys, simulator, window }) => {
  simulator.configure({ linking: 'refused' })
  await keys.create('Kometa')
  simulator.claim(await window.code(), simulator.account({ username: 'grace', title: 'Grace Hopper' }))
  const page = await keys.page()
  const question = page.getByRole('dialog')
  await expect(question).toContainText('Grace Hopper')
  await question.getByRole('button', { name: 'Revoke it' }).click()
  await expect.poll(() => aliveTokens(simulator).length).toBe(1)
  await expect
    .poll(async () => (await desktop.keychain.all()).map(({ attributes }) => attributes['account']))
    .toEqual(['plex-token'])
})

test('goes on with a key whose making was cut short', async ({ app, keys, launch, simulator, tray }) => {
  simulator.configure({ linkingDelay: 1_500 })
  await keys.create('Kometa')
  await expect.poll(() => simulator.log.some(({ route }) => route === 'link')).toBe(true)
  await app.kill()
  await expect.poll(() => Object.keys(keysAtPlex(simulator))).toEqual(['Kometa'])
  const again = keysIn(windowOf(await launch()), tray)
  await tray.click('Keys…')
  await expect(await again.row('Kometa')).toHaveAttribute('data-state', 'alive', { timeout: 20_000 })
})

test('takes a key back that was revoked while Plex could not be reached', async ({
  app,
  keys,
  launch,
  person,
  simulator,
}) => {
  await keys.make('Kometa')
  await keys.done()
  const outage = simulator.fault('signout', { kind: 'unavailable' }, Infinity)
  await keys.revoke('Kometa')
  await expect(await keys.row('Kometa')).toHaveCount(0)
  await person.quit()
  await app.exit()
  expect(Object.keys(keysAtPlex(simulator))).toEqual(['Kometa'])
  outage.clear()
  await launch()
  await expect.poll(() => Object.keys(keysAtPlex(simulator))).toEqual([])
})

test('finds a key dead by itself, says so once, and makes another under its name', async ({
  app,
  keys,
  notifications,
  simulator,
}) => {
  const time = await moveTime(app, simulator)
  await time.letRun()
  await keys.make('Kometa')
  await keys.done()
  await expect(await keys.row('Kometa')).toHaveAttribute('data-state', 'alive')
  const { Kometa: first } = keysAtPlex(simulator)
  simulator.revoke(first!)
  await time.pass(2 * DAY)
  expect((await notifications.waitFor('Plex has ended one of your keys')).body).toContain('Kometa')
  await expect(await keys.row('Kometa')).toHaveAttribute('data-state', 'dead')
  await (await keys.row('Kometa')).getByRole('button', { name: 'Make a new one' }).click()
  await expect((await keys.page()).getByTestId('key-page')).toBeVisible()
  await keys.done()
  await expect(await keys.row('Kometa')).toHaveCount(1)
  await expect.poll(() => keysAtPlex(simulator)['Kometa']).toMatch(/^[\w-]{20}$/)
  expect(keysAtPlex(simulator)['Kometa']).not.toBe(first)
  expect(notifications.all().filter(({ title }) => /ended one of/.test(title))).toHaveLength(1)
})

test('shows the keys at home, and leads back there from where they are opened', async ({
  app,
  notifications,
  person,
  simulator,
  tray,
  window,
}) => {
  await person.signIn()
  const time = await moveTime(app, simulator)
  await time.letRun()
  const page = await window.page()
  const home = page.getByRole('region', { name: /^Keys/ })
  await expect(home).toContainText('Give each program that talks to Plex a key of its own')
  await page.getByTestId('new-key').click()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('new-key')).toBeFocused()

  const keys = keysIn(window, tray)
  for (const name of ['Kometa', 'Tautulli', 'backup.sh', 'Home Assistant']) {
    await keys.make(name)
    if (name === 'backup.sh') await page.getByTestId('copy-key').click()
    await keys.done()
  }
  const names = () =>
    home.getByTestId('key').evaluateAll(rows => rows.map(row => row.getAttribute('data-name')))
  await expect(home.getByRole('heading')).toHaveText('Keys 4')
  expect(await names()).toEqual(['backup.sh', 'Home Assistant', 'Tautulli'])
  await home.getByTestId('key').first().getByTestId('open-key').click()
  await expect(page.getByTestId('key-page')).toContainText('backup.sh')
  await keys.done()
  await expect(home.getByTestId('open-key').first()).toBeFocused()

  const { Kometa: first } = keysAtPlex(simulator)
  simulator.revoke(first!)
  await time.pass(2 * DAY)
  await notifications.waitFor('Plex has ended one of your keys')
  await expect.poll(names).toEqual(['Kometa', 'backup.sh', 'Home Assistant'])
  expect(await findFaults(page)).toEqual([])
  await home.getByRole('button', { name: 'All 4 keys' }).click()
  await expect(page.getByTestId('key')).toHaveCount(4)
  await page.keyboard.press('Escape')
  await expect(home.getByRole('button', { name: 'All 4 keys' })).toBeFocused()
  await home.getByRole('button', { name: 'Make a new one' }).click()
  await expect.poll(() => keysAtPlex(simulator)['Kometa']).not.toBe(first)
  await expect(home.getByRole('heading')).toHaveText('Keys 4')
})

for (const [choice, alive] of [
  [/^Sign out$/, ['Kometa', 'Latchkey']],
  [/revoke/, []],
] as const) {
  test(`asks at a sign-out what becomes of the keys: ${choice}`, async ({ keys, simulator, window }) => {
    await keys.make('Kometa')
    await keys.done()
    const page = await keys.page()
    await page.keyboard.press('Escape')
    await page.getByTestId('sign-out').click()
    await page.getByRole('dialog').getByRole('button', { name: choice }).click()
    await window.shows('signed-out')
    await expect
      .poll(() => Object.keys(keysAtPlex(simulator)))
      .toEqual(alive.filter(name => name !== 'Latchkey'))
  })
}

test('hands out the key of one server, with an address', async ({ app, keys, simulator }) => {
  const [ada] = simulator.accounts()
  await keys.make('Kometa', { server: 'Attic' })
  expect(await keys.show()).toBe(keysAtPlex(simulator)['Kometa'])
  await keys.done()
  await keys.make('Grace’s helper', { server: 'Grace’s films', preset: 'Kometa' })
  const page = await keys.page()
  await page.getByTestId('find-addresses').click()
  await expect(page.getByTestId('key-of-server')).toBeVisible()
  expect(await keys.show()).toBe(sharedAccessToken(ada!))
  await expect(page.getByTestId('key-lines')).toContainText(/url: https?:\/\//)
  await page.getByTestId('copy-lines').click()
  await expect.poll(() => app.clipboard()).toContain(sharedAccessToken(ada!))
})

test('keeps a key out of the page, the desktop, the settings, the log and the output', async ({
  app,
  desktop,
  keys,
  notifications,
  person,
  simulator,
  tray,
}) => {
  await keys.make('Kometa', { preset: 'Kometa' })
  const { Kometa: token } = keysAtPlex(simulator)
  const page = await keys.page()
  expect(await heapHolds(page, token!)).toBe(false)
  expect(await heapHolds(page, 'Kometa')).toBe(true)
  // The one exception, at a press, and it goes with the page that shows it.
  await page.getByTestId('show-key').click()
  await expect.poll(() => heapHolds(page, token!)).toBe(true)
  await keys.done()
  await expect.poll(() => heapHolds(page, token!)).toBe(false)
  const programs = await Promise.all((await desktop.programs()).map(program => startedWith(program.id)))
  const seen = [await tray.menu(), await tray.tooltip(), notifications.all(), await app.clipboard(), programs]
  expect(JSON.stringify(seen)).not.toContain(token)
  await page.getByTestId('open-key').click()
  await page.getByTestId('copy-key').click()
  await expect.poll(() => app.clipboard()).toBe(token)
  await person.quit()
  await app.exit()
  expect(app.output()).not.toContain(token)
  expect(await filesHolding(desktop.home, token!, ['.local/share/keyrings'])).toEqual([])
  expect(await filesHolding(desktop.configHome, 'Kometa on')).toEqual([])
  expect(await filesHolding(desktop.configHome, 'Kometa')).toContain('Latchkey/keys.json')
})
