import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { leftOutTests } from './left-out-tests.mjs'
import { cache } from '../shared/paths.mjs'
import { runApplication } from '../run/run-application.mjs'
import { say } from '../shared/say.mjs'
import { provideTemporaryFolder } from './temporary-folder.mjs'
import { countPlaywright, joinReports, readReport } from './test-results.mjs'
import { tool } from '../shared/tool.mjs'

const config = join('e2e', 'playwright.config.ts')
// Projects of the configuration. Each runs to its end, whatever the one before it says.
const passes = ['together', 'alone']
const interrupted = 128

/** @param {string} pass @param {readonly string[]} extra @param {NodeJS.ProcessEnv} environment */
async function runPass(pass, extra, environment) {
  const report = join(cache, `e2e-${pass}.json`)
  await rm(report, { force: true })
  const selection = ['--project', pass, '--pass-with-no-tests', ...extra]
  const { command, args } = tool('playwright', ['test', '-c', config, ...selection])
  const reports = {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    PLAYWRIGHT_HTML_OUTPUT_DIR: join('playwright-report', pass),
  }
  const code = await runApplication(command, args, { ...environment, ...reports })
  return { code, report: await readReport(report) }
}

/**
 * Runs the end-to-end tests.
 * @param {readonly string[]} extra what goes on to Playwright
 * @returns how many passed, failed and did not run
 */
export async function runEndToEndTests(extra) {
  await provideTemporaryFolder()
  const leftOut = leftOutTests()
  for (const { file, reason } of leftOut) say(`Not run here: e2e/specs/${file} (${reason})`)
  const environment = { TESTS_LEFT_OUT: leftOut.map(({ file }) => file).join(' ') }
  const ended = []
  for (const pass of passes) {
    const run = await runPass(pass, extra, environment)
    ended.push(run)
    if (run.code >= interrupted) break
  }
  const counts = countPlaywright(joinReports(ended.map(({ report }) => report)))
  const passed = ended.every(({ code }) => code === 0)
  return passed || counts.failed > 0 ? counts : { ...counts, failed: 1 }
}
