import { atOnce } from './at-once.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { ensureKeytar } from './keytar.mjs'
import { withLock } from '../shared/lock.mjs'
import { requireNode } from './node-version.mjs'
import { bootstrapLock } from '../shared/paths.mjs'
import { ensureRuntime } from './runtime.mjs'
import { providePackages } from './system-packages.mjs'

/** @import { Purpose } from './system-requirements.mjs' */
/** @import { Runtime } from './runtime.mjs' */

/**
 * @template {Purpose} P
 * @typedef {object} Wanted
 * @property {P} purpose `check` takes npm packages only
 * @property {() => void} [onInstalled] is called as soon as these are there
 */

/** @param {(() => void) | undefined} onInstalled */
async function install(onInstalled) {
  await ensureDependencies()
  onInstalled?.()
}

/**
 * Most of it waits for the network.
 * @param {Wanted<Purpose>} wanted
 */
async function prepare({ purpose, onInstalled }) {
  await atOnce([providePackages(purpose), install(onInstalled)])
  if (purpose === 'check') return undefined
  const [runtime] = await atOnce([ensureRuntime(), ensureKeytar()])
  const { bundle } = await import('../build/bundle.mjs')
  await bundle()
  return runtime
}

/**
 * Makes a fresh clone ready for a purpose. Costs almost nothing if it is ready already.
 * @template {Purpose} P
 * @param {Wanted<P>} wanted
 * @returns {Promise<P extends 'check' ? undefined : Runtime>} the Electron runtime, undefined for `check`
 */
export async function bootstrap(wanted) {
  requireNode()
  const runtime = await withLock(bootstrapLock, () => prepare(wanted))
  return /** @type {P extends 'check' ? undefined : Runtime} */ (runtime)
}
