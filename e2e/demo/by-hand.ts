import { lstat } from 'node:fs/promises'
import path from 'node:path'
import { type Simulator, startSimulator } from '../../simulator/server.ts'
import { eventually } from '../world/eventually.ts'
import { borrowDesktop, type BorrowedDesktop } from './borrowed-desktop.ts'
import { borrowKeychain, type BorrowedKeychain } from './borrowed-keychain.ts'
import { Interrupted, type Interruption, watchForInterruption } from './interruption.ts'
import { lookOn, type Onlooker } from './onlooker.ts'
import { type AppCommand, type SpawnedApp, spawnApp } from './spawned-app.ts'
import { createTimeline } from './timeline.ts'
import { trayIsPresent } from './tray-presence.ts'

interface Stage {
  readonly command: AppCommand
  readonly desktop: BorrowedDesktop
  readonly simulator: Simulator
  readonly onlooker: Onlooker
  readonly interruption: Interruption
  readonly pages: string
  readonly hasTray: boolean
}

/** The main job by the person at this desktop, who plays both sides. @returns the exit code */
export async function runByHand(command: AppCommand): Promise<number> {
  const keychain = await openKeychain()
  if (keychain === null) return 1
  const interruption = watchForInterruption()
  const simulator = await startSimulator({ httpPort: 0 })
  const pages = `http://127.0.0.1:${simulator.httpPort}`
  const desktop = await borrowDesktop({ caPem: simulator.caPem, pages })
  const timeline = createTimeline()
  const hasTray = await trayIsPresent()
  const onlooker = lookOn(timeline, simulator, keychain, () => say(hasTray ? keptText : keptWithoutTrayText))
  try {
    await play({ command, desktop, simulator, onlooker, interruption, pages, hasTray })
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
  } finally {
    await onlooker.stop()
    const given = simulator.tokens().map(({ token }) => token)
    if (await keychain.clear(kept => given.includes(kept)))
      say('The token of the demo is out of your keychain.')
    await simulator.close()
    await desktop.dispose()
    interruption.stop()
  }
  if (onlooker.hasSeenToken()) return 0
  say('The token was not seen in the keychain.')
  return 1
}

/** Null, and the reason printed, where the demo cannot use the person's keychain. */
async function openKeychain(): Promise<BorrowedKeychain | null> {
  try {
    const keychain = await borrowKeychain()
    if ((await keychain.find()) === null) return keychain
    say('Your keychain already holds a sign-in of Latchkey, which the demo would overwrite.')
    say('Sign out in Latchkey first, or leave your desktop out of it: npm run demo -- --scripted')
  } catch (error) {
    say(
      `No keychain takes a secret on this desktop (${error instanceof Error ? error.message : String(error)}).`,
    )
    say('Start or unlock one, or leave your desktop out of it: npm run demo -- --scripted')
  }
  return null
}

async function play(stage: Stage): Promise<void> {
  const { desktop, onlooker, interruption, pages, hasTray } = stage
  say(hasTray ? trayText : noTrayText)
  say(stepsText(`${pages}/link/`))
  await useApp(stage, async () => {
    if (hasTray) await showWindow(stage)
    await desktop.open(`${pages}/link/`)
  })
  if (!onlooker.seesToken()) return
  say('\nLatchkey has ended. Here it is again, still signed in. Quit it once more, and the demo is over.\n')
  await Promise.race([interruption.promise, useApp(stage, () => showWindow(stage))])
}

/** Starts the app and waits for its end. */
async function useApp(stage: Stage, onStarted: () => Promise<void>): Promise<void> {
  const app = start(stage)
  try {
    await Promise.race([stage.interruption.promise, app.ended, onStarted().then(() => app.ended)])
    if ((await Promise.race([stage.interruption.promise, app.ended])) !== 0)
      say(`The app broke off:\n${app.output()}`)
  } finally {
    await app.stop()
  }
}

const start = ({ command, simulator, desktop }: Stage): SpawnedApp =>
  spawnApp(command, simulator.port, desktop)

/** Starts the app a second time: the first one shows its window, and the second ends. */
async function showWindow(stage: Stage): Promise<void> {
  // Without the first one's lock the second would be the app. It is a link that leads nowhere.
  const lock = path.join(stage.desktop.home, '.config/Latchkey/SingletonLock')
  await eventually('the app to be ready', () => lstat(lock))
  await start(stage).ended
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)

const trayText = 'Latchkey is in your tray, and its window opens.'
const noTrayText =
  'This desktop shows no tray icons (nobody owns org.kde.StatusNotifierWatcher): the window opens.'
const keptText = '\nThat was it. Now quit Latchkey from its tray menu: it starts again, still signed in.\n'
const keptWithoutTrayText = '\nThat was it. Ctrl-C ends the demo.\n'

const stepsText = (linkPage: string): string => `
  1. Press “Get a code”.
  2. Press “Open plex.tv/link”: your browser shows the simulator's page with the code. Press “Link” there.
     (Or type the code at ${linkPage})
  3. Latchkey says who you are.

No request leaves this computer. Settings are in a folder that is removed at the end; so is the token.
Ctrl-C ends the demo.
`
