import type { RunningApp } from '../world/app.ts'
import type { Album } from './album.ts'
import { answerWithPin, endSoon, type MadeUpPin } from './pin-answer.ts'
import type { World } from './world.ts'

export interface CodeOptions {
  /** A code to show in place of one by chance, and the one that replaces it. */
  readonly codes?: readonly [first: string, second: string]
}

const signIn = 'Sign in to Plex…'

/** Nobody is signed in, and then plex.tv does not answer. */
export async function beforeTheCode(
  { simulator, tray }: World,
  album: Album,
  app: RunningApp,
): Promise<void> {
  await tray.click('Open Latchkey')
  await album.take({ name: '01-signed-out', state: 'signed-out', problem: '' }, app)
  await inSettings(album, app)
  const silence = simulator.fault('mint', { kind: 'hang' })
  await tray.click(signIn)
  await album.take({ name: '02-requesting-code', state: 'requesting-code', problem: '' }, app)
  silence.clear()
  simulator.pause()
  await album.take({ name: '13-problem-connection', state: 'requesting-code', problem: 'connection' }, app)
  simulator.resume()
}

async function inSettings(album: Album, app: RunningApp): Promise<void> {
  const window = await app.window()
  await window.getByTestId('open-settings').click()
  await album.take({ name: '30-settings', state: 'signed-out', problem: '' }, app)
  const choose = async (notifications: 'All' | 'None') => {
    await window.getByTestId('open-notifications').click()
    await window.getByRole('radio', { name: notifications, exact: true }).click()
  }
  await choose('None')
  await album.take({ name: '31-settings-quiet', state: 'signed-out', problem: '' }, app)
  await choose('All')
  await window.keyboard.press('Escape')
  // Takes the focus, and its outline, from the way in to the settings.
  await window.getByRole('heading', { name: 'Sign in to Plex' }).click()
}

/** The file with what was chosen there could not be read. */
export async function withoutSettings({ tray }: World, album: Album, app: RunningApp): Promise<void> {
  const notice = 'Your settings could not be read'
  await tray.waitForLabel(notice)
  await tray.click(notice)
  const window = await app.window()
  await window.getByTestId('notice').waitFor()
  await window.getByTestId('open-settings').click()
  await album.take({ name: '32-settings-notice', state: 'signed-out', problem: '' }, app)
}

/** Someone else answers in the place of plex.tv. */
export async function withoutTrust({ simulator, tray }: World, album: Album, app: RunningApp): Promise<void> {
  simulator.tls('wrong-host')
  await tray.click(signIn)
  await album.take({ name: '14-problem-certificate', state: 'signed-out', problem: 'certificate' }, app)
  simulator.tls('trusted')
}

/** A code, trouble with it, its renewal and its end. */
export async function aroundTheCode(
  { simulator, tray }: World,
  album: Album,
  app: RunningApp,
  { codes }: CodeOptions,
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

/** An approval that comes after the cancellation, and its revocation. */
export async function cancelledAndApproved(
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
  await shown.getByText('Your sign-in is revoked at Plex').waitFor()
  await album.take({ name: '18-revoked', state: 'signed-out', problem: '' }, app)
}
