import { serverId, sharedAccessToken } from '../../simulator/resources-content.ts'
import { flatten } from '../world/dbus-menu.ts'
import { filesHolding, heapHolds } from '../world/leaks.ts'
import { expect, test } from '../world/test.ts'
import type { Tray } from '../world/tray.ts'

/** What a person reads in the submenu of servers. */
async function servers(tray: Tray): Promise<readonly string[]> {
  const { children } = await tray.waitForLabel('Servers')
  return flatten(children)
    .filter(({ type }) => type === 'standard')
    .map(({ label }) => label)
}

test('shows the servers of the account in the tray, and opens one in the browser', async ({
  launch,
  tray,
  person,
  simulator,
  desktop,
}) => {
  await launch()
  simulator.configure({ resourcesShape: 'varied' })
  await person.signIn()
  expect(await servers(tray)).toEqual([
    '🎬 Séries & films 👩‍👧',
    'A server whose name does not end and do…',
    'Attic 9',
    'Attic 10',
    'Cellar (offline)',
    'Twin',
    'Twin',
    'خادم المنزل',
    '\u2068Films أفلام 🎬 סרטים\u2069 – shared by \u2068ليلى 👩‍🚀\u2069 (offline)',
    'Grace’s films – shared by grace',
    'Zoo – shared',
  ])
  await tray.click('Attic 9')
  await expect
    .poll(() => desktop.openedUrls())
    .toEqual([`https://app.plex.tv/desktop/#!/media/${serverId('Attic 9')}/com.plexapp.plugins.library`])
})

test('has the rest of 200 servers in the window', async ({ app, tray, person, simulator, window }) => {
  simulator.configure({ resourcesShape: 'many' })
  await person.signIn()
  expect((await servers(tray)).slice(20)).toEqual(['All 200 servers…'])
  await window.close()
  await app.noWindow()
  await tray.click('All 200 servers…')
  await app.window()
  expect(await app.windowCount()).toBe(1)
})

test('asks plex.tv for the servers once for each confirmation, and forgets them at sign-out', async ({
  launch,
  tray,
  person,
  simulator,
}) => {
  await launch()
  const token = await person.signIn()
  expect(await servers(tray)).toEqual(['Attic', 'Old box (offline)', 'Grace’s films – shared by grace'])
  const asked = (route: string) => simulator.log.filter(request => request.route === route)
  expect(asked('resources').map(({ status, query }) => [status, query])).toEqual([[200, {}]])
  expect(asked('user')).toHaveLength(1)
  await person.signOut(token)
  expect(await tray.labels()).not.toContain('Servers')
})

test('keeps the tokens and addresses of servers out of the page, the disk and the output', async ({
  app,
  tray,
  person,
  simulator,
  desktop,
}) => {
  const [ada] = simulator.accounts()
  const secrets = [sharedAccessToken(ada!), '203.0.113.20', 'plex.direct']
  await person.signIn()
  await tray.waitForLabel('Servers')
  const window = await app.window()
  // The search works: the name, which the page may know, is found in the same way.
  await expect.poll(() => heapHolds(window, 'Old box')).toBe(true)
  expect(await Promise.all(secrets.map(secret => heapHolds(window, secret)))).toEqual([false, false, false])
  await person.quit()
  await app.exit()
  for (const secret of secrets) {
    expect(app.output()).not.toContain(secret)
    expect(await filesHolding(desktop.home, secret)).toEqual([])
  }
})
