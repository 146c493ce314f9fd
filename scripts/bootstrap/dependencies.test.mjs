import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isInstalled, removeLink } from './dependencies.mjs'

const alpha = { version: '1.0.0', integrity: 'sha512-alpha' }
const beta = { version: '2.0.0', integrity: 'sha512-beta' }
const wanted = { '': { name: 'latchkey' }, 'node_modules/alpha': alpha, 'node_modules/beta': beta }
const installed = { 'node_modules/alpha': alpha, 'node_modules/beta': beta }

test('what npm recorded and the lockfile agree', () => {
  expect(isInstalled(wanted, installed)).toBe(true)
})

test('node_modules without npm’s record, as after an interruption, is not installed', () => {
  expect(isInstalled(wanted, undefined)).toBe(false)
})

test.each([
  ['another version', { ...installed, 'node_modules/beta': { ...beta, version: '2.0.1' } }],
  ['another content', { ...installed, 'node_modules/beta': { ...beta, integrity: 'sha512-other' } }],
  ['a missing package', { 'node_modules/alpha': alpha }],
  ['a package too many', { ...installed, 'node_modules/gamma': beta }],
])('%s is not installed', (_name, found) => {
  expect(isInstalled(wanted, found)).toBe(false)
})

test('a package for another system may be missing', () => {
  const optional = { ...wanted, 'node_modules/alpha-windows': { ...alpha, optional: true } }
  expect(isInstalled(optional, installed)).toBe(true)
})

test('a node_modules that is a link is unlinked, and what it leads to stays', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-link-'))
  const [theirs, ours] = [join(folder, 'theirs'), join(folder, 'ours')]
  mkdirSync(theirs)
  writeFileSync(join(theirs, 'package'), '')
  symlinkSync(theirs, ours)
  for (const path of [ours, theirs, join(folder, 'nothing')]) await removeLink(path)
  expect([existsSync(ours), readdirSync(theirs)]).toEqual([false, ['package']])
  rmSync(folder, { recursive: true })
})
