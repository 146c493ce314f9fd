import { atOnce } from './at-once.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { isMain } from './is-main.mjs'
import { ensureKeytar } from './keytar.mjs'
import { withLock } from './lock.mjs'
import { requireNode } from './node-version.mjs'
import { bootstrapLock } from './paths.mjs'
import { ensureRuntime } from './runtime.mjs'
import { runMain } from './say.mjs'
import { providePackages } from './system-packages.mjs'

async function install(onInstalled) {
  await ensureDependencies()
  onInstalled?.()
}

// Most of it waits for the network.
async function prepare({ purpose, onInstalled }) {
  await atOnce([providePackages(purpose), install(onInstalled)])
  if (purpose === 'check') return undefined
  const [runtime] = await atOnce([ensureRuntime(), ensureKeytar()])
  const { bundle } = await import('./bundle.mjs')
  await bundle()
  return runtime
}

/**
 * Makes a fresh clone ready for a purpose; what is ready already costs next to nothing.
 * @param {{ purpose: 'run' | 'demo' | 'test' | 'package' | 'check', onInstalled?: () => void }} options `check` takes npm
 *   packages only; `onInstalled` is called as soon as these are there
 * @returns the Electron runtime, undefined for `check`
 */
export async function bootstrap(options) {
  requireNode()
  return await withLock(bootstrapLock, () => prepare(options))
}

if (isMain(import.meta.url)) {
  await runMain(async () => void (await bootstrap({ purpose: process.argv[2] ?? 'run' })))
}
