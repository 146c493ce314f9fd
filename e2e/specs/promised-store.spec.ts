import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { type BusConnection, connectToBus, variant } from '../world/bus-connection.ts'
import type { Desktop } from '../world/desktop.ts'
import { dumpedMemory } from '../world/core-dump.ts'
import { keychainProcess, waitForKeychainProcess } from '../world/keychain-process.ts'
import { filesHolding } from '../world/leaks.ts'
import { startLyingKeyring } from '../world/lying-keyring.ts'
import { memoryHolds } from '../world/process-memory.ts'
import { signal } from '../world/processes.ts'
import { expect, test } from '../world/test.ts'
import { moveTime } from '../world/time.ts'

const service = 'Latchkey'
const account = 'plex-token'
const signedIn = 'Signed in as Ada Lovelace'
const keptUntilQuit = 'Signed in until you quit'
const sentinel = 'SENTINEL-token-4f1c9'
const mark = 'MARK-of-an-environment'

const onBus = (desktop: Desktop) => connectToBus(desktop.environment['DBUS_SESSION_BUS_ADDRESS']!)

/** A portal that offers to keep a secret for each sandboxed app. Tells the members it was called for of that. */
async function offerPortal(desktop: Desktop): Promise<{ bus: BusConnection; asked: string[] }> {
  const bus = await onBus(desktop)
  const asked: string[] = []
  const name = 'org.freedesktop.portal.Secret'
  bus.serve(call => {
    if (call.path !== '/org/freedesktop/portal/desktop') return null
    const [of] = call.body
    if (call.interface === name || of === name) asked.push(call.member)
    if (call.member === 'GetAll') return { signature: 'a{sv}', body: [{ version: variant('u', 1) }] }
    return call.member === 'Get' ? { signature: 'v', body: [variant('u', 1)] } : null
  })
  await bus.own('org.freedesktop.portal.Desktop')
  return { bus, asked }
}

/** What libsecret, or what it is built on, lets the environment choose. */
const environments: Readonly<Record<string, (home: string) => Record<string, string>>> = {
  'a file, by its backend': home => ({
    SECRET_BACKEND: 'file',
    SECRET_FILE_TEST_PATH: path.join(home, `${mark}.keyring`),
    SECRET_FILE_TEST_PASSWORD: 'x',
  }),
  'a file, by its backend alone': () => ({ SECRET_BACKEND: 'file', MARK: mark }),
  'no store at all': () => ({ SECRET_BACKEND: mark }),
  'the portal of a sandbox': () => ({ SNAP_NAME: mark, SNAP: `/snap/${mark}` }),
  'another service': () => ({ SECRET_SERVICE_BUS_NAME: 'org.example.Secrets', MARK: mark }),
  'modules of its own': home => ({
    GIO_EXTRA_MODULES: path.join(home, mark),
    GIO_MODULE_DIR: path.join(home, mark),
    G_MESSAGES_DEBUG: 'all',
    G_DBUS_DEBUG: 'all',
    LD_LIBRARY_PATH: path.join(home, mark),
  }),
}

for (const [where, environment] of Object.entries(environments)) {
  test(`keeps the token in the keychain though the environment asks for ${where}`, async ({
    desktop,
    launch,
    tray,
    person,
  }) => {
    const portal = await offerPortal(desktop)
    const others = await onBus(desktop)
    const lying = await startLyingKeyring(others, 'org.example.Secrets')
    const app = await launch({ environment: environment(desktop.home) })
    await person.signIn(undefined, { token: sentinel })
    await tray.waitForLabel(signedIn)
    expect(await tray.labels()).not.toContain(keptUntilQuit)
    expect(await desktop.keychain.find(service, account)).toBe(sentinel)
    const { id } = await waitForKeychainProcess(desktop)
    expect(await memoryHolds(id, mark)).toBe(false)
    expect(await memoryHolds(app.processId, mark)).toBe(true)
    expect(await dumpedMemory(id)).toBe(0)
    expect({ portal: portal.asked, others: lying.asked() }).toEqual({ portal: [], others: [] })

    await person.quit()
    expect(await app.exit()).toEqual({ code: 0, signal: null })
    expect(await filesHolding(desktop.home, sentinel, ['.local/share/keyrings'])).toEqual([])
    expect((await readdir(desktop.home)).filter(name => name.includes(mark))).toEqual([])
    // What libsecret's own store is called where nothing else is said.
    expect(await readdir(path.join(desktop.home, '.local/share/keyrings'))).not.toContain('default.keyring')
    await launch()
    await tray.waitForLabel(signedIn)
    portal.bus.close()
    others.close()
  })
}

