import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { signal } from '../world/processes.ts'
import { repository } from '../world/runtime.ts'
import { expect, test as base } from '../world/screen-reader.ts'

interface Started {
  /** Starts the app as a terminal with this environment does, and waits for its icon. It ends with the test. */
  npmStart: (environment: Readonly<Record<string, string>>) => Promise<void>
}

const test = base.extend<Started>({
  npmStart: async ({ desktop, tray }, use) => {
    const ends: (() => Promise<void>)[] = []
    await use(async environment => {
      const starter = spawn(process.execPath, ['scripts/start.mjs'], {
        cwd: repository,
        env: { ...desktop.environment, ...environment },
        stdio: 'ignore',
      })
      const ended = once(starter, 'exit')
      ends.push(async () => {
        signal(starter.pid ?? 0, 'SIGTERM')
        await Promise.race([ended, pause(10_000)])
        // A second one ends what has not ended.
        if (starter.exitCode === null) signal(starter.pid ?? 0, 'SIGTERM')
        await ended
        await tray.waitForNoItem()
      })
      // It builds first.
      await tray.waitForLabel('Sign in to Plex…', 60_000)
    })
    for (const end of ends) await end()
  },
})

// Terminals inside of other programs, VS Code's for one, hand on what was meant for those.
for (const variable of ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS'] as const) {
  test(`npm start starts the app from a terminal that has ${variable} set`, async ({ desktop, npmStart }) => {
    const first = path.join(desktop.home, 'first.cjs')
    await writeFile(first, "if (process.versions.electron) throw new Error('not for the app')\n")
    const value = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${first}` }[variable]
    await npmStart({ [variable]: value })
  })
}

test('npm start starts what a screen reader calls Latchkey', async ({ npmStart, reader, tray }) => {
  await npmStart({ NO_AT_BRIDGE: '0' })
  await tray.click('Open Latchkey')
  await expect.poll(async () => (await reader.programs()).map(({ name }) => name)).toEqual(['Latchkey'])
})
