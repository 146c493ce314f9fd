import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../shared/paths.mjs'
import { takeSigningKeys } from './signing-keys.mjs'

test('are taken out of the environment, and nothing else is', () => {
  const keys = { WIN_CSC_LINK: 'a.pfx', CSC_KEY_PASSWORD: 'b', APPLE_APP_SPECIFIC_PASSWORD: 'c' }
  const others = { PATH: '/bin', MY_CSC_LINK: 'd' }
  const environment = { ...keys, ...others }
  expect([takeSigningKeys(environment), environment]).toEqual([keys, others])
})

test('are all that the release workflow has secrets for', () => {
  const workflow = readFileSync(join(root, '.github/workflows/release.yml'), 'utf8')
  const secrets = [...workflow.matchAll(/^ +(\w+): \$\{\{ secrets\.(\w+) \}\}$/gm)].map(([, name]) => name)
  expect(secrets.length).toBeGreaterThan(0)
  const environment = Object.fromEntries(secrets.map(name => [name, 'secret']))
  takeSigningKeys(environment)
  expect(environment).toEqual({})
})

// Everything that fetches, builds or runs what was fetched starts between these two lines.
test('are taken before anything is started, and given back to electron-builder alone', () => {
  const text = readFileSync(join(root, 'scripts/package.mjs'), 'utf8')
  const order = ['takeSigningKeys()', 'bootstrap({', 'ensureUniversalKeytar()', 'make(plan, runtime, keys)']
  const places = order.map(call => text.lastIndexOf(call))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(text.match(/Object\.assign\(process\.env, keys\)/g)).toHaveLength(1)
})
