import { bootstrap } from './bootstrap.mjs'
import { runTypeScript } from './run-typescript.mjs'
import { runMain } from './say.mjs'

await runMain(async () => {
  await bootstrap({ purpose: 'check' })
  await runTypeScript('simulator/cli.ts', process.argv.slice(2))
})
