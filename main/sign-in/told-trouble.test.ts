import { expect, it } from 'vitest'
import { stage } from './state.ts'
import { createWorld } from './world.fake.ts'

type World = ReturnType<typeof createWorld>

const MINUTE = 60_000

/** What keeps the token from the app, and how that is said. */
const troubles = {
  'keychain-locked': (world: World) => world.setLocked(true),
  'keychain-denied': (world: World) => world.setGuarded(true),
} as const

function free(world: World) {
  world.setLocked(false)
  world.setGuarded(false)
}

async function signedInBefore() {
  const world = createWorld({ pinLifeMs: 20_000 })
  await world.clock.advance(500)
  world.signIn().start()
  await world.clock.advance(1_000)
  world.approve(world.livePins()[0]!, 'Ada')
  await world.clock.advance(5_000)
  return world
}

it.each([
  ['keychain-locked', 'keychain-denied'],
  ['keychain-denied', 'keychain-locked'],
] as const)('says within a minute that it is %s no longer but %s, and asks nobody', async (before, after) => {
  const world = await signedInBefore()
  troubles[before](world)
  world.crash()
  await world.clock.advance(1_000)
  expect(stage(world.signIn().state())).toEqual({ kind: 'signed-out', problem: before })
  const asked = world.prompts.length
  await world.clock.advance(10 * MINUTE)
  free(world)
  troubles[after](world)
  await world.clock.advance(MINUTE)
  expect([stage(world.signIn().state()), world.prompts.length]).toEqual([
    { kind: 'signed-out', problem: after },
    asked,
  ])
  free(world)
  await world.clock.advance(MINUTE)
  expect(stage(world.signIn().state())).toMatchObject({ kind: 'signed-in' })
})

it('is not troubled again and again where it is told what it knows', async () => {
  const world = await signedInBefore()
  world.setLocked(true)
  world.crash()
  await world.clock.advance(1_000)
  let changes = 0
  world.signIn().subscribe(() => void changes++)
  await world.clock.advance(60 * MINUTE)
  expect([changes, stage(world.signIn().state())]).toEqual([
    0,
    { kind: 'signed-out', problem: 'keychain-locked' },
  ])
})
