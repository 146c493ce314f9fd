import type { Fault, FaultRoute } from '../../simulator/faults.ts'
import { aliveTokens, keyAccount, keysIn, keyTokens } from '../world/keys.ts'
import { expect, test } from '../world/keys-test.ts'

const FAULTS: Readonly<Record<string, Fault>> = {
  '500': { kind: 'server-error' },
  '503': { kind: 'unavailable' },
  'an empty 404': { kind: 'edge-404' },
  'a page of its own': { kind: 'captive-portal' },
  'JSON that breaks off': { kind: 'truncated-json' },
  'a connection that breaks off': { kind: 'reset' },
  'an answer that is late': { kind: 'delayed', milliseconds: 700 },
}

/** Where each strikes once while a key is made. */
const ROUTES: readonly FaultRoute[] = ['mint', 'link', 'poll', 'user']

test('makes each key whatever becomes of one request of each kind', async ({
  desktop,
  keys,
  simulator,
  window,
}) => {
  test.slow()
  const page = await keys.page()
  for (const [name, fault] of Object.entries(FAULTS)) {
    for (const route of ROUTES) simulator.fault(route, fault)
    const from = simulator.log.length
    await keys.create(name)
    const [byHand, made] = [page.getByTestId('by-hand'), page.getByTestId('key-page')]
    await expect(byHand.or(made)).toBeVisible({ timeout: 30_000 })
    // Plex may have approved it although its answer was lost.
    if (simulator.latestPin()!.state === 'pending') simulator.claim(await window.code())
    await expect(made).toBeVisible({ timeout: 30_000 })
    // Whose it is may be asked after it is shown.
    const struck = () =>
      simulator.log.slice(from).flatMap(entry => (entry.fault === null ? [] : [entry.route as FaultRoute]))
    await expect
      .poll(() => ROUTES.filter(route => struck().includes(route)), { message: name, timeout: 30_000 })
      .toEqual(ROUTES)
    await keys.done()
    simulator.clearFaults()
  }
  const names = Object.keys(FAULTS).length
  await expect(page.getByTestId('key')).toHaveCount(names)
  const kept = await keyTokens(desktop.keychain)
  const alive = aliveTokens(simulator)
  expect(kept).toHaveLength(names)
  expect(alive.length).toBe(names + 1)
  expect(alive).toEqual(expect.arrayContaining(kept))
})

test.describe('beside a keychain that is locked', () => {
  test('makes no key that could get lost, and says why', async ({ desktop, keys, simulator }) => {
    await desktop.keychain.lock()
    await keys.create('Kometa')
    const page = await keys.page()
    await expect(page.getByTestId('key-refusal')).toHaveAttribute('data-problem', /^keychain-/)
    expect(simulator.log.filter(({ route }) => route === 'link')).toEqual([])
    await desktop.keychain.unlock()
    // The keychain's own dialog is still there: nothing is begun beside it.
    await page.getByRole('button', { name: 'Stop waiting' }).click()
    await page.getByTestId('create-key').click()
    await expect(page.getByTestId('key-page')).toBeVisible()
    expect(aliveTokens(simulator)).toHaveLength(2)
  })
})

test.describe('without a keychain', () => {
  test.use({ keyring: 'absent' })

  test('makes no key that could get lost, and says why', async ({ app, person, simulator, tray, window }) => {
    void app
    await tray.click('Sign in to Plex…')
    await tray.waitForLabel('This computer has no keychain')
    await tray.click('Sign in until you quit')
    person.approve((await person.waitForCode()).code)
    await tray.waitForLabel('Signed in as Ada Lovelace')
    await tray.click('Keys…')
    const keys = keysIn(window, tray)
    await keys.create('Kometa')
    const page = await keys.page()
    await expect(page.getByTestId('key-refusal')).toHaveAttribute('data-problem', 'keychain-missing')
    expect(simulator.log.filter(({ route }) => route === 'link')).toEqual([])
    expect(aliveTokens(simulator)).toHaveLength(1)
  })
})

test('has Plex end each key that is revoked, whatever becomes of one request', async ({
  keys,
  simulator,
}) => {
  test.slow()
  for (const [name, fault] of Object.entries(FAULTS)) {
    await keys.make(name)
    await keys.done()
    simulator.fault('signout', fault)
    await keys.revoke(name)
    await expect(await keys.row(name)).toHaveCount(0)
    await expect.poll(() => aliveTokens(simulator).length, { timeout: 30_000 }).toBe(1)
    simulator.clearFaults()
  }
})

test('says that a key is gone from the keychain, and where to take it back', async ({
  desktop,
  keys,
  simulator,
}) => {
  await keys.make('Kometa')
  const page = await keys.page()
  await desktop.keychain.clear('Latchkey', await keyAccount(desktop.keychain))
  await page.getByTestId('show-key').click()
  await expect(page.getByTestId('key-page')).toContainText('It is not in your keychain any more')
  await expect(page.getByTestId('show-key')).toHaveCount(0)
  await keys.done()
  const row = await keys.row('Kometa')
  await expect(row).toContainText(/keychain/)
  await row.getByRole('button', { name: /devices/i }).click()
  await expect
    .poll(() => desktop.openedUrls())
    .toEqual(['https://app.plex.tv/desktop/#!/settings/devices/all'])
  await row.getByTestId('forget-key').click()
  await expect(row).toHaveCount(0)
  expect(aliveTokens(simulator)).toHaveLength(2)
})

test('takes names in any script, once each, however often Create is pressed', async ({
  keys,
  simulator,
  tray,
}) => {
  const page = await keys.page()
  const names = [
    '🔑 Schlüssel & Söhne',
    'مفتاح الخادم',
    `${'ein sehr langer Name '.repeat(10)}`.slice(0, 200).trim(),
  ]
  for (const name of names) {
    await page.getByTestId('new-key').click()
    await page.getByTestId('key-name').fill(name)
    await page.getByTestId('create-key').dblclick()
    await expect(page.getByTestId('key-page')).toBeVisible()
    await keys.done()
  }
  await expect(page.getByTestId('key')).toHaveCount(3)
  await tray.waitForLabel('3 keys')
  expect(simulator.pins().length).toBe(4)
  await page.getByTestId('new-key').click()
  await page.getByTestId('key-name').fill(' مفتاح الخادم ')
  await page.getByTestId('create-key').click()
  await expect(page.getByTestId('new-key-page')).toContainText('Another key has this name')
  expect(simulator.pins().length).toBe(4)
})
