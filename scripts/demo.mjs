import { join } from 'node:path'
import { bootstrap } from './bootstrap.mjs'
import { root } from './paths.mjs'
import { runTypeScript } from './run-typescript.mjs'
import { sandboxSwitches } from './sandbox.mjs'
import { runMain, say } from './say.mjs'
import { withScriptedPerson } from './scripted-person.mjs'
import { hasDisplay } from './system-state.mjs'

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
  return await withScriptedPerson(({ runScriptedDemo }) => runScriptedDemo(folder))
}

async function byHand() {
  const { executable, dist } = await bootstrap({ purpose: 'demo' })
  const { switches } = await sandboxSwitches(dist)
  const { runByHand } = await runTypeScript('e2e/demo/by-hand.ts')
  return await runByHand({ executable, switches, root })
}

await runMain(demo)
