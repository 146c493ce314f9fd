import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { TestInfo } from 'playwright/test'
import type { Desktop } from '../world/desktop.ts'
import { createNotifications } from '../world/notifications.ts'
import { createPerson } from '../world/person.ts'
import { readRuntime } from '../world/runtime.ts'
import { test as onAnyDesktop } from '../world/test.ts'
import type { TrayItem } from '../world/tray-item.ts'
import { createRegisteredItem } from './registered-item.ts'
import type { Shell } from './shell.ts'

export { expect } from '../world/test.ts'

interface OnShell<S extends Shell> {
  shell: S
  /** The app's item, as the shell's own watcher knows it. */
  item: TrayItem
  /** Keeps a picture of the screen, whatever comes of the test. */
  picture: (name: string) => Promise<void>
}

/** A test on the real app, on a real desktop of its own. */
export const testOn = <S extends Shell>(start: (desktop: Desktop) => Promise<S>) =>
  onAnyDesktop.extend<OnShell<S>>({
    panel: false,

    desktop: async ({ desktop }, use) => {
      const { executable } = await readRuntime()
      const programs = async () =>
        (await desktop.programs()).filter(({ command }) => command.includes(executable))
      await use({ ...desktop, programs })
    },

    shell: async ({ desktop }, use, testInfo) => {
      const shell = await start(desktop).catch(async (error: unknown) => {
        await attachLogs(testInfo, desktop)
        throw error
      })
      try {
        await use(shell)
        if (testInfo.status !== testInfo.expectedStatus) await attachLogs(testInfo, desktop)
      } finally {
        await shell.stop()
      }
    },

    item: async ({ desktop, shell }, use) => {
      void shell
      await use(createRegisteredItem(desktop.bus))
    },

    person: async ({ item, simulator }, use) => {
      await use(createPerson(item, simulator))
    },

    // The desktop has a service of its own, or none.
    notifications: async ({ desktop }, use) => {
      await use(createNotifications(desktop.bus))
    },

    picture: async ({ shell }, use, testInfo) => {
      await use(async name => {
        if (shell.look !== null) await writeFile(testInfo.outputPath(`${name}.png`), await shell.look())
      })
    },

    launch: async ({ launch, shell, picture }, use, testInfo) => {
      await use((options = {}) =>
        launch({
          ...options,
          arguments: [...(shell.launch.arguments ?? []), ...(options.arguments ?? [])],
          environment: { ...shell.launch.environment, ...options.environment },
        }),
      )
      if (testInfo.status !== testInfo.expectedStatus) await picture('failed').catch(console.error)
    },
  })

async function attachLogs(testInfo: TestInfo, { home }: Desktop): Promise<void> {
  const folder = path.join(home, 'parts')
  for (const name of await readdir(folder).catch(() => [])) {
    await testInfo.attach(name, { path: path.join(folder, name) })
  }
}
