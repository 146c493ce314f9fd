import { setTimeout as pause } from 'node:timers/promises'
import type { RunningApp } from '../world/app.ts'
import { type Relay, startRelay } from '../world/relay.ts'
import { expect, test as base } from '../world/test.ts'
import { moveTime } from '../world/time.ts'

const test = base.extend<{ relay: Relay; app: RunningApp }>({
  relay: async ({ simulator }, use) => {
    const relay = await startRelay(simulator.port)
    await use(relay)
    await relay.close()
  },
  app: async ({ launch, relay, tray }, use) => {
    const app = await launch({ hosts: { 'plex.tv': `127.0.0.1:${relay.port}` } })
    await tray.offersSignIn()
    await use(app)
  },
})

test('moves no time while a poll is on its way to plex.tv', async ({ app, relay, person, simulator }) => {
  const time = await moveTime(app, simulator)
  await person.startSignIn()
  await time.pass(3_000)
  relay.freeze()
  const { expiresIn } = simulator.latestPin()!
  const passing = time.pass(60_000)
  // Longer than what is held back by plex.tv itself is waited for.
  await pause(1_500)
  expect(expiresIn - simulator.latestPin()!.expiresIn).toBeLessThan(10)
  relay.thaw()
  // The simulator’s rules of conduct say how far apart the polls were.
  await passing
  expect(expiresIn - simulator.latestPin()!.expiresIn).toBeGreaterThanOrEqual(60)
})
