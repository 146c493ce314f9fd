import { defineConfig } from 'vitest/config'
import { catalogueForVite } from './scripts/catalogue.mjs'

export default defineConfig({
  plugins: [catalogueForVite],
  test: {
    include: ['{main,preload,renderer,simulator,scripts,e2e}/**/*.test.{ts,tsx,mjs}', 'fuzz/*.fuzz.ts'],
    // They are about packages of Linux: setuid bits, GNU cp, sh.
    exclude: process.platform === 'linux' ? [] : ['scripts/fpm/**', 'scripts/linux-package-scripts.test.mjs'],
    reporters: ['default'],
    coverage: {
      include: ['main/sign-in/**'],
      exclude: ['**/*.test.ts', '**/*.bench.ts'],
      reporter: ['text'],
      thresholds: { branches: 100 },
    },
  },
})
