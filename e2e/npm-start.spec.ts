import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { signal } from './processes.ts'
import { repository } from './runtime.ts'
import { test } from './test.ts'

// Terminals inside of other programs, VS Code's for one, hand on what was meant for those.
for (const variable of ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS'] as const) {
  test(`npm start starts the app from a terminal that has ${variable} set`, async ({ desktop, tray }) => {
    const first = path.join(desktop.home, 'first.cjs')
    await writeFile(first, "if (process.versions.electron) throw new Error('not for the app')\n")
    const starter = spawn(process.execPath, ['scripts/start.mjs'], {
      cwd: repository,
      env: {
        ...desktop.environment,
        [variable]: { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${first}` }[variable],
      },
      stdio: 'ignore',
    })
    const ended = once(starter, 'exit')
    await tray.waitForItem()
    await tray.waitForLabel('Sign in to Plex…')
    signal(starter.pid ?? 0, 'SIGTERM')
    await ended
    await tray.waitForNoItem()
  })
}
