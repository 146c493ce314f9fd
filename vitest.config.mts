import { defineConfig } from 'vitest/config'
import { catalogueForVite } from './scripts/catalogue.mjs'

// They are about packages of Linux (AppImages, setuid bits, GNU cp, sh), about /proc and about watching files as inotify
// does.
const linux = [
  'scripts/fpm/**',
  'scripts/linux-package-scripts.test.mjs',
  'scripts/temporary-folder.test.mjs',
  'e2e/bench/usage.test.ts',
  'main/launch-at-login/watch-file.test.ts',
  'main/updates/drive-updater*.test.ts',
]
// They are about modes of files, links and pipes, or put shell scripts in the place of programs: Windows has none of these.
const posix = [
  'main/launch-at-login/leads-to.test.ts',
  'main/log.test.ts',
  'main/own-app-image.test.ts',
  'main/settings/broken.test.ts',
  'main/settings/file.test.ts',
  'main/tray/presence.test.ts',
  'main/updates/replace-app-image.test.ts',
  'main/vault/mood.test.ts',
]
const exclude = { linux: [], win32: [...linux, ...posix] }[process.platform as string] ?? linux

export default defineConfig({
  plugins: [catalogueForVite],
  test: {
    include: [
      '{common,main,preload,renderer,simulator,scripts,e2e}/**/*.test.{ts,tsx,mjs}',
      'fuzz/*.fuzz.ts',
    ],
    exclude,
    // A process for each file takes longer than what it tests; modules are anew in each file all the same.
    isolate: false,
    // What searches through thousands of cases is slow on a computer that is busy with other things.
    testTimeout: 30_000,
    reporters: ['default'],
    coverage: {
      include: ['main/sign-in/**'],
      exclude: ['**/*.test.ts', '**/*.bench.ts'],
      reporter: ['text'],
      thresholds: { branches: 100 },
    },
  },
})
