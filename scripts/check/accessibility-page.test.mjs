import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../shared/paths.mjs'

/** The criteria of WCAG 2.2 at the levels A and AA by their guidelines: w3.org/TR/WCAG22. */
const CRITERIA = {
  1.1: [1],
  1.2: [1, 2, 3, 4, 5],
  1.3: [1, 2, 3, 4, 5],
  1.4: [1, 2, 3, 4, 5, 10, 11, 12, 13],
  2.1: [1, 2, 4],
  2.2: [1, 2],
  2.3: [1],
  2.4: [1, 2, 3, 4, 5, 6, 7, 11],
  2.5: [1, 2, 3, 4, 7, 8],
  3.1: [1, 2],
  3.2: [1, 2, 3, 4, 6],
  3.3: [1, 2, 3, 4, 7, 8],
  4.1: [2, 3],
}

const page = readFileSync(join(root, 'docs', 'accessibility.md'), 'utf8')

it('has every criterion once, each with a result', () => {
  const rows = [...page.matchAll(/^\| (\d\.\d\.\d+) [^|]+\| ([^|]+?) +\|/gm)]
  const all = Object.entries(CRITERIA).flatMap(([name, numbers]) => numbers.map(each => `${name}.${each}`))
  expect(new Set(rows.map(([, number]) => number))).toEqual(new Set(all))
  expect(rows).toHaveLength(all.length)
  const known = ['met', 'in part', 'not applicable', 'not checked']
  expect(rows.filter(([, , result]) => !known.includes(result ?? ''))).toEqual([])
})

it('names tests that are there', () => {
  const cited = [...page.matchAll(/`((?:[\w-]+\/)+[\w.-]+\.ts)`((?:,? _[^_]+_)*)/g)]
  const named = cited.flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/_([^_]+)_/g)].map(([, title = '']) => ({ file, title })),
  )
  expect(named.length).toBeGreaterThan(10)
  const isThere = (/** @type {{ file: string, title: string }} */ { file, title }) =>
    readFileSync(join(root, file), 'utf8').includes(title)
  expect(named.filter(each => !isThere(each))).toEqual([])
})
