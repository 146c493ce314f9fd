import { describe, expect, test } from 'vitest'
import { countPlaywright, countVitest, joinReports, readReport, sum } from './test-results.mjs'

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

describe('several runs of playwright', () => {
  const none = { stats: { ...stats, expected: 0 }, errors: [] }
  const one = { stats, errors: [] }

  test('count together, and one that had nothing to run is none of the failures', () => {
    const red = { stats: { expected: 1, unexpected: 2, flaky: 0, skipped: 3 }, errors: [] }
    expect(countPlaywright(joinReports([one, none, red]))).toEqual({ passed: 5, failed: 2, notRun: 3 })
  })

  test.each([
    ['that had nothing to run at all', [none, none]],
    ['of which one left no report', [undefined]],
    ['of which one had an error outside of any test', [{ ...none, errors: [{ message: 'no such module' }] }]],
  ])('%s are a failure', (_name, reports) => {
    expect(countPlaywright(joinReports([...reports, none])).failed).toBe(1)
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
