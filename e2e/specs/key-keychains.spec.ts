import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { connectToBus } from '../world/bus-connection.ts'
import { otherComputer } from '../world/other-computer.ts'
import { aliveTokens, keyAccount, keyTokens, keysAtPlex, keysIn } from '../world/keys.ts'
import { expect, test } from '../world/keys-test.ts'
import { startLyingKeyring } from '../world/lying-keyring.ts'
import { windowOf } from '../world/window.ts'
import { longIf } from '../world/rows.ts'

test.describe('with a keychain that keeps its word until it is full', () => {
  test.use({ keyring: 'absent' })

  test('says that a key is kept until Latchkey quits, and stores it once there is room @long', async ({
    desktop,
    app,
    person,
    simulator,
    tray,
    window,
  }) => {
    void app
    const bus = await connectToBus(desktop.environment['DBUS_SESSION_BUS_ADDRESS']!)
    const keychain = await startLyingKeyring(bus, 'org.freedesktop.secrets')
    keychain.keepItsWord()
    await person.signIn()
    const keys = keysIn(window, tray)
    await keys.open()
    keychain.refuse(/^key:/)
    await keys.make('Kometa')
    await keys.done()
    const row = await keys.row('Kometa')
    await expect(row).toContainText('Kept until Latchkey quits')
    expect(keychain.items().filter(account => account.startsWith('key:'))).toEqual([])
    const { Kometa: token } = keysAtPlex(simulator)
    await row.getByTestId('open-key').click()
    expect(await keys.show()).toBe(token)
    await keys.done()
    // Nothing is approved that could get lost.
    keychain.refuse(/./)
    const links = () => simulator.log.filter(({ route }) => route === 'link').length
    const before = links()
    await keys.create('Tautulli')
    const page = await keys.page()
    await expect(page.getByTestId('key-refusal')).toHaveAttribute('data-problem', /^keychain-/)
    expect(links()).toBe(before)
    keychain.refuse(null)
    await page.getByTestId('create-key').click()
    await expect(page.getByTestId('key-page')).toBeVisible()
    await keys.done()
    await expect(row).not.toContainText('Kept until Latchkey quits', { timeout: 30_000 })
    await tray.waitForLabel('2 keys')
    expect(keychain.items().filter(account => account.startsWith('key:'))).toHaveLength(2)
    bus.close()
  })
})

test('neither makes nor shows a key while the keychain hangs, says so, and does both when it answers', async ({
  desktop,
  keys,
  simulator,
}) => {
  await keys.make('Kometa')
  const page = await keys.page()
  desktop.keychain.pause()
  await page.getByTestId('show-key').click()
  await expect(page.getByTestId('key-refusal')).toHaveAttribute('data-problem', 'keychain-silent')
  await keys.done()
  const links = () => simulator.log.filter(({ route }) => route === 'link').length
  const before = links()
  await keys.create('Tautulli')
  await expect(page.getByTestId('key-refusal')).toHaveAttribute('data-problem', 'keychain-silent', {
    timeout: 30_000,
  })
  expect(links()).toBe(before)
  desktop.keychain.resume()
  await page.getByTestId('create-key').click()
  await expect(page.getByTestId('key-page')).toBeVisible()
  expect(await keys.show()).toBe(keysAtPlex(simulator)['Tautulli'])
  expect(await keyTokens(desktop.keychain)).toHaveLength(2)
})

test('does not hand out what somebody else has put in the place of a key', async ({
  app,
  desktop,
  keys,
  simulator,
}) => {
  const other = 'token-of-somebody-else'
  await keys.make('Kometa')
  await desktop.keychain.replace('Latchkey', await keyAccount(desktop.keychain), other)
  const page = await keys.page()
  // Where Latchkey has found it out by itself, there is nothing to press.
  const press = page.getByTestId('copy-key').click({ timeout: 5_000 })
  await press.catch(() => undefined)
  await expect(page.getByTestId('key-page')).toContainText('It is not in your keychain any more')
  expect(await app.clipboard()).not.toContain(other)
  await keys.done()
  await expect(await keys.row('Kometa')).toContainText('It is not in your keychain any more')
  expect(simulator.log.filter(({ headers }) => headers['x-plex-token'] === other)).toEqual([])
  // The key itself is Plex's to end: nobody here has it.
  expect(aliveTokens(simulator)).toHaveLength(2)
})

