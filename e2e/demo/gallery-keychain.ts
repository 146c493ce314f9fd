import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { RunningApp } from '../app.ts'
import type { Desktop } from '../desktop.ts'
import type { Album } from './album.ts'
import type { World } from './world.ts'

const signIn = 'Sign in to Plex…'

/** Started while the keychain is silent, then locked, and then without plex.tv. At the end nobody is signed in. */
export async function afterARestart(world: World, album: Album): Promise<void> {
  const { simulator, desktop, tray } = world
  await desktop.keychain.lock()
  const app = await withSilentKeychain(desktop, async () => {
    const started = await world.launch()
    await tray.activate()
    await album.take({ name: '08-restoring', state: 'restoring', problem: '' }, started)
    return started
  })
  const window = await app.window()
  void desktop.keyringPrompt.dismiss().catch(() => undefined)
  await album.take({ name: '11-keychain-locked', state: 'signed-out', problem: 'keychain-locked' }, app)

  await desktop.keychain.unlock()
  const outage = simulator.fault('user', { kind: 'unavailable' }, Infinity)
  await window.getByRole('button', { name: 'Try again' }).click()
  await album.take({ name: '12-signed-in-unconfirmed', state: 'signed-in', problem: 'service' }, app)
  outage.clear()

  await withSilentKeychain(desktop, async () => {
    await tray.click('Sign out')
    await album.take({ name: '09-signing-out', state: 'signing-out', problem: '' }, app)
  })
  await tray.waitForLabel(signIn)
  await app.quit()
}

/** The choice of a person who has no keychain, and what it leads to. */
export async function withoutKeychain(
  { simulator, desktop, tray, person }: World,
  album: Album,
  app: RunningApp,
): Promise<void> {
  await desktop.keychain.stop()
  const previous = simulator.latestPin()?.code
  await tray.click(signIn)
  await album.take({ name: '23-keychain-missing', state: 'signed-out', problem: 'keychain-missing' }, app)
  await tray.click('Sign in until you quit')
  const { code } = await person.waitForCode(previous)
  person.approve(code)
  await (await app.window()).getByText('Grace’s films').waitFor()
  await album.take({ name: '10-kept-in-memory', state: 'signed-in', problem: '' }, app)
}

/** Cuts the settings file short, as a computer that lost its power does. */
export async function breakSettings({ desktop }: World): Promise<void> {
  const file = path.join(desktop.configHome, 'Latchkey/settings.json')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.slice(0, -10))
}

/** Takes the token out of the keychain behind the app's back. */
export const emptyKeychain = ({ desktop }: World): Promise<void> =>
  desktop.keychain.clear('Latchkey', 'plex-token')

/** While the work is done, the keychain takes calls and does not answer. The app gives each up after 5 s. */
export async function withSilentKeychain<T>({ keychain }: Desktop, work: () => Promise<T>): Promise<T> {
  keychain.pause()
  try {
    return await work()
  } finally {
    keychain.resume()
  }
}
