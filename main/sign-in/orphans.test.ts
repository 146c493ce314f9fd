import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countReached } from '../../common/reached.fake.ts'
import { MINT_EVERY_MS } from '../attempt/limits.ts'
import { LEAST_BETWEEN_CHECKS_MS } from '../session/limits.ts'
import { stage } from './state.ts'
import { tokensOfKeys } from '../keys/keys-world.fake.ts'
import { createWorld, SEALED_MS } from './world.fake.ts'

/** Many are lived through by hand, as in `HISTORIES=50000 npx vitest run main/sign-in/orphans -t history`. */
const numRuns = Number(process.env['HISTORIES'] ?? 300)

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
  fc.record({ kind: fc.constantFrom('ended', 'unlock', 'refresh') }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('cut-short'),
      what: fc.constantFrom('keep', 'revoke', 'sign-out', 'disown'),
      isDown: fc.boolean(),
      ms: fc.integer({ min: 0, max: 600 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('new-key'), name: fc.constantFrom('Kometa', 'Tautulli', 'x') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('revoke-key', 'end-key', 'replace-key', 'cancel-key'),
      which: fc.nat(7),
    }),
  },
  fc.record({
    kind: fc.constantFrom('revoke-keys', 'links', 'no-links', 'no-links', 'keep-key', 'take-key-back'),
  }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('lock', 'guard') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('patient', 'patient', 'allow', 'deny') }) },
)

type World = ReturnType<typeof createWorld>

type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

const keysOf = (world: World) =>
  world.keys().view({
    now: world.clock.now(),
    calendar: world.clock.calendar(),
    qr: () => ({ path: '', modules: 21 }),
  })

/** As the companion does it where the keychain is found open. */
function wake(world: World) {
  world.signIn().resumed(0)
  if (world.signIn().wantsKeychain()) world.signIn().keychainOpened()
  if (world.keys().wantsKeychain()) world.keys().keychainOpened()
}

