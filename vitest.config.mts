import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { catalogueForVite } from './scripts/build/catalogue.mjs'

// They are about packages of Linux (AppImages, setuid bits, GNU cp, sh), about /proc and about watching files as inotify
// does.
const linux = [
  'scripts/package/fpm/**',
  'scripts/check/temporary-folder.test.mjs',
  'e2e/bench/usage.test.ts',
  'main/launch-at-login/watch-file.test.ts',
  'main/updates/drive-updater*.test.ts',
]
// They are about modes of files, links and pipes, or put shell scripts in the place of programs: Windows has none of these.
const posix = [
  'cli/as-given.test.ts',
  'cli/code-display.test.ts',
  'cli/talk.test.ts',
  'cli/work/token.test.ts',
  'cli/work/verbs.test.ts',
  'main/clipboard/x-owner*.test.ts',
  'main/launch-at-login/leads-to.test.ts',
  'main/log.test.ts',
  'main/platform/own-app-image.test.ts',
  'main/memory/broken.test.ts',
  'main/memory/earlier-settings.test.ts',
  'main/memory/memory-file.test.ts',
  'main/preferences/preferences-file.test.ts',
  'main/tray/presence.test.ts',
  'main/tray/tray-selection.test.ts',
  'main/updates/replace-app-image.test.ts',
  'main/vault/wallet-prompt.test.ts',
]
const exclude = { linux: [], win32: [...linux, ...posix] }[process.platform as string] ?? linux

const include = [
  '{common,main,cli,preload,renderer,simulator,scripts,e2e}/**/*.test.{ts,tsx,mjs}',
  'fuzz/*.fuzz.ts',
]
// HAZARD: what one file puts in the place of a module stays for the files that come after it in the same process.
const mocking = ['main', 'cli', 'common', 'preload', 'renderer']
  .flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(file => `${folder}/${file}`),
  )
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => file.endsWith('.test.ts') && readFileSync(file, 'utf8').includes('vi.mock('))

export default defineConfig({
  plugins: [catalogueForVite],
  test: {
    projects: [
      // A process for each file takes longer than what it tests.
      {
        extends: true,
        test: { name: 'together', include, exclude: [...exclude, ...mocking], isolate: false },
      },
      { extends: true, test: { name: 'mocking', include: mocking, exclude } },
    ],
    // What searches through thousands of cases is slow on a computer that is busy with other things.
    testTimeout: 30_000,
    reporters: ['default'],
    coverage: {
      include: ['main/sign-in/**'],
      exclude: ['**/*.test.ts', '**/*.fake.ts'],
      reporter: ['text'],
      thresholds: { branches: 100 },
    },
  },
})