test.describe('with a keychain that takes everything and has nothing', () => {
  test.use({ keyring: 'absent' })

  test('does not say that the token is there, keeps it until it quits, and says it when it is seen', async ({
    desktop,
    app,
    tray,
    person,
    simulator,
  }) => {
    const bus = await onBus(desktop)
    const lying = await startLyingKeyring(bus, 'org.freedesktop.secrets')
    const { code } = await person.startSignIn()
    const token = person.approve(code)
    await tray.waitForLabel(keptUntilQuit)
    const window = await app.window()
    const facts = window.getByTestId('sign-in')
    await expect(facts.getByText(keptUntilQuit)).toBeVisible()
    await expect(
      facts.getByText('Your keychain said that it took your sign-in, but does not have it.'),
    ).toBeVisible()
    expect(await facts.getByText('Your sign-in is in your system keychain').count()).toBe(0)
    expect(lying.asked()).toContain('CreateItem')
    expect(simulator.tokens().filter(({ alive }) => alive)).toMatchObject([{ token }])

    lying.keepItsWord()
    await expect.poll(() => tray.labels(), { timeout: 30_000 }).not.toContain(keptUntilQuit)
    await expect(facts.getByText('Your sign-in is in your system keychain')).toBeVisible()
    expect(desktop.keyringPrompt.count()).toBe(0)
    bus.close()
  })
})

test('asks the keychain in a process that is there for a call, and gone half a minute after the last', async ({
  desktop,
  app,
  person,
  simulator,
}) => {
  const time = await moveTime(app, simulator)
  const token = await person.signIn(undefined, { time })
  await waitForKeychainProcess(desktop)
  await time.settle()
  await time.pass(60_000)
  await expect.poll(() => keychainProcess(desktop)).toBeUndefined()
  await person.signOut(token)
  await waitForKeychainProcess(desktop)
  await expect.poll(() => desktop.keychain.all()).toEqual([])
})

test('goes on when the process of the keychain is killed, again and again', async ({
  desktop,
  app,
  tray,
  person,
}) => {
  const kill = async () => void signal((await waitForKeychainProcess(desktop)).id, 'SIGKILL')
  const { code } = await person.startSignIn()
  await expect.poll(() => desktop.keychain.find(service, 'unfinished')).toContain(code)
  await kill()
  const token = person.approve(code)
  await tray.waitForLabel(signedIn)
  await expect.poll(() => desktop.keychain.find(service, account)).toBe(token)
  await kill()
  await person.signOut(token)
  await expect.poll(() => desktop.keychain.all()).toEqual([])
  expect(app.output()).not.toContain(token)
})

test('loses no token to a process that is killed while the keychain hangs', async ({
  desktop,
  tray,
  person,
  app,
}) => {
  const { code } = await person.startSignIn()
  await expect.poll(() => desktop.keychain.find(service, 'unfinished')).toContain(code)
  desktop.keychain.pause()
  const token = person.approve(code)
  await tray.waitForLabel(keptUntilQuit, 20_000)
  signal((await waitForKeychainProcess(desktop)).id, 'SIGKILL')
  desktop.keychain.resume()
  await expect.poll(() => tray.labels(), { timeout: 30_000 }).not.toContain(keptUntilQuit)
  expect(await desktop.keychain.find(service, account)).toBe(token)
  expect(app.output()).not.toContain(token)
})

test('leaves no process of the keychain behind, however the app ends', async ({
  desktop,
  launch,
  tray,
  person,
}) => {
  const app = await launch()
  await person.signIn()
  desktop.keychain.pause()
  await tray.click('Sign out')
  await waitForKeychainProcess(desktop)
  signal(app.processId, 'SIGKILL')
  await app.exit()
  await expect.poll(() => keychainProcess(desktop)).toBeUndefined()
  desktop.keychain.resume()
})
