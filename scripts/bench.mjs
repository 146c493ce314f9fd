import { parseArgs } from 'node:util'
import { runMain, say } from './say.mjs'
import { withScriptedPerson } from './scripted-person.mjs'
import { budgets, measureBundles } from './sizes.mjs'

const usage = `npm run bench [-- --rounds 10 --long-rounds 10 --readme]   everything, in about an hour; a long round takes six minutes
npm run bench:check [-- the same]                          fails where a line is crossed; two long rounds unless told otherwise
npm run bench -- sign-in [rounds]                          signing in alone`

const options = {
  rounds: { type: 'string', default: '10' },
  'long-rounds': { type: 'string' },
  readme: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const [bench = 'everything', rounds = values.rounds] = positionals
    const longRounds = values['long-rounds'] ?? (values.check ? '2' : '10')
    const counts = [rounds, longRounds].map(Number)
    const known = bench === 'everything' || bench === 'sign-in'
    return known && counts.every(count => Number.isInteger(count) && count >= 0)
      ? { ...values, bench, counts }
      : undefined
  } catch {
    return undefined
  }
}

async function sizes() {
  const measured = await measureBundles()
  return Object.fromEntries(
    Object.entries(measured).map(([part, { bytes }]) => [part, { bytes, most: budgets[part] }]),
  )
}

/** @returns whether every line is held */
async function everything({ runBench }, { counts: [rounds, longRounds], readme }) {
  const crossed = await runBench({ rounds, longRounds, sizes: await sizes() }, { readme })
  for (const what of crossed) say(`Line crossed: ${what}`)
  return crossed.length === 0
}

async function bench() {
  const asked = readArguments()
  if (asked === undefined) {
    say(usage)
    return 1
  }
  if (process.platform !== 'linux') {
    say('The benches run on Linux only: they take a virtual desktop.')
    return 1
  }
  if (asked.bench === 'sign-in') {
    return await withScriptedPerson(({ benchSignIn }) => benchSignIn(asked.counts[0]), 'e2e/bench/sign-in.ts')
  }
  let held = false
  const code = await withScriptedPerson(async module => {
    held = await everything(module, asked)
  }, 'e2e/bench/run.ts')
  return asked.check && !held ? 1 : code
}

await runMain(bench)
