import { bootstrap } from './bootstrap/bootstrap.mjs'
import { root } from './shared/paths.mjs'
import { runApplication } from './run/run-application.mjs'
import { sandboxSwitches } from './run/sandbox.mjs'
import { runMain, say } from './shared/say.mjs'
import { hasDisplay } from './bootstrap/system-state.mjs'
import { startVirtualDesktop } from './run/virtual-desktop.mjs'

async function start() {
  const { executable, dist, version, developmentOnly } = await bootstrap({ purpose: 'run' })
  const { switches, reason } = await sandboxSwitches(dist)
  if (reason) say(reason)
  say(`Starting Latchkey on Electron ${version}${developmentOnly ? ' (for development only)' : ''}`)
  // Chromium passes only the switches before the app's folder on to its child processes.
  const args = [...switches, root, ...process.argv.slice(2)]
  // The name that a screen reader reads out on Linux.
  const name = process.platform === 'linux' ? 'Latchkey' : executable
  const run = (/** @type {NodeJS.ProcessEnv} */ environment) =>
    runApplication(executable, args, environment, name)
  if (hasDisplay()) return await run({})
  say(
    'There is no display: running under a virtual one that nobody sees. To watch a sign-in here: npm run demo',
  )
  const desktop = await startVirtualDesktop()
  try {
    return await run(desktop.environment)
  } finally {
    await desktop.stop()
  }
}

await runMain(start)
