import { connectToBus } from './bus-connection.ts'
import type { RunningApp } from './app.ts'
import { spoilServices, WAYS } from './silent-services.ts'
import { expect, test } from './test.ts'
import type { Tray } from './tray.ts'

/** Asks the icon for its menu again and again, as a person who never stops clicking; the longest wait, in milliseconds. */
async function longestAnswer(tray: Tray, during: () => Promise<unknown>): Promise<number> {
  let isOver = false
  let longest = 0
  const asking = (async () => {
    while (!isOver) {
      const asked = performance.now()
      await tray.labels().catch(() => undefined)
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

for (const way of WAYS) {
  test(`services that ${way} hold nothing up`, async ({ desktop, simulator, tray, person, launch }) => {
    const address = desktop.environment['DBUS_SESSION_BUS_ADDRESS']!
    // Each launch brings a service that works.
    await desktop.bus.release('org.freedesktop.Notifications')
    const services = await spoilServices(desktop, () => connectToBus(address), way)
    const started = performance.now()
    const app = await launch({ environment: { DBUS_SYSTEM_BUS_ADDRESS: address, NO_AT_BRIDGE: '0' } })
    await tray.waitForLabel('Sign in to Plex…')
    const toTray = performance.now() - started
    const longest = await longestAnswer(tray, async () => {
      const { code } = await person.startSignIn()
      await tray.click(/^Copy code/)
      await closeWindow(app)
      person.approve(code)
      await tray.waitForLabel('Signed in as Ada Lovelace')
      await person.signOut(simulator.tokens().at(-1)!.token)
    })
    test.info().annotations.push({
      type: 'measured',
      description: `${Math.round(toTray)} ms, ${Math.round(longest)} ms`,
    })
    expect(longest).toBeLessThan(1_000)
    expect(toTray).toBeLessThan(6_000)
    await person.quit()
    expect(await app.exit()).toEqual({ code: 0, signal: null })
    for (const service of services) service.close()
  })
}
