import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeFolder } from './make-folder.ts'

let home: string
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'latchkey-folder-'))))
afterEach(() => rmSync(home, { recursive: true }))

it('makes all that is missing, for its owner alone, and leaves what is there', () => {
  mkdirSync(join(home, 'a'), 0o755)
  for (const _ of ['first', 'again']) makeFolder(join(home, 'a', 'b', 'c'))
  expect(['a', 'a/b', 'a/b/c'].map(name => statSync(join(home, name)).mode & 0o777)).toEqual([
    0o755, 0o700, 0o700,
  ])
})

it.each([
  ['a file', 'ENOTDIR', (at: string) => writeFileSync(at, '')],
  ['a link that leads nowhere', 'EEXIST', (at: string) => symlinkSync('nowhere', at)],
  ['a link to itself', 'ELOOP', (at: string) => symlinkSync('a', at)],
])('fails where %s is in the way, and makes nothing', (_what, code, make) => {
  make(join(home, 'a'))
  expect(() => makeFolder(join(home, 'a', 'b'))).toThrow(code)
  expect(readdirSync(home)).toEqual(['a'])
})

it.skipIf(process.platform !== 'linux')('fails at once where nobody can make one', () => {
  expect(() => makeFolder('/proc/nowhere/deep')).toThrow('ENOENT')
})
