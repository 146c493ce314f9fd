import { readFile } from 'node:fs/promises'

const empty = { passed: 0, failed: 0, notRun: 0 }

/** Reads vitest's JSON report. `notRun` counts what is skipped or to do; a file that cannot be loaded counts as failed. */
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

/** Reads Playwright's JSON report. A flaky test counts as failed, and so does a run without a single test. */
export function countPlaywright(report) {
  if (report === undefined) return { ...empty, failed: 1 }
  const { expected, unexpected, flaky, skipped } = report.stats
  const none = expected + unexpected + flaky + skipped === 0
  const failed = unexpected + flaky
  const broken = failed === 0 && (none || report.errors.length > 0) ? 1 : 0
  return { passed: expected, failed: failed + broken, notRun: skipped }
}

/** Playwright's reports of several runs as one; undefined where one of them is missing. */
export function joinReports(reports) {
  if (reports.includes(undefined)) return undefined
  const total = key => reports.reduce((all, { stats }) => all + stats[key], 0)
  const [expected, unexpected, flaky, skipped] = ['expected', 'unexpected', 'flaky', 'skipped'].map(total)
  return {
    stats: { expected, unexpected, flaky, skipped },
    errors: reports.flatMap(({ errors }) => errors),
  }
}

/** Adds the counts of several runs. */
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

/** A JSON report, or undefined when the run did not get so far as to write it. */
export async function readReport(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}
