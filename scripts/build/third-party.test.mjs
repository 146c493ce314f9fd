import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { entries } from './entries.mjs'
import { root } from '../shared/paths.mjs'
import { thirdPartyNotices } from './third-party.mjs'

const results = await Promise.all(entries.map(entry => build({ ...entry, metafile: true })))
const text = await thirdPartyNotices(results.map(({ metafile }) => metafile))

test('names each package that the app depends on, with its version', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const [name, version] of Object.entries(dependencies)) expect(text).toContain(`\n${name} ${version} (`)
})

test('gives the licence as its package does', () => {
  const licence = readFileSync(join(root, 'node_modules/qrcode/license'), 'utf8').trim()
  expect(text).toContain(`\nqrcode 1.5.4 (MIT)\n\n${licence}\n`)
})

test('says whose a package is that has its licence in no file', () => {
  expect(text).toContain('\nlazy-val 1.0.5 (MIT)\n\nCopyright © Vladimir Krivosheev. Licence: MIT.\n')
})

test('names nothing twice, and nothing that only development takes', () => {
  const names = [...text.matchAll(/^-{80}\n\n(\S+ \S+) \(/gm)].map(([, name]) => name)
  expect(names).toEqual([...new Set(names)])
  expect(names.map(name => name?.split(' ')[0])).toEqual(expect.not.arrayContaining(['esbuild', 'vitest']))
  expect(names.length).toBeGreaterThan(20)
})
