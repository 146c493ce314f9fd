import { expect } from '../test.ts'
import { measure } from './measure.ts'
import { misconduct } from './promises.ts'
import { signOut } from './rest.ts'
import { livingTokens } from './tokens.ts'
import type { World } from './world.ts'

const dailyCheck = 1

/** Signed in and at rest: everything that is shown and kept is true, and nothing is left to be done but the daily check. */
export async function expectSignedInTruth(world: World): Promise<void> {
  const { desktop, simulator, tray, people, life } = world
  const [ada] = people
  const [living, ...orphans] = livingTokens(world)
  expect(orphans, 'tokens without an owner').toEqual([])
  expect(await keptItems(world)).toEqual([['plex-token', living]])
  expect(simulator.devices(ada!).map(({ token }) => token)).toEqual([living])
  await tray.waitForLabel('Signed in as Ada Lovelace')
  expect((await measure(world)).resources['Timeout']).toBe(dailyCheck)

  await tray.activate()
  const window = await life.app().window()
  await expect(window.getByTestId('sign-in')).toHaveAttribute('data-state', 'signed-in')
  await expect(window.getByTestId('sign-in')).toHaveAttribute('data-problem', '')
  await expect(window.getByText('Ada Lovelace')).toBeVisible()
  expect(await desktop.keychain.isLocked()).toBe(false)
  await expectGoodConduct(world)
}

/** Signed out at last: nothing is kept, nothing lives, nothing is left to be done. */
export async function expectSignedOutTruth(world: World): Promise<void> {
  const { simulator, tray, people } = world
  await signOut(world)
  expect(await keptItems(world)).toEqual([])
  expect(livingTokens(world)).toEqual([])
  expect(simulator.devices(people[0]!)).toEqual([])
  expect((await measure(world)).resources['Timeout'] ?? 0).toBe(0)
  await tray.waitForLabel('Sign in to Plex…')
  const identifiers = new Set(simulator.log.map(({ headers }) => headers['x-plex-client-identifier']))
  expect(identifiers.size, 'client identifiers').toBe(1)
  await expectGoodConduct(world)
}

async function expectGoodConduct(world: World): Promise<void> {
  expect(misconduct(world), 'what the app did to plex.tv').toEqual([])
}

const keptItems = async ({ desktop }: World) =>
  (await desktop.keychain.all()).map(({ attributes, secret }) => [attributes['account'], secret])
