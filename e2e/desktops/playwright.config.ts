import path from 'node:path'
import { defineConfig } from 'playwright/test'

const repository = path.resolve(__dirname, '../..')

// oxlint-disable-next-line import/no-default-export -- Playwright reads its configuration from there.
export default defineConfig({
  testDir: '.',
  testMatch: /\.spec\.ts$/,
  outputDir: path.join(repository, 'test-results/desktops'),
  // A shell that draws without a graphics card takes a processor by itself.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json'], ['html', { open: 'never' }]],
})
