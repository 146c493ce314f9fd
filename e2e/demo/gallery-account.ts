import type { Page } from 'playwright'
import type { RunningApp } from '../world/app.ts'
import { moveTime, type Time } from '../world/time.ts'
import type { Album, Sight } from './album.ts'
import { withSilentKeychain } from './gallery-keychain.ts'
import { answerWithServers, type MadeUpServer, manyServers, namedServers } from './server-answer.ts'
import type { World } from './world.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const signedIn = { state: 'signed-in', problem: '' } as const satisfies Partial<Sight>

/** The account, the question before it is signed in again, and the servers it may reach. */
export async function signingIn(world: World, album: Album, app: RunningApp): Promise<void> {
  const { simulator, desktop, person } = world
  simulator.configure({ userShape: 'plex-pass' })
  const { code } = await person.startSignIn()
  await withSilentKeychain(desktop, async () => {
    person.approve(code)
    await album.take({ name: '06-saving', state: 'saving', problem: '' }, app)
  })
  const window = await app.window()
  await window.getByText('Grace’s films').waitFor()
  await window.getByText('Your sign-in is in your system keychain').waitFor()
  await album.take({ name: '07-signed-in', ...signedIn }, app)

  await window.getByTestId('account-menu').click()
  await album.take({ name: '52-account-menu', ...signedIn }, app)
  await window.getByRole('menuitem', { name: 'Sign in again…' }).click()
  await album.take({ name: '27-sign-in-again', ...signedIn }, app)
  await window.getByTestId('sign-in-again').getByRole('button', { name: 'Cancel' }).click()

  await withServers(world, window, manyServers, async () => {
    await album.take({ name: '20-many-servers', ...signedIn }, app)
    await window.getByTestId('open-servers').click()
    await album.take({ name: '43-all-servers', ...signedIn }, app)
    await window.getByRole('searchbox', { name: 'Filter servers' }).fill('Attic 1')
    await album.take({ name: '33-filtered-servers', ...signedIn }, app)
    await window.getByRole('button', { name: 'Back' }).click()
  })
  await withServers(world, window, [], () => album.take({ name: '22-no-servers', ...signedIn }, app))
}

async function withServers(
  { simulator }: World,
  window: Page,
  servers: readonly MadeUpServer[],
  work: () => Promise<void>,
): Promise<void> {
  const answers = answerWithServers(simulator, servers)
  await window.getByRole('button', { name: 'Refresh' }).click()
  await window.getByRole('heading', { name: `Servers ${servers.length}` }).waitFor()
  await work()
  answers.clear()
}

/** What hours and days do to a sign-in. At the end somebody is signed in. */
export async function overTime(world: World, album: Album, app: RunningApp): Promise<void> {
  const { simulator, tray, person } = world
  await tray.offersSignIn()
  const time = await moveTime(app, simulator)
  const token = await person.signIn(undefined, { time })
  await time.pass(3 * hour)
  simulator.pause()
  await tray.click('Check now')
  // Until the app itself would wait five minutes for its next try.
  await time.pass(30 * minute)
  await album.take({ name: '19-plex-unreachable', state: 'signed-in', problem: 'connection' }, app)

  simulator.resume()
  simulator.revoke(token)
  await time.pass(6 * minute)
  await album.take({ name: '28-refused', state: 'signed-out', problem: 'refused' }, app)

  await withNames(world, album, app, time)
  await signOutUnheard(world, album, app, time)
  await person.signIn(undefined, { time })
}

async function withNames(
  { simulator, person }: World,
  album: Album,
  app: RunningApp,
  time: Time,
): Promise<void> {
  const account = simulator.account({ username: 'liora', title: 'ליאורה כהן', more: { home: true } })
  const answers = answerWithServers(simulator, namedServers)
  await person.signIn(account, { time })
  await (await app.window()).getByText('خادم المنزل').waitFor()
  await album.take({ name: '21-names', ...signedIn }, app)
  answers.clear()
}

async function signOutUnheard(
  { simulator, tray }: World,
  album: Album,
  app: RunningApp,
  time: Time,
): Promise<void> {
  const window = await app.window()
  simulator.pause()
  await tray.click('Sign out')
  await window.getByTestId('sign-in').getByText('Plex has not been told yet').waitFor()
  await time.sleep(31 * day)
  // It is given up only after it was tried for an hour since.
  await time.pass(90 * minute)
  await window.getByTestId('sign-in').getByText('For 30 days Plex could not be told').waitFor()
  await album.take({ name: '25-revocation-given-up', state: 'signed-out', problem: '' }, app)
  simulator.resume()
}
