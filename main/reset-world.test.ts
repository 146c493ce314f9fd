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
  const isDone = resetAll(() => snapshotOfWorld(world), {
    signIn: services.signIn,
    keys: services.keys,
    answer: (id, choice) => services.answer(id, choice),
    refuse: () => {},
    preferences: { reset: () => {} },
    forgetPlace: () => {},
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

it('revokes each token that the person is asked about, also one behind another', async () => {
  const world = createWorld({ pinLifeMs: 120_000 })
  await world.clock.advance(500)
  for (const shownForMs of [100_000, 1_000]) {
    world.signIn().start()
    await world.clock.advance(shownForMs)
    world.signIn().cancel()
  }
  for (const [at, pin] of world.livePins().entries()) world.approve(pin, ['Ada', 'Bob'][at]!)
  await world.clock.advance(15_000)
  const before = [world.signIn().state().attempts.claims.length, world.liveTokens().length]
  const isDone = await reset(world)
  expect([before, isDone, world.liveTokens(), snapshotOfWorld(world).question]).toEqual([
    [2, 2],
    true,
    [],
    null,
  ])
})
