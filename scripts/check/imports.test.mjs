import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { productSources, readSource } from './product-source.mjs'

const files = productSources.filter(file => /\.tsx?$/.test(file))

// Types too: the linter passes over a circle that a compiler would leave nothing of, and a reader would not.
const named = /(?:from|import\()\s*'(\.[^']+)'/g

/** What each file imports, by its path from the project's folder. */
const imports = new Map(
  files.map(file => [
    file,
    [...readSource(file).matchAll(named)].map(([, path = '']) => normalize(join(dirname(file), path))),
  ]),
)

/** The first way that leads from a file back to it, if there is one. */
function circle() {
  /** @type {Set<string>} */
  const done = new Set()
  /** @type {(way: readonly [string, ...string[]]) => readonly string[] | undefined} */
  const walk = way => {
    const last = way.at(-1) ?? way[0]
    if (way.indexOf(last) < way.length - 1) return way.slice(way.indexOf(last))
    if (done.has(last)) return undefined
    for (const next of imports.get(last) ?? []) {
      const found = walk([...way, next])
      if (found !== undefined) return found
    }
    done.add(last)
    return undefined
  }
  for (const file of files) {
    const found = walk([file])
    if (found !== undefined) return found
  }
  return undefined
}

test('what is imported is found', () => {
  expect(imports.get('preload/index.ts')).toContain('common/contract.ts')
  expect(imports.get('main/index.ts')).toContain('main/companion.ts')
})

test('no file leads back to itself', () => {
  expect(circle()).toBeUndefined()
})

// Files directly in main/ are wiring or belong to all.
const roomOf = (/** @type {string} */ file) => /^main\/[^/]+\//.exec(file)?.[0]

test('no two rooms of main lead to each other', () => {
  const edges = new Set(
    [...imports].flatMap(([file, paths]) =>
      paths
        .map(path => [roomOf(file), roomOf(path)])
        .filter(([from, to]) => from !== undefined && to !== undefined && from !== to)
        .map(edge => edge.join(' → ')),
    ),
  )
  expect([...edges].filter(edge => edges.has(edge.split(' → ').toReversed().join(' → ')))).toEqual([])
})

/** What each environment may import, besides itself. */
const edges = { common: [], main: ['common'], cli: ['common'], preload: ['common'], renderer: ['common'] }

test('no environment leads to another but to common', () => {
  const environment = (/** @type {string} */ path) => path.split('/')[0] ?? ''
  const found = [...imports].flatMap(([file, paths]) =>
    paths
      .filter(path => environment(path) !== environment(file))
      .map(path => /** @type {const} */ ([environment(file), environment(path)])),
  )
  expect(found).toContainEqual(['cli', 'common'])
  const allowed = /** @type {Readonly<Record<string, readonly string[]>>} */ (edges)
  expect(found.filter(([from, to]) => !allowed[from]?.includes(to))).toEqual([])
})
