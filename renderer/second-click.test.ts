import { expect, it } from 'vitest'
import { createClickJudge } from './second-click.ts'

it.each<[string, ReadonlyArray<readonly [number, string | null]>, readonly boolean[]]>([
  ['a click', [[1, 'Create']], [true]],
  [
    'two slow clicks on two buttons',
    [
      [1, 'Create'],
      [1, 'Cancel'],
    ],
    [true, true],
  ],
  [
    'a double-click',
    [
      [1, 'Create'],
      [2, 'Create'],
    ],
    [true, true],
  ],
  [
    'a double-click whose button gives way to another',
    [
      [1, 'Create'],
      [2, 'Cancel'],
    ],
    [true, false],
  ],
  [
    'a triple-click',
    [
      [1, 'Create'],
      [2, 'Cancel'],
      [3, 'Revoke'],
    ],
    [true, false, false],
  ],
  [
    'the same beside buttons',
    [
      [1, null],
      [2, 'Cancel'],
    ],
    [true, false],
  ],
  [
    'a press of a key after it, which is no click of a series',
    [
      [1, 'Create'],
      [2, 'Cancel'],
      [0, 'Cancel'],
    ],
    [true, false, true],
  ],
])('takes of %s what was meant', (_what, clicks, counted) => {
  const controls = new Map<string, object>()
  const controlOf = (name: string) => controls.get(name) ?? controls.set(name, {}).get(name) ?? null
  const counts = createClickJudge<object>()
  const told = clicks.map(([detail, name]) => counts(detail, name === null ? null : controlOf(name)))
  expect(told).toEqual(counted)
})
