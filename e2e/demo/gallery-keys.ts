import type { RunningApp } from '../world/app.ts'
import { keysIn } from '../world/keys.ts'
import { eventually } from '../world/eventually.ts'
import { windowOf } from '../world/window.ts'
import type { Album, Sight } from './album.ts'
import type { World } from './world.ts'

const signedIn = { state: 'signed-in', problem: '' } as const satisfies Partial<Sight>

/** Keys of programs: none, some, and each way to another. Somebody is signed in. */
export async function keysOfPrograms(world: World, album: Album, app: RunningApp): Promise<void> {
  const { simulator, tray } = world
  await tray.waitForLabel('Servers')
  await tray.click('Keys…')
  const keys = keysIn(windowOf(app), tray)
  const page = await keys.page()
  await page.getByTestId('keys').waitFor()
  await album.take({ name: '37-no-keys', ...signedIn }, app)

  await page.getByTestId('new-key').click()
  await page.getByTestId('key-name').fill('Kometa on the NAS')
  await page.getByTestId('key-program').selectOption({ label: 'Kometa' })
  await page.getByTestId('key-server').selectOption({ label: 'Attic' })
  await album.take({ name: '38-new-key', ...signedIn }, app)
  await page.getByTestId('create-key').click()
  await page.getByTestId('key-page').waitFor()
  await page.getByTestId('find-addresses').click()
  await page.getByTestId('key-address').waitFor()
  await album.take({ name: '39-key', ...signedIn }, app)

  await keys.done()
  for (const name of ['Tautulli', 'backup.sh', 'Home Assistant']) {
    await keys.make(name)
    if (name !== 'backup.sh') await page.getByTestId('copy-key').click()
    await keys.done()
  }
  const alive = page.locator('[data-testid=key][data-state=alive]')
  await eventually('keys that all live', async () => (await alive.count()) === 4)
  await album.take({ name: '36-keys', ...signedIn }, app)
  await (await keys.row('Tautulli')).getByTestId('revoke-key').click()
  await album.take({ name: '40-revoking-a-key', ...signedIn }, app)
  await page.getByTestId('keep-key').click()
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  // Takes the focus, and its outline, from the way to the keys.
  await page.getByRole('heading', { name: /^Keys/ }).click()
  await album.take({ name: '44-keys-at-home', ...signedIn }, app)
  await page.getByTestId('sign-out').click()
  await album.take({ name: '42-signing-out-with-keys', ...signedIn }, app)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await keys.open()

  simulator.configure({ linking: 'refused' })
  await keys.create('PlexTraktSync')
  await page.getByTestId('by-hand').waitFor()
  await album.take({ name: '41-key-by-code', ...signedIn }, app)
  await page.getByTestId('cancel-key').click()
  simulator.configure({ linking: 'open' })
}
