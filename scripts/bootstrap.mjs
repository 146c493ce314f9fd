import { ensureDependencies } from './dependencies.mjs'
import { isMain } from './is-main.mjs'
import { ensureKeytar } from './keytar.mjs'
import { withLock } from './lock.mjs'
import { requireNode } from './node-version.mjs'
import { bootstrapLock } from './paths.mjs'
import { ensureRuntime } from './runtime.mjs'
import { runMain } from './say.mjs'
import { providePackages } from './system-packages.mjs'

async function prepare(purpose) {
  await providePackages(purpose)
  await ensureDependencies()
  if (purpose === 'check') return undefined
  await ensureKeytar()
  const runtime = await ensureRuntime()
  const { bundle } = await import('./bundle.mjs')
  await bundle()
  return runtime
}

/**
 * Makes a fresh clone ready for a purpose, step by step; what is ready already costs next to nothing.
 * @param {{ purpose: 'run' | 'demo' | 'test' | 'package' | 'check' }} options `check` takes npm packages only
 * @returns the Electron runtime, undefined for `check`
 */
export async function bootstrap({ purpose }) {
  requireNode()
  return await withLock(bootstrapLock, () => prepare(purpose))
}

if (isMain(import.meta.url)) {
  await runMain(async () => void (await bootstrap({ purpose: process.argv[2] ?? 'run' })))
}