test.describe('on another computer', () => {
  // They are two computers to plex.tv, which ask for a code each.
  test.use({ allowedConduct: ['identifier-changed', 'mint-too-often'] })

  test('lists no key of the one that its home and keychain were copied from, and ends none @long', async ({
    desktop,
    launch,
    person,
    simulator,
    tray,
  }) => {
    const [home, laptop] = [await otherComputer(desktop, 'a1'), await otherComputer(desktop, 'b2')]
    const first = await launch({ preload: home })
    await person.signIn()
    const keys = keysIn(windowOf(first), tray)
    await keys.open()
    await keys.make('Kometa')
    const { Kometa: token } = keysAtPlex(simulator)
    await person.quit()
    await first.exit()

    const before = simulator.log.length
    const copy = await launch({ preload: laptop })
    await person.signIn()
    const elsewhere = keysIn(windowOf(copy), tray)
    await elsewhere.open()
    await expect((await elsewhere.page()).getByTestId('key')).toHaveCount(0)
    await elsewhere.make('Tautulli')
    await person.quit()
    await copy.exit()
    const since = simulator.log.slice(before)
    expect(since.filter(({ headers }) => headers['x-plex-token'] === token)).toEqual([])
    expect(await keyTokens(desktop.keychain)).toHaveLength(2)

    const again = keysIn(windowOf(await launch({ preload: home })), tray)
    await tray.waitForLabel('1 key')
    await tray.click('Keys…')
    await expect(await again.row('Kometa')).toBeVisible()
    expect(keysAtPlex(simulator)['Kometa']).toBe(token)
  })
})

test('asks Plex for no key while it could not be written down, and says what helps @long', async ({
  desktop,
  keys,
  simulator,
}) => {
  // Where a folder is, no file can be written, by nobody.
  const file = path.join(desktop.configHome, 'Latchkey/keys.json')
  await rm(file, { force: true })
  await mkdir(file)
  const before = simulator.pins().length
  await keys.create('Kometa')
  const page = await keys.page()
  const refusal = page.getByTestId('key-refusal')
  await expect(refusal).toHaveAttribute('data-problem', 'not-remembered')
  await expect(refusal).toContainText('Make room on the disk')
  expect(simulator.pins().length).toBe(before)
  expect(await keyTokens(desktop.keychain)).toEqual([])
  await rm(file, { recursive: true })
  await expect(page.getByTestId('key-name')).toHaveValue('Kometa')
  await page.getByTestId('create-key').click()
  await expect(page.getByTestId('key-page')).toBeVisible()
  expect(await keys.show()).toBe(keysAtPlex(simulator)['Kometa'])
})

for (const [how, text] of [
  ['is damaged', '{"version":1,'],
  ['has over eight megabytes', JSON.stringify({ version: 1, keys: ['x'.repeat(8_388_608)] })],
] as const) {
  test(`lists its keys all the same where the file that remembers them ${how}${longIf(how !== 'is damaged')}`, async ({
    app,
    desktop,
    keys,
    launch,
    person,
    simulator,
    tray,
  }) => {
    await keys.make('Kometa', { preset: 'Kometa' })
    const { Kometa: token } = keysAtPlex(simulator)
    await person.quit()
    await app.exit()
    await writeFile(path.join(desktop.configHome, 'Latchkey/keys.json'), text)
    const again = keysIn(windowOf(await launch()), tray)
    await tray.waitForLabel('1 key')
    await tray.click('Keys…')
    const page = await again.page()
    await expect(page.getByTestId('notice')).toContainText('The copy beside it is used')
    await (await again.row('Kometa')).getByTestId('open-key').click()
    expect(await again.show()).toBe(token)
    await again.done()
    await again.revoke('Kometa')
    await expect.poll(() => Object.keys(keysAtPlex(simulator))).toEqual([])
    await expect.poll(() => keyTokens(desktop.keychain)).toEqual([])
  })
}
