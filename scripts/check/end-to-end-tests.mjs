import { leftOutTests } from './left-out-tests.mjs'
import { runPasses } from './playwright-passes.mjs'
import { say } from '../shared/say.mjs'
import { provideTemporaryFolder } from './temporary-folder.mjs'

/**
 * Runs the end-to-end tests on the app from the sources; or those on the packaged app, and every row of the tables.
 * @param {readonly string[]} extra what goes on to Playwright
 * @param {{ long: boolean }} which
 * @returns how many passed, failed and did not run
 */
export async function runEndToEndTests(extra, { long } = { long: false }) {
  await provideTemporaryFolder()
  const leftOut = leftOutTests()
  for (const { file, reason } of leftOut) say(`Not run here: e2e/specs/${file} (${reason})`)
  const environment = {
    TESTS_LEFT_OUT: leftOut.map(({ file }) => file).join(' '),
    LONG_TESTS: long ? '1' : '',
  }
  return await runPasses({
    folder: 'e2e',
    projects: long ? ['long', 'tagged', 'alone'] : ['together'],
    extra,
    environment,
  })
}
