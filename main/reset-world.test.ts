import { expect, it } from 'vitest'
import { noServers, snapshotOf, views } from '../common/samples.fake.ts'
import { resetAll } from './reset.ts'
import { view } from './sign-in/view.ts'
import { createWorld } from './sign-in/world.fake.ts'

type World = ReturnType<typeof createWorld>

/** What the window is told, as far as a reset looks at it. */
function snapshotOfWorld({ services, clock }: World) {
  const { signIn, keys, revoker } = services()
  const now = clock.now()
  const qr = () => ({ path: '', modules: 21 })
  return {
    ...snapshotOf(views['signed out']),
    ...view(signIn.state(), {
      now,
      qr,
      revocation: revoker.revocation(),
      signedInAt: () => null,
      confirmedAgoMs: () => null,
      servers: noServers,
    }),
    keys: keys.view({ now, calendar: clock.calendar(), qr }),
  }
}

async function reset(world: World): Promise<boolean> {
  const services = world.services()
  const isDone = resetAll(snapshotOfWorld(world), {
    signIn: services.signIn,
    keys: services.keys,
    answer: (id, choice) => services.answer(id, choice),
    refuse: () => {},
    preferences: { reset: () => {} },
    launchAtLogin: { set: async () => {} },
  })
  await world.clock.advance(30_000)
  return isDone
}

async function signIn(world: World) {
  world.signIn().start()
  await world.clock.advance(1_000)
  world.approve(world.livePins()[0]!, 'Ada')
  await world.clock.advance(5_000)
}

it.each([
  ['a code is on screen', 1_000],
  ['its codes have ended', 120_000],
])('does nothing while a token lies in a locked keychain, though %s', async (_what, ms) => {
  const world = createWorld({ pinLifeMs: 20_000 })
  await world.clock.advance(500)
  await signIn(world)
  world.setLocked(true)
  world.crash()
  await world.clock.advance(1_000)
  world.signIn().start()
  await world.clock.advance(ms)
  const isDone = await reset(world)
  expect([isDone, world.liveTokens().length]).toEqual([false, 1])
})
