import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{main,preload,renderer,simulator,scripts,e2e}/**/*.test.{ts,tsx,mjs}'],
    // They stage files with GNU cp and Unix modes, for packages of Linux.
    exclude: process.platform === 'linux' ? [] : ['scripts/fpm/**'],
    reporters: ['default'],
    coverage: {
      include: ['main/sign-in/**'],
      exclude: ['**/*.test.ts', '**/*.bench.ts'],
      reporter: ['text'],
      thresholds: { branches: 100 },
    },
  },
})
