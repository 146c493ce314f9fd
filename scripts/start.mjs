import { bootstrap } from './bootstrap.mjs'
import { root } from './paths.mjs'
import { runApplication } from './run-application.mjs'
import { sandboxSwitches } from './sandbox.mjs'
import { runMain, say } from './say.mjs'
import { hasDisplay } from './system-state.mjs'
import { startVirtualDesktop } from './virtual-desktop.mjs'

async function start() {
  const { executable, dist, version, developmentOnly } = await bootstrap({ purpose: 'run' })
  const { switches, reason } = await sandboxSwitches(dist)
  if (reason) say(reason)
  say(`Starting Latchkey on Electron ${version}${developmentOnly ? ' (for development only)' : ''}`)
  // Chromium hands only the switches before the app's folder on to its child processes.
  const args = [...switches, root, ...process.argv.slice(2)]
  // What a screen reader calls it on Linux.
  const name = process.platform === 'linux' ? 'Latchkey' : executable
  const run = environment => runApplication(executable, args, environment, name)
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