/** Until what was kept in memory is in the keychain. */
async function unlock(world: World) {
  world.setLocked(false)
  world.setGuarded(false)
  world.setPatient(false)
  world.answer(true)
  await world.clock.advance(1_000)
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
    .attempts.watches.some(({ pin }) => pin.id === pinId)

function isPossible(world: World, what: 'keep' | 'revoke' | 'sign-out' | 'disown'): boolean {
  const state = world.signIn().state()
  return what === 'keep' || what === 'revoke'
    ? state.attempts.claims.length > 0
    : stage(state).kind === 'signed-in'
}

async function live(world: World, event: Happening): Promise<void> {
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
    case 'cut-short':
      if (!isPossible(world, event.what)) return
      await unlock(world)
      await clock.advance(SEALED_MS)
      world.setDown(event.isDown)
      await live(world, { kind: event.what })
      await clock.advance(event.ms)
      world.crash()
      world.setDown(false)
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
    case 'guard':
      await unlock(world)
      await clock.advance(6_000)
      return world.setGuarded(true)
    case 'patient':
      return world.setPatient(true)
    case 'allow':
    case 'deny':
      return world.answer(event.kind === 'allow')
    case 'new-key':
      return world.keys().create({ name: event.name, preset: null, server: null })
    case 'cancel-key': {
      const { making } = keysOf(world)
      return making === null ? undefined : world.keys().cancel(making.id)
    }
    case 'revoke-key':
    case 'replace-key':
    case 'end-key': {
      const { list } = keysOf(world)
      const key = list[event.which % list.length]
      if (key === undefined) return
      if (event.kind === 'revoke-key') return world.keys().revoke(key.id)
      if (event.kind === 'replace-key') return world.keys().replace(key.id)
      const identifier = world.keyRecords.get().find(({ id }) => id === key.id)?.identifier
      return world.endFromOutside(device => device === identifier)
    }
    case 'revoke-keys':
      return void world.keys().revokeAll()
    case 'links':
    case 'no-links':
      return world.setLinks(event.kind === 'links')
    case 'keep-key':
    case 'take-key-back': {
      const question = world.keys().question()
      if (question !== null) world.keys().answer(question.id, event.kind === 'keep-key' ? 'keep' : 'revoke')
      return
    }
    case 'unlock':
      return unlock(world)
    case 'refresh': {
      const now = stage(world.signIn().state())
      return 'id' in now ? world.servers().refresh(now.id) : undefined
    }
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
  const now = stage(world.signIn().state())
  const name = now.kind === 'signed-in' ? now.account?.name : undefined
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
  // What has died since it was checked last.
  world.signIn().tryNow()
  await world.clock.advance(60_000)
  // Keys are checked once a day.
  await world.clock.advance(30 * 3_600_000)
}

for (const pinLifeMs of [20_000, 120_000]) {
  it(`leaves no token that nobody owns, in any history, with codes of ${pinLifeMs / 1_000} s`, async () => {
    const reached = {
      token: countReached(),
      claim: countReached(),
      servers: countReached(),
      dialog: countReached(),
      leftBehind: countReached(),
      key: countReached(),
      keyByHand: countReached(),
      cutShort: countReached(),
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { minLength: 60, maxLength: 90 }),
        fc.boolean(),
        async (history, keep) => {
          const world = createWorld({ pinLifeMs })
          await world.clock.advance(500)
          const seen = new Set<keyof typeof reached>()
          for (const event of history) {
            if (event.kind === 'cut-short' && isPossible(world, event.what)) seen.add('cutShort')
            await live(world, event)
            if (world.signIn().state().attempts.claims.length > 0) seen.add('claim')
            if (world.servers().state().list !== null) seen.add('servers')
            if (world.dialogs() > 0) seen.add('dialog')
            const { list, making } = keysOf(world)
            if (list.length > 0) seen.add('key')
            if (making !== null && making.byHand !== null) seen.add('keyByHand')
            const { kind } = stage(world.signIn().state())
            if (kind === 'signed-out' && !world.isClear()) seen.add('leftBehind')
            expect(serversOfOthers(world)).toEqual([])
            expect(world.dialogs()).toBeLessThanOrEqual(1)
          }
          if (world.pins.some(({ token }) => token !== null)) seen.add('token')
          for (const what of seen) reached[what].again()
          await settleAll(world, keep)

          const { claims, watches } = world.signIn().state().attempts
          const held = world.items.get('plex-token') ?? null
          expect({ claims, watches, owed: world.unfinished().get().owed }).toEqual({
            claims: [],
            watches: [],
            owed: [],
          })
          expect(world.items.has('unfinished')).toBe(false)
          const keys = [...world.items].filter(([account]) => account.startsWith('key:'))
          expect(world.liveTokens().toSorted()).toEqual(
            [...(held === null ? [] : [held]), ...tokensOfKeys(world.items)].toSorted(),
          )
          const listed = keysOf(world).list.filter(({ state }) => state !== 'dead')
          expect(listed.map(({ id, state }) => `key:${id} ${state}`).toSorted()).toEqual(
            keys.map(([account]) => `${account} alive`).toSorted(),
          )
          expect(stage(world.signIn().state()).kind).toBe(held === null ? 'signed-out' : 'signed-in')
        },
      ),
      { numRuns },
    )
    reached.token.atLeast(250)
    reached.claim.atLeast(50)
    reached.servers.atLeast(100)
    reached.dialog.atLeast(20)
    reached.leftBehind.atLeast(20)
    reached.key.atLeast(40)
    reached.keyByHand.atLeast(4)
    reached.cutShort.atLeast(50)
  }, 3_600_000)
}

it('never asks for two PINs within five seconds while it runs', async () => {
  const reached = countReached()
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        happening.filter(({ kind }) => !['crash', 'cut-short', 'quit', 'locked-start'].includes(kind)),
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
  reached.atLeast(25)
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

it('loses no token that another takes the place of, wherever a crash comes between', async () => {
  const reached = countReached()
  for (let after = 0; after <= 600; after += 10) {
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
    const late = world.approve(cancelled!, 'Bob')
    await world.clock.advance(5_000)
    // Nothing but the keychain knows what has to be revoked.
    world.setDown(true)
    world.signIn().keepClaim()
    await world.clock.advance(after)
    if (world.items.get('plex-token') === late) reached.again()
    world.crash()
    world.setDown(false)
    await world.clock.advance(20_000)
    world.signIn().keepClaim()
    await world.clock.advance(20_000)
    expect([after, world.liveTokens(), world.items.get('plex-token')]).toEqual([after, [late], late])
  }
  reached.atLeast(10)
})

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
      expect(stage(world.signIn().state())).toEqual({ kind: 'signed-out', problem: null })
      expect([world.checks.length - asked, world.items.has('plex-token'), world.liveTokens()]).toEqual([
        0,
        false,
        [],
      ])
    }
    reached.atLeast(1)
  },
)
