import path from 'node:path'
import { defineConfig } from 'playwright/test'

const repository = path.resolve(__dirname, '..')

// scripts/end-to-end-tests.mjs knows what cannot be run on this computer, and says so.
const leftOut = (process.env['TESTS_LEFT_OUT'] ?? '').split(' ').filter(name => name !== '')
const faults = /faults\.spec\.ts$/

// oxlint-disable-next-line import/no-default-export -- Playwright reads its configuration from there.
export default defineConfig({
  testDir: '.',
  // Unit tests are beside what they test, here too.
  testMatch: /\.spec\.ts$/,
  outputDir: path.join(repository, 'test-results'),
  workers: 2,
  projects: [
    // One screen and one clipboard: two tests at once would see each other.
    { name: 'alone', testIgnore: [faults, ...leftOut.map(name => `**/${name}`)], workers: 1 },
    // They look at neither, and mostly wait. Without the others: --project=faults --no-deps
    { name: 'faults', testMatch: faults, fullyParallel: true, dependencies: ['alone'] },
  ],
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: path.join(repository, '.cache/e2e.json') }],
    ['html', { open: 'never', outputFolder: path.join(repository, 'playwright-report') }],
  ],
})
