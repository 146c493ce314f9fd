import path from 'node:path'
import { defineConfig } from 'playwright/test'

const repository = path.resolve(__dirname, '../..')
const sideBySide = /keychains\.spec\.ts$/

// oxlint-disable-next-line import/no-default-export -- Playwright reads its configuration from there.
export default defineConfig({
  testDir: '.',
  workers: 3,
  fullyParallel: true,
  // scripts/test-desktops.mjs runs one after the other.
  projects: [
    {
      // Most of their time they wait for another program, or for the app's next look.
      name: 'side-by-side',
      testMatch: sideBySide,
      outputDir: path.join(repository, 'test-results/desktops/side-by-side'),
      workers: 3,
    },
    {
      name: 'one-by-one',
      testMatch: /\.spec\.ts$/,
      testIgnore: sideBySide,
      outputDir: path.join(repository, 'test-results/desktops/one-by-one'),
      // A shell that draws without a graphics card takes a processor by itself, and Orca ends every other Orca.
      workers: 1,
    },
  ],
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json'], ['html', { open: 'never' }]],
})
