import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { bootstrap } from './bootstrap/bootstrap.mjs'
import { runEndToEndTests } from './check/end-to-end-tests.mjs'
import { runMain, say } from './shared/say.mjs'

const largestSeed = 2 ** 32 - 1

/** The seed that was asked for, or one by chance. */
function readSeed() {
  const { values } = parseArgs({ options: { seed: { type: 'string' } } })
  const wanted = values.seed ?? process.env['LATCHKEY_SOAK_SEED'] ?? String(randomInt(largestSeed))
  return /^\d+$/.test(wanted) && Number(wanted) <= largestSeed ? wanted : undefined
}

await runMain(async () => {
  const seed = readSeed()
  if (seed === undefined) {
    say(`npm run soak [-- --seed 0…${largestSeed}]`)
    return 1
  }
  say(`Seed ${seed}; once more: npm run soak -- --seed ${seed}`)
  process.env['LATCHKEY_SOAK_SEED'] = seed
  await bootstrap({ purpose: 'test' })
  const { passed, failed } = await runEndToEndTests(['soak.spec'], { long: true })
  return failed === 0 && passed > 0 ? 0 : 1
})
