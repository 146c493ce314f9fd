import type { RunningApp } from '../app.ts'
import type { Desktop } from '../desktop.ts'
import { eventually } from '../eventually.ts'
import { processesNaming, signal } from '../processes.ts'
import type { Album } from './album.ts'
import { answerWithPin, endSoon, type MadeUpPin } from './pin-answer.ts'
import type { World } from './world.ts'

interface Options {
  /** A code to show in place of one by chance, and the one that replaces it. */
  readonly codes?: readonly [first: string, second: string]
}

const signIn = 'Sign in to Plex…'

/** Brings the app into every state, holds it there and takes its pictures. */
export async function takePictures(world: World, album: Album, options: Options = {}): Promise<void> {
  await withApp(world, app => beforeTheCode(world, album, app))
  await withApp(world, app => withoutTrust(world, album, app))
  await withApp(world, app => aroundTheCode(world, album, app, options))
  await withApp(world, app => cancelledAndApproved(world, album, app))
  await withApp(world, app => signingIn(world, album, app))
  await afterARestart(world, album)
  await album.finish()
}

async function withApp({ launch }: World, work: (app: RunningApp) => Promise<void>): Promise<void> {
  const app = await launch()
  await work(app)
  await app.quit()
}

async function beforeTheCode({ simulator, tray }: World, album: Album, app: RunningApp): Promise<void> {
  await tray.click('Open Latchkey')
  await album.take({ name: '01-signed-out', state: 'signed-out', problem: '' }, app)
  const silence = simulator.fault('mint', { kind: 'hang' })
  await tray.click(signIn)
  await album.take({ name: '02-requesting-code', state: 'requesting-code', problem: '' }, app)
  silence.clear()
  simulator.pause()
  await album.take({ name: '13-problem-connection', state: 'requesting-code', problem: 'connection' }, app)
  simulator.resume()
}

async function withoutTrust({ simulator, tray }: World, album: Album, app: RunningApp): Promise<void> {
  simulator.tls('self-signed')
  await tray.click(signIn)
  await album.take({ name: '14-problem-certificate', state: 'signed-out', problem: 'certificate' }, app)
  simulator.tls('trusted')
}

async function aroundTheCode(
  { simulator, tray }: World,
  album: Album,
  app: RunningApp,
  { codes }: Options,
): Promise<void> {
  const [first, second] = codes?.map((code, index): MadeUpPin => ({ id: 1_234_567_890 + index, code })) ?? []
  const firstAnswers = first && answerWithPin(simulator, first, 702)
  await tray.click(signIn)
  const window = await app.window()
  if (first !== undefined) await window.getByText(/^11:4\d$/).waitFor()
  await album.take({ name: '03-awaiting-approval', state: 'awaiting-approval', problem: '' }, app)
  firstAnswers?.clear()
  const outage = simulator.fault('poll', { kind: 'unavailable' }, Infinity)
  await album.take({ name: '04-awaiting-trouble', state: 'awaiting-approval', problem: 'service' }, app)

  const shown = first ?? simulator.latestPin()!
  const firstEnd = endSoon(simulator, shown)
  outage.clear()
  await tray.click('Try now')
  const secondAnswers = second && answerWithPin(simulator, second, 869)
  await window.getByText('The last code expired').waitFor()
  firstEnd.clear()
  if (second !== undefined) await window.getByText(/^14:2\d$/).waitFor()
  await album.take({ name: '15-renewed-code', state: 'awaiting-approval', problem: '' }, app)
  secondAnswers?.clear()

  // It is replaced twice more before the app stops to ask.
  simulator.configure({ lifeSeconds: 5 })
  const renewed = second ?? simulator.latestPin()!
  const secondEnd = endSoon(simulator, renewed)
  await window.getByTestId('link-code').filter({ hasNotText: renewed.code }).waitFor()
  secondEnd.clear()
  await album.take({ name: '05-expired', state: 'signed-out', problem: 'expired' }, app)
  // Only their answers had ended: a code that plex.tv still knows would be shown again.
  for (const pin of simulator.pins()) simulator.expire(pin)
  simulator.configure({ lifeSeconds: null })
}

async function cancelledAndApproved(
  { person, simulator, tray }: World,
  album: Album,
  app: RunningApp,
): Promise<void> {
  const { code } = await person.startSignIn()
  await person.cancelSignIn()
  person.approve(code)
  const window = await app.window()
  await window.getByTestId('late-claim').getByText('Ada Lovelace').waitFor()
  await album.take({ name: '16-late-claim', state: 'signed-out', problem: '' }, app)

  simulator.pause()
  await tray.click('Revoke it')
  const shown = window.getByTestId('sign-in')
  await shown.getByText('Plex has not been told yet').waitFor()
  await album.take({ name: '17-revocation-owed', state: 'signed-out', problem: '' }, app)
  simulator.resume()
  await shown.getByText('Revoked at Plex').waitFor()
  await album.take({ name: '18-revoked', state: 'signed-out', problem: '' }, app)
}

async function signingIn({ desktop, person }: World, album: Album, app: RunningApp): Promise<void> {
  const { code } = await person.startSignIn()
  await withSilentKeychain(desktop, async () => {
    person.approve(code)
    await album.take({ name: '06-saving', state: 'saving', problem: '' }, app)
  })
  await (await app.window()).getByText('Ada Lovelace').waitFor()
  await album.take({ name: '07-signed-in', state: 'signed-in', problem: '' }, app)
}

async function afterARestart(world: World, album: Album): Promise<void> {
  const { simulator, desktop, tray, person } = world
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

  await desktop.keychain.stop()
  await person.signIn()
  await window.getByText('Ada Lovelace').waitFor()
  await album.take({ name: '10-kept-in-memory', state: 'signed-in', problem: '' }, app)
  await app.quit()
}

/** While the work is done, the keychain takes calls and does not answer. The app gives each up after 5 s. */
async function withSilentKeychain<T>(desktop: Desktop, work: () => Promise<T>): Promise<T> {
  const daemon = await eventually('the keyring', async () =>
    (await processesNaming(desktop.home)).find(({ command }) => command.startsWith('gnome-keyring-daemon ')),
  )
  signal(daemon.id, 'SIGSTOP')
  try {
    return await work()
  } finally {
    signal(daemon.id, 'SIGCONT')
  }
}
