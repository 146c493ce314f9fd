import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { RunningApp } from '../world/app.ts'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import type { Album } from './album.ts'
import type { World } from './world.ts'

const signIn = 'Sign in to Plex…'

/** Started while the keychain is locked, and then without plex.tv. At the end nobody is signed in. */
export async function afterARestart(world: World, album: Album): Promise<void> {
  const { simulator, desktop, tray } = world
  await desktop.keychain.lock()
  const app = await world.launch()
  await tray.activate()
  await desktop.keyringPrompt.waitFor()
  await album.take({ name: '34-keychain-asking', state: 'signed-out', problem: 'keychain-asking' }, app)
  await desktop.keyringPrompt.dismiss()
  await album.take({ name: '11-keychain-locked', state: 'signed-out', problem: 'keychain-locked' }, app)

  const outage = simulator.fault('user', { kind: 'unavailable' }, Infinity)
  const window = await app.window()
  await withSilentKeychain(desktop, async () => {
    await window.getByRole('button', { name: 'Try again' }).click()
    await album.take({ name: '08-restoring', state: 'restoring', problem: '' }, app)
  })
  await openKeyring(world)
  await album.take({ name: '12-signed-in-unconfirmed', state: 'signed-in', problem: 'service' }, app)
  outage.clear()

  await withSilentKeychain(desktop, async () => {
    await tray.click('Sign out')
    await album.take({ name: '09-signing-out', state: 'signing-out', problem: '' }, app)
  })
  await tray.offersSignIn()
  await app.quit()
}

/** In the dialog, where the question has come to that. */
const openKeyring = ({ desktop: { keychain, keyringPrompt }, tray }: World): Promise<true> =>
  eventually('the token of an open keyring', async () => {
    if (keyringPrompt.count() > 0) await keyringPrompt.answer()
    else if (await keychain.isLocked()) await keychain.unlock()
    return (await tray.labels()).includes('Sign out')
  })

/** Signed in by a keychain that asks before it takes the key. At the end nobody is signed in. */
export async function whileItAsks(
  { desktop, tray, person }: World,
  album: Album,
  app: RunningApp,
): Promise<void> {
  const { code } = await person.startSignIn()
  await desktop.keychain.lock()
  person.approve(code)
  const window = await app.window()
  await window.getByTestId('asking-keychain').waitFor()
  await window.getByText('Grace’s films').waitFor()
  await album.take({ name: '35-keychain-asking-signed-in', state: 'signed-in', problem: '' }, app)
  await desktop.keyringPrompt.answer()
  await window.getByText('Your sign-in is in your system keychain').waitFor()
  await tray.click('Sign out')
  await tray.offersSignIn()
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

/** Cuts a file of the app short, as a computer that lost its power does. */
export async function cutShort({ desktop }: World, name: 'memory.json' | 'preferences.json'): Promise<void> {
  const file = path.join(desktop.configHome, 'Latchkey', name)
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.slice(0, -10))
}

/** Takes the token out of the keychain behind the app's back. */
export const emptyKeychain = ({ desktop }: World): Promise<void> =>
  desktop.keychain.clear('Latchkey', 'plex-token')

/** While the work is done, the keychain takes questions and does not answer. The app gives each up after 2 s. */
export async function withSilentKeychain<T>({ keychain }: Desktop, work: () => Promise<T>): Promise<T> {
  keychain.pause()
  try {
    return await work()
  } finally {
    keychain.resume()
  }
}
