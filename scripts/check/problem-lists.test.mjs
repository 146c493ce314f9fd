import { expect, test } from 'vitest'
import { problemNames } from '../../common/problems.ts'
import { productSources, readSource } from './product-source.mjs'

const TABLE = 'common/problems.ts'
const name = `'(?:${problemNames.join('|')})'`
const between = [
  // A list, a set, a union of types.
  String.raw`\s*[,|]\s*`,
  // One comparison after another.
  String.raw`\)*\s*(?:\|\||&&)\s*\(*[\w.?]+\s*[!=]==\s*`,
  // Two cases that are one.
  String.raw`:\s*case\s+`,
].join('|')
const list = new RegExp(
  String.raw`${name}(?:${between})${name}|\bswitch \([^)]*[pP]roblem\)|startsWith\('keychain`,
)

test.each([
  ['a list', `['offline', 'name']`],
  ['a list on lines of its own', `new Set([\n  'keychain-locked',\n  'keychain-missing',\n])`],
  ['comparisons', `problem === 'refused' || problem === 'keychain-emptied'`],
  ['comparisons that are to fail', `(view.problem !== 'refused') && (view.problem !== 'expired')`],
  ['cases', `case 'expired':\n    case 'used-elsewhere':`],
  ['a choice by name', `switch (signIn.problem) {`],
  ['a type', `'expired' | 'used-elsewhere'`],
  ['how a name begins', `problem.startsWith('keychain-')`],
])('problems that are grouped by %s are found', (_how, source) => {
  expect(source).toMatch(list)
})

test.each([
  ['one that is told', `throw new Failure('rate-limited', { retryAfterMs })`],
  ['one that is asked after', `problem === 'rate-limited' ? retryAfterMs : 0`],
  ['each with what leads to it', `[/^ERR_NAME_/, 'name'],\n  [/^ERR_CERT_/, 'certificate'],`],
  ['what another thing is called', `v.picklist(['asks', 'refused', 'refused-environment'])`],
])('no group is %s', (_what, source) => {
  expect(source).not.toMatch(list)
})

test('what problems have in common is told by their table alone', () => {
  expect(productSources).toContain(TABLE)
  const grouping = productSources.filter(file => file !== TABLE && list.test(readSource(file)))
  expect(grouping).toEqual([])
})
