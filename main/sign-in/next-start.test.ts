import { expect, it } from 'vitest'
import { stage } from './state.ts'
import { createWorld } from './world.fake.ts'

type World = ReturnType<typeof createWorld>

/** As the companion does it where the keychain is found open. */
async function unlock(world: World) {
  world.setLocked(false)
  if (world.signIn().wantsKeychain()) world.signIn().keychainOpened()
  await world.clock.advance(10_000)
}

async function signIn(world: World, account: string) {
  world.signIn().start()
  await world.clock.advance(1_000)
  const token = world.approve(world.livePins()[0]!, account)
  await world.clock.advance(5_000)
  return token
}

/** Ada's token lies in the keychain, which is locked as the app starts; Bob signs in and out beside it. */
async function bobBesideAda() {
  const world = createWorld({ pinLifeMs: 20_000 })
  await world.clock.advance(500)
  const ada = await signIn(world, 'Ada')
  world.setLocked(true)
  world.crash()
  await world.clock.advance(1_000)
  expect(stage(world.signIn().state())).toEqual({ kind: 'signed-out', problem: 'keychain-locked' })
  const bob = await signIn(world, 'Bob')
  expect(stage(world.signIn().state())).toMatchObject({ kind: 'signed-in', kept: 'keychain-locked' })
  return { world, ada, bob }
}

const nobody = { kind: 'signed-out', problem: null }

it.each([
  ['at once', async (world: World) => unlock(world)],
  [
    'in the next run, open when it starts',
    async (world: World) => {
      await world.quit()
      await unlock(world)
    },
  ],
  [
    'after a crash',
    async (world: World) => {
      world.crash()
      await world.clock.advance(1_000)
      await unlock(world)
    },
  ],
  [
    'after two more runs with the keychain locked',
    async (world: World) => {
      await world.quit()
      await world.quit()
      await unlock(world)
    },
  ],
])('whoever signs out signs out all: the token behind the lock is revoked %s', async (_when, opens) => {
  const { world, ada, bob } = await bobBesideAda()
  world.signIn().signOut()
  await world.clock.advance(5_000)
  expect([stage(world.signIn().state()), world.liveTokens()]).toEqual([nobody, [ada]])
  const asked = world.prompts.length
  await opens(world)
  await world.clock.advance(60_000)
  expect([stage(world.signIn().state()), world.liveTokens(), world.items.has('plex-token')]).toEqual([
    nobody,
    [],
    false,
  ])
  expect([
    world.checks.some(({ token, at }) => token === ada && at > world.clock.now() - 60_000),
    bob,
  ]).toEqual([false, bob])
  expect(world.prompts.length).toBe(asked)
})

it('signs nobody in at a start with the keychain still locked, and says nothing of a lock', async () => {
  const { world } = await bobBesideAda()
  world.signIn().signOut()
  await world.clock.advance(5_000)
  await world.quit()
  expect(stage(world.signIn().state())).toEqual(nobody)
})

it('is revoked once, though plex.tv has been told before the keychain hands out its token', async () => {
  const world = createWorld({ pinLifeMs: 20_000 })
  await world.clock.advance(500)
  const ada = await signIn(world, 'Ada')
  world.setDown(true)
  world.setKeeping(true)
  world.signIn().signOut()
  await world.clock.advance(1_000)
  world.setDown(false)
  world.setTokenTakesMs(1_000)
  world.crash()
  world.setKeeping(false)
  await world.clock.advance(60_000)
  expect([world.revocations, world.liveTokens(), world.items.size]).toEqual([[ada], [], 0])
})

it('keeps a new session apart from what is left behind the lock', async () => {
  const { world, ada } = await bobBesideAda()
  world.signIn().signOut()
  await world.clock.advance(5_000)
  const eve = await signIn(world, 'Eve')
  await unlock(world)
  await world.clock.advance(60_000)
  expect([world.liveTokens(), world.items.get('plex-token')]).toEqual([[eve], eve])
  expect(world.liveTokens()).not.toContain(ada)
  await world.quit()
  expect(stage(world.signIn().state())).toMatchObject({ kind: 'signed-in', account: { name: 'Eve' } })
})

it('signs in again who was signed in before, where somebody else only quit', async () => {
  const { world, ada } = await bobBesideAda()
  await world.quit()
  await unlock(world)
  expect(stage(world.signIn().state())).toMatchObject({ kind: 'signed-in', account: { name: 'Ada' } })
  expect(world.items.get('plex-token')).toBe(ada)
})

