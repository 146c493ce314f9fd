import { bootstrap } from './bootstrap.mjs'
import { runMain } from './say.mjs'
import { runStaticChecks } from './static-checks.mjs'
import { runUnitTests } from './unit-tests.mjs'

await runMain(async () => {
  await bootstrap({ purpose: 'check' })
  const clean = await runStaticChecks()
  const { failed, notRun } = await runUnitTests()
  return clean && failed === 0 && notRun === 0 ? 0 : 1
})
