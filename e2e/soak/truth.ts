import { minute } from './units.ts'
import { expect } from '../world/test.ts'
import { windowOf } from '../world/window.ts'
import { measure } from './measure.ts'
import { misconduct } from './promises.ts'
import { signOut } from './rest.ts'
import { tellTimers } from './timers.ts'
import { living, tellOrphan, unowned } from './tokens.ts'
import type { World } from './world.ts'

/** Signed in, with no window, and nothing left to be done: only the daily check is to come. */
export async function expectRest(world: World): Promise<void> {
  await expectTimers(world, 1, 'timers at rest, of which the daily check is the only one that should be')
  expect((await unowned(world)).map(tellOrphan), 'tokens without an owner').toEqual([])
  expect(misconduct(world), 'what the app did to plex.tv').toEqual([])
}

/** At rest: everything that is shown and kept is true. */
export async function expectSignedInTruth(world: World): Promise<void> {
  const { desktop, simulator, tray, people, life } = world
  const [ada] = people
  await expectRest(world)
  const [mine, ...others] = living(world)
  expect(others.map(tellOrphan), 'tokens beside the one of this sign-in').toEqual([])
  expect(await keptItems(world), 'what the keychain keeps').toEqual([['plex-token', mine?.token]])
  const devices = simulator.devices(ada!).map(({ token }) => token)
  expect(devices, 'the devices at plex.tv, of which this is one').toEqual([mine?.token])
  await tray.waitForLabel('Signed in as Ada Lovelace')

  await tray.activate()
  const window = windowOf(life.app())
  await window.shows('signed-in')
  await window.says('Ada Lovelace')
  expect(await desktop.keychain.isLocked()).toBe(false)
}

/** Signed out at last: nothing is kept, nothing lives, nothing is left to be done. */
export async function expectSignedOutTruth(world: World): Promise<void> {
  const { simulator, tray, people } = world
  await signOut(world)
  expect(await keptItems(world), 'what the keychain keeps').toEqual([])
  expect(living(world).map(tellOrphan), 'tokens that outlive the sign-out').toEqual([])
  // Of others there may be devices with tokens that were approved while the app could not ask for them.
  expect(simulator.devices(people[0]!), 'the devices of who was signed in, at plex.tv').toEqual([])
  // The process of the keychain ends half a minute after it was asked last.
  await world.life.pass(minute)
  await expectTimers(world, 0, 'timers of an app that is signed out and has nothing to do')
  await tray.offersSignIn()
  const identifiers = new Set(simulator.log.map(({ headers }) => headers['x-plex-client-identifier']))
  expect(identifiers.size, 'client identifiers').toBe(1)
  expect(misconduct(world), 'what the app did to plex.tv').toEqual([])
}

async function expectTimers(world: World, count: number, what: string): Promise<void> {
  expect(await tellTimers(world), what).toHaveLength(count)
  const { resources } = await measure(world)
  expect(resources['Timeout'] ?? 0, `${what}, as Node counts them`).toBe(count)
}

const keptItems = async ({ desktop }: World) =>
  (await desktop.keychain.all()).map(({ attributes, secret }) => [attributes['account'], secret])
