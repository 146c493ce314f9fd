import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { desktopParts } from './desktop-parts.mjs'
import { root } from '../shared/paths.mjs'

test('each spec of real desktop parts has its packages, and each list a spec', () => {
  const files = readdirSync(join(root, 'e2e', 'desktops')).filter(name => name.endsWith('.spec.ts'))
  expect(Object.keys(desktopParts).toSorted()).toEqual(
    files.map(name => name.replace('.spec.ts', '')).toSorted(),
  )
})

test('each requirement names what it looks for and a package of Debian', () => {
  for (const { kind, name, apt } of Object.values(desktopParts).flat()) {
    expect(['program', 'file']).toContain(kind)
    expect(name).not.toBe('')
    expect(apt).toHaveLength(1)
  }
})
