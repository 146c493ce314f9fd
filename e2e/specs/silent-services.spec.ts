import { connectToBus } from '../world/bus-connection.ts'
import type { RunningApp } from '../world/app.ts'
import { eventually } from '../world/eventually.ts'
import { rowsToTry } from '../world/rows.ts'
import { spoilServices, WAYS } from '../world/silent-services.ts'
import { expect, test } from '../world/test.ts'
import { windowOf } from '../world/window.ts'

/** What waits for a service waits for D-Bus to give it up, after 25 s; a busy computer alone needs a second or two. */
const LONGEST_MS = 5_000
const LATEST_TRAY_MS = 20_000

/** Asks again and again, as a person who never stops clicking; the longest wait for an answer, in milliseconds. */
async function longestAnswer(ask: () => Promise<unknown>, during: () => Promise<unknown>): Promise<number> {
  let isOver = false
  let longest = 0
  const asking = (async () => {
    while (!isOver) {
      const asked = performance.now()
      await ask().catch(() => undefined)
      longest = Math.max(longest, performance.now() - asked)
      await new Promise(resolve => setTimeout(resolve, 10))
    }
  })()
  await during()
  isOver = true
  await asking
  return longest
}

const closeWindow = async (app: RunningApp): Promise<void> => {
  await (await app.window()).close()
  await app.noWindow()
}

const ways = rowsToTry(WAYS, () => 'any')

for (const way of ways) {
  test(`services that ${way} hold nothing up`, async ({ desktop, simulator, tray, person, launch }) => {
    const address = desktop.environment['DBUS_SESSION_BUS_ADDRESS']!
    // Each launch brings a service that works.
    await desktop.bus.release('org.freedesktop.Notifications')
    const services = await spoilServices(desktop, () => connectToBus(address), way)
    const started = performance.now()
    const app = await launch({ environment: { DBUS_SYSTEM_BUS_ADDRESS: address, NO_AT_BRIDGE: '0' } })
    await tray.offersSignIn()
    const toTray = performance.now() - started
    const longest = await longestAnswer(
      () => tray.labels(),
      async () => {
        const { code } = await person.startSignIn()
        await tray.click(/^Copy code/)
        await closeWindow(app)
        person.approve(code)
        await tray.waitForLabel('Signed in as Ada Lovelace')
        await person.signOut(simulator.tokens().at(-1)!.token)
      },
    )
    test.info().annotations.push({
      type: 'measured',
      description: `${Math.round(toTray)} ms, ${Math.round(longest)} ms`,
    })
    expect(longest).toBeLessThan(LONGEST_MS)
    expect(toTray).toBeLessThan(LATEST_TRAY_MS)
    await person.quit()
    expect(await app.exit()).toEqual({ code: 0, signal: null })
    for (const service of services) service.close()
  })
}

test('a portal that never answers keeps the icon away for a while, and the window is the way in @long', async ({
  desktop,
  tray,
  launch,
  person,
}) => {
  const address = desktop.environment['DBUS_SESSION_BUS_ADDRESS']!
  const portal = await connectToBus(address)
  await portal.own('org.freedesktop.portal.Desktop')
  portal.serve(() => 'never')
  const app = await launch()
  const window = windowOf(app)
  await window.press('Get a code')
  person.approve(await window.code())
  await window.says('Ada Lovelace')
  expect(tray.itemCount()).toBe(0)
  await eventually('the icon', () => tray.itemCount() === 1, { within: 30_000 })
  await tray.waitForLabel('Signed in as Ada Lovelace')
  await person.quit()
  expect(await app.exit()).toEqual({ code: 0, signal: null })
  portal.close()
})

test.describe('without a keychain and a panel', () => {
  test.use({ keyring: 'absent', panel: false })

  for (const way of ways) {
    test(`ones that ${way} hold nothing up`, async ({ desktop, launch }) => {
      const address = desktop.environment['DBUS_SESSION_BUS_ADDRESS']!
      const names = ['org.freedesktop.secrets', 'org.kde.StatusNotifierWatcher']
      const services = await spoilServices(desktop, () => connectToBus(address), way, names)
      const app = await launch()
      const isThere = () => app.electron.evaluate(() => true)
      const longest = await longestAnswer(isThere, async () => {
        const window = windowOf(app)
        const page = await window.page()
        // What it says of the keychain is not looked at here.
        await window.press(/^(Get a code|Sign in until you quit)$/)
        await page.locator('[data-testid=link-code], [data-problem^=keychain]').first().waitFor()
      })
      test.info().annotations.push({ type: 'measured', description: `${Math.round(longest)} ms` })
      expect(longest).toBeLessThan(LONGEST_MS)
      // A silent keychain holds a thread of keytar's, in a process that is not the app's.
      expect(await app.quit()).toEqual({ code: 0, signal: null })
      for (const service of services) service.close()
    })
  }
})
