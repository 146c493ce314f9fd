import { join } from 'node:path'
import { bootstrap } from './bootstrap.mjs'
import { root } from './paths.mjs'
import { runTypeScript } from './run-typescript.mjs'
import { startVirtualDisplay } from './virtual-desktop.mjs'

/** How a process ends that Ctrl-C has ended. */
const interruptedCode = 130

/**
 * Gets everything ready for a scripted person, and has it work on a screen that nobody sees.
 * @param {(module: object) => Promise<void>} work gets the exports of the entry
 * @param {string} entry relative to the project's folder
 * @returns {Promise<number>} the exit code
 */
export async function withScriptedPerson(work, entry = 'e2e/demo/scripted.ts') {
  delete process.env.DISPLAY
  delete process.env.WAYLAND_DISPLAY
  await bootstrap({ purpose: 'demo' })
  // What Playwright's own loader gives the files of e2e/, and a Node module does not have.
  globalThis.__dirname = join(root, 'e2e')
  const module = await runTypeScript(entry)
  const display = await startVirtualDisplay()
  Object.assign(process.env, display.environment)
  try {
    await work(module)
    return 0
  } catch (error) {
    if (error.name !== 'Interrupted') throw error
    // Waits that nobody waits for any more would keep this process alive.
    setImmediate(() => process.exit(interruptedCode))
    return interruptedCode
  } finally {
    await display.stop()
  }
}
