import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{main,preload,renderer,simulator,scripts,e2e}/**/*.test.{ts,tsx,mjs}', 'fuzz/*.fuzz.ts'],
    reporters: ['default'],
    coverage: {
      include: ['main/sign-in/**'],
      exclude: ['**/*.test.ts', '**/*.bench.ts'],
      reporter: ['text'],
      thresholds: { branches: 100 },
    },
  },
})
