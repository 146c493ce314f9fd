import type { RunningApp } from '../world/app.ts'
import { eventually } from '../world/eventually.ts'
import { moveTime } from '../world/time.ts'
import { createBrowser } from './browser.ts'
import type { Timeline } from './timeline.ts'
import type { World } from './world.ts'

const signIn = 'Sign in to Plex…'
const service = 'Latchkey'
const account = 'plex-token'

/** The main job, from the tray item to the token in the keychain, a restart and the way out. Throws where it fails. */
export async function tellStory(world: World, timeline: Timeline): Promise<void> {
  const { simulator, desktop, tray, person } = world
  const { step } = timeline
  step('A desktop with a tray and a keychain, and https://plex.tv led to the simulator')

  const first = await world.launch()
  await tray.offersSignIn()
  step(`Latchkey is in the tray: ${(await tray.labels()).join(' | ')}`)

  const code = await askForCode(world, timeline, first)
  await link(world, timeline, first, code)
  await findToken(world, timeline)

  await quit(world, first)
  step('Quit from the tray; nothing of the app is left running')

  const second = await world.launch()
  await tray.waitForLabel(`Signed in as ${name}`)
  step(`Started again: still signed in as ${name}, with no window and no code`)
  await useAccount(world, timeline, second)

  await person.signOut(await tokenInKeychain(world))
  if ((await desktop.keychain.find(service, account)) !== null)
    throw new Error('the token outlived signing out')
  step('Signed out from the tray; the keychain holds nothing of Latchkey any more')
  await quit(world, second)

  const findings = simulator.conduct()
  if (findings.length > 0) throw new Error(findings.map(({ message }) => message).join('\n'))
  step(`plex.tv had ${simulator.log.length} requests and nothing to complain about`)
}

const name = 'Ada Lovelace'

async function askForCode({ tray }: World, { step, stopwatch }: Timeline, app: RunningApp): Promise<string> {
  const sinceClick = stopwatch()
  await tray.click(signIn)
  const window = await app.window()
  const code = await window.getByTestId('link-code').innerText()
  step(`The window shows the code ${code}, ${sinceClick()} ms after the click on “${signIn}”`)
  return code
}

async function link(
  { simulator, desktop }: World,
  { step, stopwatch }: Timeline,
  app: RunningApp,
  code: string,
): Promise<void> {
  const window = await app.window()
  await window.getByRole('button', { name: 'Open plex.tv/link' }).click()
  const address = await eventually('the link page', async () => (await desktop.openedUrls()).at(-1))
  if (address !== `https://plex.tv/link/?pin=${code}`) throw new Error(`the app opened ${address}`)
  step(`A click on “Open plex.tv/link” opens ${address}`)

  const sinceApproval = stopwatch()
  const answer = await createBrowser(simulator).link(address)
  step(`${name} approves there, and plex.tv says: ${answer}`)
  await window.locator('[data-testid=sign-in][data-state=signed-in]').getByText(name).waitFor()
  step(`The window says “Signed in as ${name}”, ${sinceApproval()} ms after the approval`)
}

async function findToken(world: World, { step }: Timeline): Promise<void> {
  const { length } = await tokenInKeychain(world)
  step(`secret-tool finds the token: ${length} characters, in the keychain as ${service} / ${account}`)
}

async function useAccount(
  { simulator, desktop, tray }: World,
  { step }: Timeline,
  app: RunningApp,
): Promise<void> {
  const { children } = await tray.waitForLabel('Servers')
  step(`Its servers are in the tray: ${children.map(({ label }) => label).join(' | ')}`)
  await tray.click('Attic')
  const address = await eventually('the page of the server', async () =>
    (await desktop.openedUrls()).find(opened => opened.startsWith('https://app.plex.tv/desktop')),
  )
  step(`A click on “Attic” opens ${address}`)

  const checks = () => simulator.log.filter(({ route }) => route === 'user').length
  const before = checks()
  const time = await moveTime(app, simulator)
  await time.pass(5 * 60_000)
  await tray.click('Check now')
  await eventually('one more check', () => checks() === before + 1)
  step('Five minutes later (the clock is moved) “Check now” asks plex.tv: the sign-in is confirmed')
  await time.settle()
}

/** Read from outside the app; throws unless it is the token that plex.tv gave out. */
async function tokenInKeychain({ simulator, desktop }: World): Promise<string> {
  const kept = await desktop.keychain.find(service, account)
  const given = simulator.tokens().filter(({ alive }) => alive)
  if (kept === null) throw new Error('the token is not in the keychain')
  if (given.length !== 1 || given[0]?.token !== kept)
    throw new Error('what is in the keychain is not the token')
  return kept
}

async function quit({ desktop, person }: World, app: RunningApp): Promise<void> {
  await person.quit()
  const { code } = await app.exit()
  if (code !== 0) throw new Error(`the app ended with code ${code}`)
  await eventually('every process of the app to end', async () => (await desktop.programs()).length === 0)
}
