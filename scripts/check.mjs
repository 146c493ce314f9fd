import { bootstrap } from './bootstrap/bootstrap.mjs'
import { runMain } from './shared/say.mjs'
import { runStaticChecks } from './check/static-checks.mjs'
import { runUnitTests } from './check/unit-tests.mjs'

await runMain(async () => {
  await bootstrap({ purpose: 'check' })
  const clean = await runStaticChecks()
  const { failed, notRun } = await runUnitTests()
  return clean && failed === 0 && notRun === 0 ? 0 : 1
})
