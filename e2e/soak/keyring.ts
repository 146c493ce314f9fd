import { eventually } from '../world/eventually.ts'
import { second } from './units.ts'
import type { World } from './world.ts'

/** Answers or dismisses each dialog that asks for the keyring's password. An answer opens the keyring. */
export async function seeToDialogs(world: World): Promise<string | void> {
  const { keyringPrompt } = world.desktop
  while (keyringPrompt.count() > 0) {
    try {
      await (world.random.chance(0.5) ? keyringPrompt.answer() : keyringPrompt.dismiss())
    } catch (error) {
      return await startAgain(world, error)
    }
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

/** gnome-keyring-daemon itself now and then does not survive a dialog; whoever has one starts it anew. */
async function startAgain(world: World, error: unknown): Promise<string> {
  const { keychain, keyringPrompt } = world.desktop
  await eventually('the end of the keyring’s daemon', () => keychain.hasCrashed(), {
    within: 2 * second,
  }).catch(() => {
    throw error
  })
  while (keyringPrompt.count() > 0) await keyringPrompt.dismiss().catch(() => undefined)
  await keychain.stop()
  await keychain.start()
  world.lockedUntil = null
  world.keyringOpenSince = world.life.elapsed()
  await world.life.pass(second)
  return `the keyring crashed (${String(error)}) and was started again`
}
