import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countReached } from '../../common/reached.bench.ts'
import { LEAST_BETWEEN_CHECKS_MS, MINT_EVERY_MS } from './limits.ts'
import { createWorld, SEALED_MS } from './world.bench.ts'

const account = fc.constantFrom('Ada', 'Bob')

const happening = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.integer({ min: 100, max: 6_000 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('start') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel') }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('approve'), account, which: fc.nat(7) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('sign-out', 'disown') }) },
  fc.record({ kind: fc.constantFrom('keep', 'revoke', 'crash', 'quit', 'locked-start', 'hurry', 'wake') }),
  fc.record({ kind: fc.constant('outage'), ms: fc.integer({ min: 100, max: 3_000 }) }),
  fc.record({ kind: fc.constant('sleep'), ms: fc.integer({ min: 100, max: 100_000_000 }) }),
  fc.record({
    kind: fc.constant('calendar'),
    ms: fc.integer({ min: -100_000_000_000, max: 100_000_000_000 }),
  }),
  fc.record({ kind: fc.constantFrom('ended', 'lock', 'unlock', 'refresh') }),
)

type World = ReturnType<typeof createWorld>

type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

/** As the companion does it where the keychain is found open. */
function wake(world: World) {
  world.signIn().resumed(0)
  if (world.signIn().wantsKeychain()) world.signIn().keychainOpened()
}

/** Until what was kept in memory is in the keychain. */
async function unlock(world: World) {
  world.setLocked(false)
  wake(world)
  await world.clock.advance(1_000)
  // What was being stored when it opened is noticed by the next look at the keychain.
  wake(world)
  await world.clock.advance(5_000)
}

/** What an earlier run left in a keychain that is locked by now, nobody asks after. */
const isWatched = (world: World, pinId: number) =>
  world
    .signIn()
    .state()
    .watches.some(({ pin }) => pin.id === pinId)

async function live(world: World, event: Happening) {
  const { clock } = world
  switch (event.kind) {
    case 'wait':
      return clock.advance(event.ms)
    case 'start':
      return world.signIn().start()
    case 'cancel':
      return world.signIn().cancel()
    case 'approve': {
      const live = world.livePins().filter(pin => !world.isLocked() || isWatched(world, pin.id))
      const pin = live[event.which % live.length]
      if (pin !== undefined) world.approve(pin, event.account)
      return
    }
    case 'sign-out':
      return world.signIn().signOut()
    case 'disown':
      return world.signIn().disown()
    case 'keep':
      return world.signIn().keepClaim()
    case 'revoke':
      return world.signIn().revokeClaim()
    case 'hurry':
      return world.signIn().tryNow()
    case 'wake':
      return wake(world)
    case 'crash':
      // What an open keychain would have kept is lost by a locked one: it has to be open for a while before, and a crash
      // in the instant that sealing takes is told of nobody.
      await unlock(world)
      await clock.advance(SEALED_MS)
      world.crash()
      return clock.advance(100)
    case 'quit':
      await unlock(world)
      return world.quit()
    case 'locked-start':
      await unlock(world)
      world.setLocked(true)
      await world.quit()
      await clock.advance(1_000)
      world.setLocked(false)
      return wake(world)
    case 'sleep':
      // What was approved in the moment before could only be lost: plex.tv keeps it for ten seconds.
      await clock.advance(6_000)
      return world.sleep(event.ms)
    case 'calendar':
      return clock.setCalendar(event.ms)
    case 'ended':
      return world.endFromOutside()
    case 'lock':
      // What an earlier run left and was approved in the moment before could only be lost, too.
      await unlock(world)
      await clock.advance(6_000)
      return world.setLocked(true)
    case 'unlock':
      return unlock(world)
    case 'refresh':
      return world.servers().refresh()
    case 'outage':
      world.setDown(true)
      await clock.advance(event.ms)
      world.setDown(false)
      // Outages that follow each other at once could outlast the ten seconds for which plex.tv keeps a claimed PIN.
      return clock.advance(6_000)
  }
}

/** Servers that are shown beside an account which does not reach them. */
function serversOfOthers(world: World) {
  const { phase } = world.signIn().state()
  const name = phase.kind === 'signed-in' ? phase.account?.name : undefined
  return (world.servers().state().list ?? []).filter(server => server.name !== `Server of ${name}`)
}

/** Every PIN comes to its end, every question is answered, every debt is paid. */
async function settleAll(world: World, keep: boolean) {
  for (let round = 0; round < 12; round++) {
    await world.clock.advance(60_000)
    if (keep) world.signIn().keepClaim()
    else world.signIn().revokeClaim()
  }
  world.signIn().cancel()
  await unlock(world)
  await world.clock.advance(600_000)
  // The next start finds what lay behind a lock: when the person signed out of what came after it, or when a token that
  // plex.tv had refused was to be erased.
  if (world.signIn().state().phase.kind === 'signed-out' && world.remembered().tokenStored !== 'no')
    await world.quit()
  // What has died since it was checked last.
  world.signIn().tryNow()
  await world.clock.advance(60_000)
}

for (const pinLifeMs of [20_000, 120_000]) {
  it(`leaves no token that nobody owns, in any history, with codes of ${pinLifeMs / 1_000} s`, async () => {
    const reached = { token: countReached(), claim: countReached(), servers: countReached() }
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { minLength: 60, maxLength: 90 }),
        fc.boolean(),
        async (history, keep) => {
          const world = createWorld({ pinLifeMs })
          await world.clock.advance(500)
          const seen = new Set<keyof typeof reached>()
          for (const event of history) {
            await live(world, event)
            if (world.signIn().state().claims.length > 0) seen.add('claim')
            if (world.servers().state().list !== null) seen.add('servers')
            expect(serversOfOthers(world)).toEqual([])
          }
          if (world.pins.some(({ token }) => token !== null)) seen.add('token')
          for (const what of seen) reached[what].again()
          await settleAll(world, keep)

          const { phase, claims, watches } = world.signIn().state()
          const held = world.items.get('plex-token') ?? null
          expect({ claims, watches, owed: world.unfinished().get().owed }).toEqual({
            claims: [],
            watches: [],
            owed: [],
          })
          expect(world.items.has('unfinished')).toBe(false)
          expect(world.liveTokens()).toEqual(held === null ? [] : [held])
          expect(phase.kind).toBe(held === null ? 'signed-out' : 'signed-in')
        },
      ),
      { numRuns: 300 },
    )
    reached.token.atLeast(250)
    reached.claim.atLeast(50)
    reached.servers.atLeast(100)
  }, 120_000)
}

