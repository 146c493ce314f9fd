import { expect, it } from 'vitest'
import { teeth } from './key-cut.ts'

const ids = Array.from(
  { length: 200 },
  (_, index) => `4e700000-0000-4000-8000-${String(index).padStart(12, '0')}`,
)

it('cuts the same key from the same id, with at least one tooth', () => {
  for (const id of ids) {
    expect(teeth(id)).toBe(teeth(id))
    expect(teeth(id)).toMatch(/^(M\d\d 6\.5v[\d.]+)+$/)
  }
})

it('cuts most keys of a long list differently', () => {
  expect(new Set(ids.map(teeth)).size).toBeGreaterThan(100)
})
