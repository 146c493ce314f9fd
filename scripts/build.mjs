import { relative } from 'node:path'
import { ensureDependencies } from './bootstrap/dependencies.mjs'
import { requireNode } from './bootstrap/node-version.mjs'
import { bundle, watch } from './build/bundle.mjs'
import { withLock } from './shared/lock.mjs'
import { bootstrapLock, output } from './shared/paths.mjs'
import { runMain, say } from './shared/say.mjs'

await runMain(async () => {
  requireNode()
  await withLock(bootstrapLock, ensureDependencies)
  if (process.argv.includes('--watch')) return await watch()
  await bundle({ sourcemap: process.argv.includes('--sourcemap') })
  say(`Built ${relative(process.cwd(), output) || output}`)
})
