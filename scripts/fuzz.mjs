import { bootstrap } from './bootstrap/bootstrap.mjs'
import { runMain, say } from './shared/say.mjs'
import { runStep } from './shared/steps.mjs'
import { tool } from './shared/tool.mjs'

const usage = 'npm run fuzz -- [inputs for each target, 1000000 if not said] [seed of an earlier run]'
const atLeast = 1_000_000

await runMain(async () => {
  const [inputs = String(atLeast), seed] = process.argv.slice(2)
  if (!/^[1-9]\d*$/.test(inputs) || !/^(-?\d+)?$/.test(seed ?? '')) {
    say(usage)
    return 1
  }
  await bootstrap({ purpose: 'check' })
  const env = { FUZZ_INPUTS: inputs, ...(seed === undefined ? {} : { FUZZ_SEED: seed }) }
  const vitest = tool('vitest', ['run', 'fuzz/', '--disableConsoleIntercept'])
  return (await runStep({ name: 'fuzzing', always: true, env, ...vitest })) ? 0 : 1
})
