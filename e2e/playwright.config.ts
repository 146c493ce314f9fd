import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { defineConfig } from 'playwright/test'
import { PATIENCE_MS } from './world/eventually.ts'

const repository = path.resolve(__dirname, '..')

// Workers have the environment of who started them: what was made once in a run they find by this.
process.env['TEST_RUN'] ??= randomUUID()

// scripts/check/end-to-end-tests.mjs knows what cannot be run on this computer, and says so.
const leftOut = (process.env['TESTS_LEFT_OUT'] ?? '').split(' ').filter(name => name !== '')
// They are about the app as it is packaged; these change this computer, or make what others run.
const alone = ['by-root.spec.ts', 'installed.spec.ts', 'packages.spec.ts']
const packaged = [
  'hardening-release.spec.ts',
  'hardening-switches.spec.ts',
  'login-item.spec.ts',
  'package.spec.ts',
  'updates.spec.ts',
  'updates-trouble.spec.ts',
]
// They have tables of which only the long run tries all rows: world/rows.ts.
const tables = [
  'check-faults.spec.ts',
  'faults.spec.ts',
  'keyrings.spec.ts',
  'memory.spec.ts',
  'memory-places.spec.ts',
  'odd-answers.spec.ts',
  'silent-services.spec.ts',
  'start.spec.ts',
  'ten-seconds.spec.ts',
]
// Walks at random, and what goes wrong only where something else has gone wrong before.
const rare = [
  'key-weather.spec.ts',
  'promised-store.spec.ts',
  'silent-disk.spec.ts',
  'soak.spec.ts',
  'upgraded.spec.ts',
]
// world/rows.ts
const onlyLong = /@long/
// Unit tests are beside what they test, here too; desktops/ has a configuration of its own.
const specs = /e2e[\\/]specs[\\/][^\\/]+\.spec\.ts$/
const anywhere = (names: readonly string[]): string[] => names.map(name => `**/${name}`)

// oxlint-disable-next-line import/no-default-export -- Playwright reads its configuration from there.
export default defineConfig({
  testDir: '.',
  workers: 3,
  fullyParallel: true,
  // scripts/check/end-to-end-tests.mjs runs one after the other.
  projects: [
    {
      name: 'together',
      testMatch: specs,
      testIgnore: anywhere([...packaged, ...alone, ...rare, ...leftOut]),
      grepInvert: onlyLong,
      outputDir: path.join(repository, 'test-results/together'),
    },
    {
      name: 'long',
      testMatch: anywhere([...tables, ...rare, ...packaged]),
      testIgnore: anywhere(leftOut),
      outputDir: path.join(repository, 'test-results/long'),
    },
    {
      name: 'tagged',
      testMatch: specs,
      testIgnore: anywhere([...tables, ...rare, ...packaged, ...alone, ...leftOut]),
      grep: onlyLong,
      outputDir: path.join(repository, 'test-results/tagged'),
    },
    {
      name: 'alone',
      testMatch: anywhere(alone),
      testIgnore: anywhere(leftOut),
      outputDir: path.join(repository, 'test-results/alone'),
      workers: 1,
    },
  ],
  retries: 0,
  forbidOnly: true,
  // Twice what the longest takes on a computer that is busy with other things.
  timeout: 120_000,
  expect: {
    timeout: PATIENCE_MS,
    // Not one pixel differs by more than what another processor rounds in another way.
    toMatchSnapshot: { threshold: 0.025, maxDiffPixels: 0 },
  },
  // `npm run screenshots -- --baselines` makes them.
  snapshotPathTemplate: '{testDir}/baselines/{arg}{ext}',
  updateSnapshots: 'none',
  reporter: [['list'], ['json'], ['html', { open: 'never' }]],
})
