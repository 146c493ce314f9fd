import { describe, expect, it } from 'vitest'
import { createFaultyWorld, type Fault, faults, HELD, REPLACED } from './faults.fake.ts'
import { stage } from '../sign-in/state.ts'
import { ACCOUNT } from './token-vault.ts'

const MINUTE_MS = 60_000

type World = ReturnType<typeof createFaultyWorld>

async function signedIn(world: World) {
  world.restart(HELD)
  // Long enough for plex.tv to be asked again.
  await world.clock.advance(6 * MINUTE_MS)
}

/** What is done while the fault is there, which begins in the middle of it. */
const scenarios = {
  async start(world: World, fault: Fault) {
    await signedIn(world)
    world.begin(fault)
    world.restart()
  },
  async save(world: World, fault: Fault) {
    world.begin(fault)
    world.approve()
    world.signIn().start()
  },
  async check(world: World, fault: Fault) {
    await signedIn(world)
    world.begin(fault)
    world.signIn().tryNow()
  },
  async 'sign-out'(world: World, fault: Fault) {
    await signedIn(world)
    world.begin(fault)
    world.signIn().signOut()
  },
  async keep(world: World, fault: Fault) {
    world.begin('locked')
    world.approve()
    world.signIn().start()
    await world.clock.advance(MINUTE_MS)
    world.begin(fault)
    world.signIn().keychainOpened()
  },
}

type Scenario = keyof typeof scenarios
type Outcome = readonly [state: string, ...owners: string[]]

const stored: Outcome = ['signed-in keychain', 'keychain']
const emptied: Outcome = ['signed-out keychain-emptied']
const signedOut: Outcome = ['signed-out']
const replaced: Outcome = ['signed-in keychain']

/** What becomes of it within half a minute, and what once the fault is over. */
const always = (during: Outcome, after = during) => ({ during, after })

/** What is said while the keychain does not hand out or take the token. */
const said: Partial<Record<Fault, string>> = {
  throws: 'keychain-denied',
  rejects: 'keychain-denied',
  hangs: 'keychain-silent',
  asks: 'keychain-asking',
  locked: 'keychain-locked',
  guarded: 'keychain-denied',
  untold: 'keychain-locked',
}

/** The same where nobody is asked, by a check or a look. */
const saidUnasked = { ...said, asks: 'keychain-locked', 'asked-late': 'keychain-locked' }

const outcomes: Record<Scenario, (fault: Fault) => { during: Outcome; after: Outcome }> = {
  start: fault => {
    if (fault === 'replaced') return always(replaced)
    if (fault === 'garbage' || fault === 'deleted') return always(emptied)
    return said[fault] === undefined
      ? always(stored)
      : always([`signed-out ${said[fault]}`, 'keychain'], stored)
  },
  save: fault => kept(fault === 'lies' ? 'unseen' : said[fault]),
  check: fault => {
    if (fault === 'replaced') return always(replaced)
    if (fault === 'garbage' || fault === 'deleted') return always(emptied)
    // It was handed out in this run.
    const why = fault === 'guarded' ? undefined : saidUnasked[fault]
    return why === undefined ? always(stored) : always([`signed-in keychain ${why}`, 'keychain'], stored)
  },
  // The session is over at once, and its token is revoked; what the keychain does not let go of is taken out later.
  'sign-out': fault =>
    said[fault] === undefined ? always(signedOut) : always(['signed-out', 'keychain'], signedOut),
  keep: fault => kept(fault === 'lies' ? 'unseen' : saidUnasked[fault]),
}

const kept = (why: string | undefined) =>
  why === undefined ? always(stored) : always([`signed-in ${why}`, 'memory'], stored)

describe.each(Object.keys(scenarios) as Scenario[])('a keychain of faults, at the %s', scenario => {
  it.each(Object.keys(faults) as Fault[])('loses no token, and tells the truth: %s', async fault => {
    const world = createFaultyWorld()
    await world.clock.advance(1_000)
    const outcome = async () => [world.state(), ...(await world.owners(HELD))]
    await scenarios[scenario](world, fault)
    await world.clock.advance(30_000)
    const during = await outcome()
    await world.end()
    expect({ during, after: await outcome() }).toEqual(outcomes[scenario](fault))

    // Whatever is still signed in can be signed out of.
    const token = world.items.get(ACCOUNT)
    world.signIn().signOut()
    await world.clock.advance(MINUTE_MS)
    const isSignedIn = token === HELD || token === REPLACED
    expect({
      kind: stage(world.signIn().state()).kind,
      revoked: isSignedIn ? !world.alive.has(token) : null,
      stored: world.items.has(ACCOUNT) && isSignedIn,
      sent: [...new Set(world.sent)].filter(sent => sent !== HELD && sent !== REPLACED),
    }).toEqual({ kind: 'signed-out', revoked: isSignedIn || null, stored: false, sent: [] })
  })
})

it('asks nobody for the password of a locked keychain by itself, however long it is locked', async () => {
  const world = createFaultyWorld()
  await signedIn(world)
  world.begin('locked')
  for (let hour = 0; hour < 30; hour++) {
    await world.clock.advance(60 * MINUTE_MS)
    world.signIn().resumed(MINUTE_MS)
  }
  expect({ state: world.state(), prompts: world.prompts() }).toEqual({
    state: 'signed-in keychain keychain-locked',
    prompts: 0,
  })
  world.signIn().tryNow()
  await world.clock.advance(1_000)
  expect(world.prompts()).toBe(1)
})