it('never asks for two PINs within five seconds while it runs', async () => {
  const reached = countReached()
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        happening.filter(({ kind }) => !['crash', 'quit', 'locked-start'].includes(kind)),
        { minLength: 60, maxLength: 90 },
      ),
      async history => {
        const world = createWorld({ pinLifeMs: 20_000 })
        await world.clock.advance(500)
        for (const event of history) await live(world, event)
        if (world.mints.length > 1) reached.again()
        world.mints
          .slice(1)
          .forEach((at, i) => expect(at - world.mints[i]!).toBeGreaterThanOrEqual(MINT_EVERY_MS))
      },
    ),
    { numRuns: 60 },
  )
  reached.atLeast(40)
}, 60_000)

it('asks plex.tv once in five minutes at most for a token that it has confirmed', async () => {
  const reached = countReached()
  const calm = happening
    .filter(({ kind }) => ['wait', 'hurry', 'wake', 'outage', 'calendar'].includes(kind))
    // Long enough for several checks.
    .map(event => (event.kind === 'wait' ? { ...event, ms: event.ms * 20 } : event))
  await fc.assert(
    fc.asyncProperty(fc.array(calm, { minLength: 60, maxLength: 90 }), async history => {
      const world = createWorld({ pinLifeMs: 20_000 })
      await world.clock.advance(500)
      world.signIn().start()
      await world.clock.advance(1_000)
      world.approve(world.livePins()[0]!, 'Ada')
      await world.clock.advance(5_000)
      for (const event of history) await live(world, event)
      if (world.checks.length > 1) reached.again()
      world.checks
        .slice(1)
        .forEach(({ at }, i) =>
          expect(at - world.checks[i]!.at).toBeGreaterThanOrEqual(LEAST_BETWEEN_CHECKS_MS),
        )
      expect(world.checks.length).toBeGreaterThan(0)
    }),
    { numRuns: 60 },
  )
  reached.atLeast(30)
}, 60_000)

it.each([true, false])(
  'is signed out after a sign-out that a crash cut short, wherever that was (plex.tv down: %s)',
  async isDown => {
    const reached = countReached()
    for (let after = 0; after <= 400; after += 10) {
      const world = createWorld({ pinLifeMs: 20_000 })
      await world.clock.advance(500)
      world.signIn().start()
      await world.clock.advance(1_000)
      const token = world.approve(world.livePins()[0]!, 'Ada')
      await world.clock.advance(5_000)
      world.setDown(isDown)
      world.signIn().signOut()
      await world.clock.advance(after)
      const isOwed = world.items.get('unfinished')?.includes(token) === true
      const isKept = world.items.has('plex-token')
      const isRevoked = !world.liveTokens().includes(token)
      if (isOwed && isKept) reached.again()
      world.crash()
      const asked = world.checks.length
      world.setDown(false)
      await world.clock.advance(10_000)
      if (!isOwed && !isRevoked && isKept) continue
      expect(world.signIn().state().phase).toEqual({ kind: 'signed-out', problem: null })
      expect([world.checks.length - asked, world.items.has('plex-token'), world.liveTokens()]).toEqual([
        0,
        false,
        [],
      ])
    }
    reached.atLeast(1)
  },
)
