import { join } from 'node:path'
import { bootstrap } from './bootstrap/bootstrap.mjs'
import { root } from './shared/paths.mjs'
import { runTypeScript } from './run/run-typescript.mjs'
import { sandboxSwitches } from './run/sandbox.mjs'
import { runMain, say } from './shared/say.mjs'
import { withScriptedPerson } from './run/scripted-person.mjs'
import { hasDisplay } from './bootstrap/system-state.mjs'

/** @typedef {{ runScriptedDemo: (folder: string) => Promise<void> }} Scripted */
/** @typedef {{ executable: string, switches: string[], root: string }} AppCommand */
/** @typedef {{ runByHand: (command: AppCommand) => Promise<number> }} ByHand */

const folder = join(root, 'demo-output')

async function demo() {
  if (process.platform !== 'linux') {
    say('The demo runs on Linux only. Here, sign in with the real plex.tv: npm start')
    return 1
  }
  return hasDisplay() && !process.argv.includes('--scripted') ? await byHand() : await scripted()
}

async function scripted() {
  say('A scripted person signs in on a virtual desktop.')
  return await withScriptedPerson((/** @type {Scripted} */ { runScriptedDemo }) => runScriptedDemo(folder))
}

async function byHand() {
  const { executable, dist } = await bootstrap({ purpose: 'demo' })
  const { switches } = await sandboxSwitches(dist)
  const { runByHand } = /** @type {ByHand} */ (await runTypeScript('e2e/demo/by-hand.ts'))
  return await runByHand({ executable, switches, root })
}

await runMain(demo)
