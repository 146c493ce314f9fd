import { type Simulator, startSimulator } from '../../simulator/server.ts'
import { launchApp, type RunningApp } from '../world/app.ts'
import { type Desktop, startDesktop } from '../world/desktop.ts'
import type { LaunchOptions } from '../world/launch.ts'
import { createNotifications } from '../world/notifications.ts'
import type { Owner } from '../world/owner.ts'
import { createPerson, type Person } from '../world/person.ts'
import { createTray, type Tray } from '../world/tray.ts'
import { watchForInterruption } from './interruption.ts'

/** A desktop with an unlocked keychain, and a plex.tv that it trusts. */
export interface Stage {
  readonly simulator: Simulator
  readonly desktop: Desktop
}

/** The same with a tray, and a person before it. */
export interface World extends Stage {
  readonly tray: Tray
  readonly person: Person
  /** Starts the app and waits until it is in the tray. */
  readonly launch: (options?: LaunchOptions) => Promise<RunningApp>
}

/** Does the work in a world of its own. */
export const inWorld = <T>(work: (world: World) => Promise<T>, owner: Owner | null = null): Promise<T> =>
  onDesktop(async stage => work(await furnish(stage)), owner)

/**
 * Does the work on a desktop of its own, which is gone afterwards, also when the person presses Ctrl-C. `owner`: whose
 * desktop it is, where that is not who does the work.
 */
export async function onDesktop<T>(work: (stage: Stage) => Promise<T>, owner: Owner | null): Promise<T> {
  const display = process.env['DISPLAY']
  if (display === undefined) throw new Error('there is no DISPLAY: scripts/run/scripted-person.mjs gives one')
  const interruption = watchForInterruption()
  try {
    const simulator = await startSimulator()
    const desktop = await startDesktop(display, owner)
    try {
      await desktop.trust(simulator.caPem)
      await desktop.keychain.start()
      return await Promise.race([interruption.promise, work({ simulator, desktop })])
    } finally {
      await desktop.dispose()
      await simulator.close()
    }
  } finally {
    interruption.stop()
  }
}

async function furnish({ simulator, desktop }: Stage): Promise<World> {
  const tray = await createTray(desktop.bus)
  await tray.open()
  await createNotifications(desktop.bus).open()
  return {
    simulator,
    desktop,
    tray,
    person: createPerson(tray, simulator),
    async launch(options) {
      const app = await launchApp(desktop, simulator.port, options)
      await tray.waitForItem()
      return app
    },
  }
}
