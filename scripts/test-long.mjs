import { bootstrap } from './bootstrap/bootstrap.mjs'
import { runEndToEndTests } from './check/end-to-end-tests.mjs'
import { runMain, say } from './shared/say.mjs'

await runMain(async () => {
  await bootstrap({ purpose: 'test-long' })
  const { passed, failed, notRun } = await runEndToEndTests(process.argv.slice(2), { long: true })
  if (notRun > 0) say(`${notRun} tests did not run, which counts as a failure`)
  say(`Total: ${passed} passed, ${failed} failed`)
  return failed === 0 && notRun === 0 && passed > 0 ? 0 : 1
})
