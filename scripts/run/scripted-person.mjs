import { join } from 'node:path'
import { bootstrap } from '../bootstrap/bootstrap.mjs'
import { root } from '../shared/paths.mjs'
import { runTypeScript } from './run-typescript.mjs'
import { startVirtualDisplay } from './virtual-desktop.mjs'

/** The exit code of a process that Ctrl-C has ended. */
const interruptedCode = 130

/**
 * Gets everything ready for a scripted person, and lets them work on a virtual screen.
 * @template Module
 * @param {(module: Module) => Promise<void>} work gets the exports of the entry
 * @param {string} entry relative to the project's folder
 * @returns {Promise<number>} the exit code
 */
export async function withScriptedPerson(work, entry = 'e2e/demo/scripted.ts') {
  delete process.env['DISPLAY']
  delete process.env['WAYLAND_DISPLAY']
  await bootstrap({ purpose: 'demo' })
  // Playwright's own loader gives this to the files of e2e/; a Node module does not have it.
  Object.assign(globalThis, { __dirname: join(root, 'e2e', 'world') })
  const module = /** @type {Module} */ (await runTypeScript(entry))
  const display = await startVirtualDisplay()
  Object.assign(process.env, display.environment)
  try {
    await work(module)
    return 0
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'Interrupted') throw error
    // Timers that no longer matter would keep this process alive.
    setImmediate(() => process.exit(interruptedCode))
    return interruptedCode
  } finally {
    await display.stop()
  }
}
