import { bootstrap } from './bootstrap/bootstrap.mjs'
import { runEndToEndTests } from './check/end-to-end-tests.mjs'
import { runMain, say } from './shared/say.mjs'
import { runStaticChecks } from './check/static-checks.mjs'
import { sum } from './check/test-results.mjs'
import { runUnitTests } from './check/unit-tests.mjs'

/** @typedef {{ clean: boolean, counts: import('./check/test-results.mjs').Counts[] }} Checked */

/**
 * Splits `--unit` and `--e2e` from what goes on to Playwright. Without either, everything runs.
 * @param {readonly string[]} args
 */
function readArguments(args) {
  const unit = args.includes('--unit')
  const endToEnd = args.includes('--e2e')
  const rest = args.filter(argument => argument !== '--unit' && argument !== '--e2e')
  return { unit: unit || !endToEnd, endToEnd: endToEnd || !unit, rest }
}

/** @returns {Promise<Checked>} */
async function check() {
  const clean = await runStaticChecks()
  return { clean, counts: [await runUnitTests()] }
}

/**
 * Makes all ready; what takes npm packages alone is checked as soon as they are there.
 * @param {{ unit: boolean, endToEnd: boolean }} asked
 */
async function prepare({ unit, endToEnd }) {
  /** @type {Promise<Checked>} */
  let checked = Promise.resolve({ clean: true, counts: [] })
  const onInstalled = () => {
    if (unit) checked = check()
    // A failure is for who waits, below.
    checked.catch(() => undefined)
  }
  try {
    await bootstrap({ purpose: endToEnd ? 'test' : 'check', onInstalled })
  } finally {
    await checked
  }
  return await checked
}

await runMain(async () => {
  const { unit, endToEnd, rest } = readArguments(process.argv.slice(2))
  const { clean, counts } = await prepare({ unit, endToEnd })
  if (endToEnd) counts.push(await runEndToEndTests(rest))
  const { passed, failed, notRun } = sum(counts)
  if (!clean) say('Format, lint or types: not clean')
  if (notRun > 0) say(`${notRun} tests did not run, which counts as a failure`)
  say(`Total: ${passed} passed, ${failed} failed`)
  return clean && failed === 0 && notRun === 0 && passed > 0 ? 0 : 1
})
