import { second } from './units.ts'
import type { World } from './world.ts'

/** Answers or dismisses each dialog that asks for the keyring's password. An answer opens the keyring. */
export async function seeToDialogs(world: World): Promise<void> {
  const { keyringPrompt } = world.desktop
  while (keyringPrompt.count() > 0) {
    await (world.random.chance(0.5) ? keyringPrompt.answer() : keyringPrompt.dismiss())
    await world.life.pass(second)
  }
}

/** Opens the keyring as signing in to the desktop does; dialogs that are still open are closed. */
export async function openKeyring(world: World): Promise<void> {
  const { keychain, keyringPrompt } = world.desktop
  if (await keychain.isLocked()) await keychain.unlock()
  while (keyringPrompt.count() > 0) await keyringPrompt.dismiss()
  world.lockedUntil = null
  world.keyringOpenSince = world.life.elapsed()
  await world.life.pass(second)
}
