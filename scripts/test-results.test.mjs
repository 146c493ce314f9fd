import { describe, expect, test } from 'vitest'
import { countPlaywright, countVitest, readReport, sum } from './test-results.mjs'

const vitestReport = {
  numPassedTests: 7,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 3,
  testResults: [
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
    { status: 'failed', assertionResults: [] },
  ],
}

const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 0 }

describe('vitest', () => {
  test('a file that cannot be loaded counts as one failure', () => {
    expect(countVitest(vitestReport)).toEqual({ passed: 7, failed: 2, notRun: 5 })
  })

  test('a run without a report is a failure', () => {
    expect(countVitest(undefined)).toEqual({ passed: 0, failed: 1, notRun: 0 })
  })
})

describe('playwright', () => {
  test('counts what passed and what was skipped', () => {
    const report = { stats: { ...stats, skipped: 2 }, errors: [] }
    expect(countPlaywright(report)).toEqual({ passed: 4, failed: 0, notRun: 2 })
  })

  test('a flaky test is a failure', () => {
    const report = { stats: { ...stats, unexpected: 1, flaky: 2 }, errors: [] }
    expect(countPlaywright(report)).toEqual({ passed: 4, failed: 3, notRun: 0 })
  })

  test('a run without a single test is a failure', () => {
    const report = { stats: { ...stats, expected: 0 }, errors: [] }
    expect(countPlaywright(report)).toEqual({ passed: 0, failed: 1, notRun: 0 })
  })

  test('an error outside of any test is a failure', () => {
    expect(countPlaywright({ stats, errors: [{ message: 'no such module' }] })).toEqual({
      passed: 4,
      failed: 1,
      notRun: 0,
    })
  })

  test('a run without a report is a failure', () => {
    expect(countPlaywright(undefined)).toEqual({ passed: 0, failed: 1, notRun: 0 })
  })
})

test('the total adds every count', () => {
  const counts = [
    { passed: 1, failed: 2, notRun: 3 },
    { passed: 10, failed: 20, notRun: 30 },
  ]
  expect(sum(counts)).toEqual({ passed: 11, failed: 22, notRun: 33 })
})

test('a report that was never written is undefined', async () => {
  expect(await readReport('/nowhere/report.json')).toBe(undefined)
})
