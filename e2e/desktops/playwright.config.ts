import path from 'node:path'
import { defineConfig } from 'playwright/test'

const repository = path.resolve(__dirname, '../..')

// oxlint-disable-next-line import/no-default-export -- Playwright reads its configuration from there.
export default defineConfig({
  testDir: '.',
  workers: 2,
  fullyParallel: true,
  // scripts/test-desktops.mjs runs one after the other.
  projects: [
    {
      name: 'keychains',
      testMatch: /keychains\.spec\.ts$/,
      outputDir: path.join(repository, 'test-results/desktops/keychains'),
    },
    {
      name: 'screens',
      testMatch: /\.spec\.ts$/,
      testIgnore: /keychains\.spec\.ts$/,
      outputDir: path.join(repository, 'test-results/desktops/screens'),
      // A shell that draws without a graphics card takes a processor by itself.
      workers: 1,
    },
  ],
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json'], ['html', { open: 'never' }]],
})
