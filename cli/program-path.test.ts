import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { programPath } from './program-path.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-path-'))
  mkdirSync(join(folder, 'a/tool'), { recursive: true })
  mkdirSync(join(folder, 'b'))
  for (const name of ['b/tool', 'b/text', 'a/text']) writeFileSync(join(folder, name), '')
  chmodSync(join(folder, 'b/tool'), 0o755)
})
afterEach(() => rmSync(folder, { recursive: true }))

const find = (name: string) => programPath(name, { PATH: `${folder}/a:${folder}/none:${folder}/b` })

describe.skipIf(process.platform === 'win32')('a program', () => {
  it('is the first on PATH that can be run', () => {
    expect(find('tool')).toBe(join(folder, 'b/tool'))
  })

  it.each([
    ['nothing', 'not-found'],
    ['text', 'not-executable'],
    ['/no/such', 'not-found'],
  ])('%s is %s', (name, reason) => {
    expect(() => find(name)).toThrow(expect.objectContaining({ reason, exit: reason }))
  })

  it('is looked for in the usual folders without PATH', () => {
    expect(programPath('sh', {})).toMatch(/\/sh$/)
  })
})
