import { eventually } from '../world/eventually.ts'
import { openKeyring } from './keyring.ts'
import { look } from './step.ts'
import { hour, keychainLook, minute, second } from './units.ts'
import type { World } from './world.ts'

/** The longest pause between two tries to revoke a token, and a little. */
const everythingDone = hour + 5 * minute

/** Lifts every trouble, answers every question, and lets time pass until nothing is left to be done. */
export async function comeToRest(world: World): Promise<void> {
  const { life, tray } = world
  await world.calm('now')
  await openKeyring(world)
  await life.pass(2 * minute)
  for (let view = await look(world); view.has('Cancel sign-in') || view.has(/^Keep it/);) {
    await tray.click(view.has('Cancel sign-in') ? 'Cancel sign-in' : 'Revoke it')
    await life.pass(10 * second)
    view = await look(world)
  }
  await life.pass(everythingDone)
  await closeWindow(world)
}

async function closeWindow({ life }: World): Promise<void> {
  for (const window of life.app().electron.windows()) await window.close().catch(() => undefined)
  await life.app().noWindow()
}

/** At rest, signed in as Ada, with no window: what two moments are compared in. */
export async function restSignedIn(world: World): Promise<void> {
  const { life, tray } = world
  const [ada] = world.people
  const asAda = `Signed in as ${ada?.title}`
  await comeToRest(world)
  const signedIn = await look(world)
  // Somebody else may be, and so may somebody of whom nobody has learnt the name.
  if (signedIn.has('Sign out') && !signedIn.has(asAda)) await signOut(world)
  if (!signedIn.has(asAda)) {
    const code = await startSignIn(world)
    if (!world.approve(code, ada)) throw new Error(`the code ${code} has ended already`)
    await life.pass(4 * second)
    // A keychain that took longer than the app waits is looked at again.
    for (let looks = 0; looks < 3 && !(await look(world)).has(asAda); looks += 1)
      await life.pass(keychainLook)
    await tray.waitForLabel(asAda)
  }
  await closeWindow(world)
  await life.pass(minute)
  await life.settle()
}

async function startSignIn(world: World): Promise<string> {
  await world.tray.click(/^Sign in (to Plex…|until you quit)$/)
  await world.life.pass(6 * second)
  return eventually('a code', async () => (await look(world)).code)
}

export async function signOut(world: World): Promise<void> {
  await world.tray.click('Sign out')
  await world.life.pass(10 * second)
  await world.tray.offersSignIn()
  await closeWindow(world)
}
