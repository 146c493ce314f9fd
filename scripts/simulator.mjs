import { bootstrap } from './bootstrap/bootstrap.mjs'
import { runTypeScript } from './run/run-typescript.mjs'
import { runMain } from './shared/say.mjs'

await runMain(async () => {
  await bootstrap({ purpose: 'check' })
  await runTypeScript('simulator/cli.ts', process.argv.slice(2))
})
