import { parseArgs } from 'node:util'
import { runMain, say } from './shared/say.mjs'
import { withScriptedPerson } from './run/scripted-person.mjs'
import { budgets, measureBundles, parts } from './build/sizes.mjs'

const usage = `npm run bench [-- --rounds 10 --long-rounds 10 --readme]   everything, in about an hour; a long round takes six minutes
npm run bench:check [-- the same]                          fails where a line is crossed; two long rounds unless told otherwise
npm run bench -- sign-in [rounds]                          signing in alone
npm run bench -- commands [rounds]                         commands alone, each four times in a round`

/** @typedef {Record<string, { bytes: number, most: number }>} Sizes */
/**
 * What is taken of e2e/bench.
 * @typedef {object} Bench
 * @property {(plan: { rounds: number, longRounds: number, sizes: Sizes }, how: { readme: boolean }) => Promise<string[]>} runBench
 */
/** What can be measured alone. @typedef {(rounds: number) => Promise<void>} Part */
/** @typedef {{ benchSignIn: Part }} SignInBench */
/** @typedef {{ benchCommands: Part }} CommandsBench */

const options = /** @type {const} */ ({
  rounds: { type: 'string', default: '10' },
  'long-rounds': { type: 'string' },
  readme: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
})

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const [bench = 'everything', rounds = values.rounds] = positionals
    const longRounds = values['long-rounds'] ?? (values.check ? '2' : '10')
    const { readme, check } = values
    const asked = { bench, rounds: Number(rounds), longRounds: Number(longRounds), readme, check }
    const known = ['everything', 'sign-in', 'commands'].includes(bench)
    const counts = [asked.rounds, asked.longRounds]
    return known && counts.every(count => Number.isInteger(count) && count >= 0) ? asked : undefined
  } catch {
    return undefined
  }
}

async function sizes() {
  const { sizes: measured } = await measureBundles()
  return Object.fromEntries(parts.map(part => [part, { bytes: measured[part], most: budgets[part] }]))
}

/**
 * @param {Bench} module
 * @param {{ rounds: number, longRounds: number, readme: boolean }} asked
 * @returns whether every line is held
 */
async function everything({ runBench }, { rounds, longRounds, readme }) {
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
    return await withScriptedPerson(
      (/** @type {SignInBench} */ { benchSignIn }) => benchSignIn(asked.rounds),
      'e2e/bench/sign-in.ts',
    )
  }
  if (asked.bench === 'commands') {
    return await withScriptedPerson(
      (/** @type {CommandsBench} */ { benchCommands }) => benchCommands(asked.rounds),
      'e2e/bench/commands-alone.ts',
    )
  }
  let held = false
  const code = await withScriptedPerson(async (/** @type {Bench} */ module) => {
    held = await everything(module, asked)
  }, 'e2e/bench/run.ts')
  return asked.check && !held ? 1 : code
}

await runMain(bench)
