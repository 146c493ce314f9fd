import { readFile } from 'node:fs/promises'

/** @typedef {{ passed: number, failed: number, notRun: number }} Counts */

/**
 * What is read of vitest's JSON report.
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {readonly { status: string, assertionResults: readonly unknown[] }[]} testResults
 */

/** @typedef {'expected' | 'unexpected' | 'flaky' | 'skipped'} Outcome */

/**
 * What is read of Playwright's JSON report.
 * @typedef {object} PlaywrightReport
 * @property {Record<Outcome, number>} stats
 * @property {readonly unknown[]} errors
 */

/** @type {Counts} */
const empty = { passed: 0, failed: 0, notRun: 0 }

/**
 * Reads vitest's JSON report. `notRun` counts what is skipped or to do; a file that cannot be loaded counts as failed.
 * @param {VitestReport | undefined} report
 * @returns {Counts}
 */
export function countVitest(report) {
  if (report === undefined) return { ...empty, failed: 1 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = report
  const broken = testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0)
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    notRun: numPendingTests + numTodoTests,
  }
}

/**
 * Reads Playwright's JSON report. A flaky test counts as failed, and so does a run without a single test.
 * @param {PlaywrightReport | undefined} report
 * @returns {Counts}
 */
export function countPlaywright(report) {
  if (report === undefined) return { ...empty, failed: 1 }
  const { expected, unexpected, flaky, skipped } = report.stats
  const none = expected + unexpected + flaky + skipped === 0
  const failed = unexpected + flaky
  const broken = failed === 0 && (none || report.errors.length > 0) ? 1 : 0
  return { passed: expected, failed: failed + broken, notRun: skipped }
}

/**
 * Playwright's reports of several runs as one; undefined where one of them is missing.
 * @param {readonly (PlaywrightReport | undefined)[]} reports
 * @returns {PlaywrightReport | undefined}
 */
export function joinReports(reports) {
  const present = reports.filter(report => report !== undefined)
  if (present.length < reports.length) return undefined
  const total = (/** @type {Outcome} */ of) => present.reduce((all, { stats }) => all + stats[of], 0)
  return {
    stats: {
      expected: total('expected'),
      unexpected: total('unexpected'),
      flaky: total('flaky'),
      skipped: total('skipped'),
    },
    errors: present.flatMap(({ errors }) => errors),
  }
}

/** Adds the counts of several runs. @param {readonly Counts[]} counts */
export function sum(counts) {
  return counts.reduce(
    (total, next) => ({
      passed: total.passed + next.passed,
      failed: total.failed + next.failed,
      notRun: total.notRun + next.notRun,
    }),
    empty,
  )
}

/**
 * A JSON report, or undefined when the run did not get so far as to write it.
 * @template Report
 * @param {string} path
 * @returns {Promise<Report | undefined>}
 */
export async function readReport(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}
