import { test as base, expect } from 'playwright/test'
import type { ConductRule } from '../../simulator/conduct.ts'
import { type Simulator, startSimulator } from '../../simulator/server.ts'
import { launchApp, type RunningApp } from './app.ts'
import { type Desktop, startDesktop } from './desktop.ts'
import { attachEvidence } from './evidence.ts'
import { eventually } from './eventually.ts'
import type { LaunchOptions } from './launch.ts'
import { createNotifications, type Notifications } from './notifications.ts'
import type { Owner } from './owner.ts'
import { createPerson, type Person } from './person.ts'
import { createScreens, type Screens } from './screens.ts'
import { createTray, type Tray } from './tray.ts'
import { type AppWindow, windowOf } from './window.ts'

export { expect }

interface World {
  /** State of the keychain when the app starts. */
  keyring: 'unlocked' | 'locked' | 'absent'
  /** Whether this computer trusts the certificate authority behind the simulator. */
  trusted: boolean
  /** Whether the desktop has a panel with a tray. */
  panel: boolean
  /** Width and height of the screen in pixels. */
  screenSize: string
  /** Rules of good conduct towards plex.tv that this test breaks on purpose. */
  allowedConduct: readonly ConductRule[]
}

interface Surroundings {
  /** Whose desktop it is; null where it belongs to who runs the tests. */
  owner: Owner | null
  /** This worker's own, so that tests of another one neither cover its windows nor take its clipboard. */
  screens: Screens
}

export interface Parts {
  simulator: Simulator
  desktop: Desktop
  tray: Tray
  notifications: Notifications
  person: Person
  /** Starts the app; a test may start it again after it ended. What still runs at the end is killed. */
  launch: (options?: LaunchOptions) => Promise<RunningApp>
  /** The app, started with nothing special: signed out, and as soon as the tray says so where there is one. */
  app: RunningApp
  /** Its window. */
  window: AppWindow
}

/** A test on the real app, on a desktop of its own, against a plex.tv of its own. */
export const test = base.extend<World & Parts, Surroundings>({
  owner: [null, { option: true, scope: 'worker' }],

  screens: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      const screens = createScreens()
      await use(screens)
      await screens.stop()
    },
    { scope: 'worker' },
  ],

  keyring: ['unlocked', { option: true }],
  trusted: [true, { option: true }],
  panel: [true, { option: true }],
  screenSize: ['1280x1024', { option: true }],
  allowedConduct: [[], { option: true }],

  simulator: async ({ allowedConduct }, use) => {
    const simulator = await startSimulator({ clientProduct: 'Latchkey' })
    await use(simulator)
    await simulator.close()
    const findings = simulator.conduct({ allow: allowedConduct })
    expect(findings, 'the app behaved towards plex.tv').toEqual([])
  },

  desktop: async ({ keyring, trusted, simulator, screens, screenSize, owner }, use) => {
    const desktop = await startDesktop(await screens.display(screenSize), owner)
    try {
      if (trusted) await desktop.trust(simulator.caPem)
      if (keyring !== 'absent') await desktop.keychain.start({ locked: keyring === 'locked' })
      await use(desktop)
    } finally {
      await desktop.dispose()
    }
  },

  tray: async ({ desktop, panel }, use) => {
    const tray = await createTray(desktop.bus)
    if (panel) await tray.open()
    await use(tray)
  },

  notifications: async ({ desktop }, use) => {
    const notifications = createNotifications(desktop.bus)
    await notifications.open()
    await use(notifications)
  },

  person: async ({ tray, simulator }, use) => {
    await use(createPerson(tray, simulator))
  },

  launch: async ({ desktop, simulator, tray, notifications, allowedConduct }, use, testInfo) => {
    const apps: RunningApp[] = []
    await use(async options => {
      simulator.noteStarted()
      const app = await launchApp(desktop, simulator.port, options)
      apps.push(app)
      return app
    })
    const isFailed = testInfo.status !== testInfo.expectedStatus
    if (isFailed || simulator.conduct({ allow: allowedConduct }).length > 0) {
      await attachEvidence(testInfo, { apps, simulator, tray, notifications, keychain: desktop.keychain })
    }
    for (const app of apps) await app.kill()
    await eventually('every process of the app to end', async () => (await desktop.programs()).length === 0, {
      seen: () => desktop.programs(),
    })
  },

  app: async ({ launch, panel, tray }, use) => {
    const app = await launch()
    if (panel) await tray.offersSignIn()
    await use(app)
  },

  window: async ({ app }, use) => {
    await use(windowOf(app))
  },
})