it('takes away a dead token that the keychain would not let go of', async () => {
  const world = createWorld({ pinLifeMs: 20_000 })
  await world.clock.advance(500)
  await signIn(world, 'Ada')
  world.endFromOutside()
  world.signIn().doubted()
  await world.clock.advance(9_000)
  // Locked between the second refusal's question and its erasure.
  world.signIn().subscribe(state => void (state.sessions.session === null && world.setLocked(true)))
  await world.clock.advance(10_000)
  expect([stage(world.signIn().state()), world.items.has('plex-token')]).toEqual([
    { kind: 'signed-out', problem: 'refused' },
    true,
  ])
  expect(world.prompts).toEqual([])
  await world.quit()
  expect(stage(world.signIn().state())).toEqual(nobody)
  await unlock(world)
  expect(world.items.has('plex-token')).toBe(false)
})

it('asks nobody for a password where a sign-in is approved late', async () => {
  const world = createWorld({ pinLifeMs: 120_000 })
  await world.clock.advance(500)
  world.signIn().start()
  await world.clock.advance(100_000)
  const [cancelled] = world.livePins()
  world.signIn().cancel()
  world.signIn().start()
  await world.clock.advance(1_000)
  world.approve(world.livePins().at(-1)!, 'Ada')
  await world.clock.advance(5_000)
  world.setLocked(true)
  world.approve(cancelled!, 'Bob')
  await world.clock.advance(5_000)
  expect([world.signIn().state().attempts.claims, world.prompts]).toMatchObject([
    [{ account: { name: 'Bob' } }],
    [],
  ])
})

it('is signed out where the keychain does not let go of a token whose sign-out a crash cut short', async () => {
  const world = createWorld({ pinLifeMs: 20_000 })
  await world.clock.advance(500)
  await signIn(world, 'Ada')
  world.setDown(true)
  world.signIn().signOut()
  await world.clock.advance(100)
  expect([world.items.get('unfinished'), world.items.has('plex-token')]).toEqual([
    expect.stringContaining('Ada'),
    true,
  ])
  world.setKeeping(true)
  world.crash()
  await world.clock.advance(1_000)
  expect(stage(world.signIn().state())).toEqual(nobody)
  world.setDown(false)
  await world.quit()
  expect([stage(world.signIn().state()), world.items.has('plex-token')]).toEqual([nobody, true])
  world.setKeeping(false)
  await unlock(world)
  expect([stage(world.signIn().state()), world.items.has('plex-token'), world.liveTokens()]).toEqual([
    nobody,
    false,
    [],
  ])
})

/** Ada's token is in the keychain, and so is still its PIN: the keychain was locked in between. */
async function signedInWithItsPin() {
  const world = createWorld({ pinLifeMs: 20_000 })
  await world.clock.advance(500)
  world.signIn().start()
  await world.clock.advance(1_000)
  const ada = world.approve(world.livePins()[0]!, 'Ada')
  while (!world.items.has('plex-token')) await world.clock.advance(1)
  world.setLocked(true)
  await world.clock.advance(1_000)
  expect([stage(world.signIn().state()).kind, world.items.has('unfinished')]).toEqual(['signed-in', true])
  return { world, ada }
}

const ENDS: Readonly<Record<string, (world: World) => unknown>> = {
  'a quit': world => world.quit(),
  'a crash': world => world.crash(),
}

it.each(
  Object.entries(ENDS).flatMap(([end, ends]) =>
    [true, false].flatMap(isDown =>
      [true, false].flatMap(opensLater =>
        [true, false].map(keeps => ({ end, ends, isDown, opensLater, keeps })),
      ),
    ),
  ),
)(
  'stays signed out though its PIN can still be read, after $end (plex.tv down: $isDown, unlocked later: $opensLater, not let go of: $keeps)',
  async ({ ends, isDown, opensLater, keeps }) => {
    const { world, ada } = await signedInWithItsPin()
    world.setDown(isDown)
    world.signIn().signOut()
    await world.clock.advance(500)
    world.setKeeping(keeps)
    if (!opensLater) world.setLocked(false)
    const asked = world.checks.length
    await ends(world)
    world.setDown(false)
    await world.clock.advance(200)
    await unlock(world)
    const kinds = new Set<string>()
    for (let ms = 0; ms < 60_000; ms += 100) {
      await world.clock.advance(100)
      kinds.add(stage(world.signIn().state()).kind)
    }
    expect({ kinds: [...kinds], checked: world.checks.length - asked, alive: world.liveTokens() }).toEqual({
      kinds: ['signed-out'],
      checked: 0,
      alive: [],
    })
    expect([world.signIn().state().attempts, world.items.has('plex-token'), ada]).toMatchObject([
      { watches: [], claims: [] },
      keeps,
      ada,
    ])
  },
)
