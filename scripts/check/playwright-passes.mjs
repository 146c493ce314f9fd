import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cache } from '../shared/paths.mjs'
import { runApplication } from '../run/run-application.mjs'
import { countPlaywright, joinReports, readReport } from './test-results.mjs'
import { tool } from '../shared/tool.mjs'

const interrupted = 128

/**
 * @typedef {object} Passes
 * @property {string} folder where the tests and their configuration are
 * @property {readonly string[]} projects of the configuration: each runs to its end, whatever the one before it says
 * @property {readonly string[]} extra what goes on to Playwright
 * @property {NodeJS.ProcessEnv} [environment]
 */

/**
 * Runs projects of a Playwright configuration one after the other.
 * @param {Passes} passes
 * @returns how many passed, failed and did not run
 */
export async function runPasses({ folder, projects, extra, environment = {} }) {
  const ended = []
  for (const project of projects) {
    const run = await runProject(join(folder, 'playwright.config.ts'), project, extra, environment)
    ended.push(run)
    if (run.code >= interrupted) break
  }
  const counts = countPlaywright(joinReports(ended.map(({ report }) => report)))
  const passed = ended.every(({ code }) => code === 0)
  return passed || counts.failed > 0 ? counts : { ...counts, failed: 1 }
}

/**
 * @param {string} config
 * @param {string} project
 * @param {readonly string[]} extra
 * @param {NodeJS.ProcessEnv} environment
 */
async function runProject(config, project, extra, environment) {
  const report = join(cache, `e2e-${project}.json`)
  await rm(report, { force: true })
  const selection = ['--project', project, '--pass-with-no-tests', ...extra]
  const { command, args } = tool('playwright', ['test', '-c', config, ...selection])
  const reports = {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    PLAYWRIGHT_HTML_OUTPUT_DIR: join('playwright-report', project),
  }
  const code = await runApplication(command, args, { ...environment, ...reports })
  return { code, report: await readReport(report) }
}
