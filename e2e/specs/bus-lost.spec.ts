import path from 'node:path'
import { mkdir } from 'node:fs/promises'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import { createKeyring } from '../world/keyring.ts'
import { processesNaming, signal } from '../world/processes.ts'
import { startSessionBus } from '../world/session-bus.ts'
import { expect, test } from '../world/test.ts'
import { createTray } from '../world/tray.ts'

test.use({ allowedConduct: ['poll-after-end', 'mint-too-often'] })

async function killBus(desktop: Desktop): Promise<void> {
  const running = await processesNaming(desktop.home)
  const bus = running.find(({ command }) => command.startsWith('dbus-daemon '))
  if (bus !== undefined) signal(bus.id, 'SIGKILL')
}

for (const moment of ['waits for an approval', 'saves the token', 'signs out'] as const) {
  test(`leaves no token without an owner when the bus ends while it ${moment}`, async ({
    desktop,
    simulator,
    tray,
    person,
    launch,
  }) => {
    const app = await launch()
    const { code } = await person.startSignIn()
    // The next start knows of it from there.
    await eventually('the code to be noted', () => desktop.keychain.find('Latchkey', 'unfinished'))
    if (moment === 'waits for an approval') {
      await killBus(desktop)
      // Chromium ends the app then, within 0.1 s. What plex.tv handed out in that time would be lost with it.
      await app.exit()
    }
    person.approve(code)
    if (moment === 'saves the token') {
      await eventually(
        'the token to be given',
        () => simulator.log.some(({ outcome }) => outcome === 'claimed'),
        { every: 1 },
      )
      await killBus(desktop)
    }
    if (moment === 'signs out') {
      await tray.waitForLabel('Signed in as Ada Lovelace')
      // A click that the app has not yet taken up may be lost with the bus.
      simulator.fault('signout', { kind: 'hang' }, 1)
      await tray.click('Sign out')
      await eventually('the revocation to begin', () => simulator.log.some(({ fault }) => fault === 'hang'), {
        every: 1,
      })
      await killBus(desktop)
    }
    await app.exit()

    const folder = path.join(desktop.home, 'run', 'next')
    await mkdir(folder)
    const next = await startSessionBus(folder, desktop.environment)
    const environment = { DBUS_SESSION_BUS_ADDRESS: next.address }
    const bus = await next.connect()
    const keyring = createKeyring(bus, { ...desktop.environment, ...environment })
    await keyring.start()
    const panel = await createTray(bus)
    await panel.open()
    await launch({ environment })
    await panel.waitForItem()
    const alive = () => simulator.tokens().filter(token => token.alive)
    await eventually(
      'every living token to be in the keychain',
      async () => {
        const labels = await panel.labels()
        const isAtRest = labels.includes('Signed in as Ada Lovelace') || labels.includes('Sign in to Plex…')
        const kept = await keyring.all()
        return isAtRest && alive().every(({ token }) => kept.some(({ secret }) => secret.includes(token)))
      },
      { within: 15_000, seen: async () => [await panel.labels(), alive()] },
    )
    if (moment === 'signs out') await expect.poll(alive, { timeout: 15_000 }).toEqual([])
    bus.close()
    await next.stop()
  })
}
