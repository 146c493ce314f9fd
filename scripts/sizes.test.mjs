import { expect, test } from 'vitest'
import { budgets, measureBundles } from './sizes.mjs'

const sizes = await measureBundles()

test.each(Object.entries(budgets))('%s weighs at most %i bytes without languages', (part, most) => {
  expect(sizes[part].bytes).toBeGreaterThan(0)
  expect(sizes[part].bytes).toBeLessThanOrEqual(most)
})

test('languages are in the bundles, and are counted apart', () => {
  expect(sizes.main.languages).toBeGreaterThan(5_000)
  expect(sizes.renderer.languages).toBeGreaterThan(5_000)
  expect(sizes.preload.languages).toBe(0)
})
