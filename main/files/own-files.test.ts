import { mkdtempSync, promises, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createOwnFiles } from './own-files.ts'
import { patientWork } from './patient-work.fake.ts'

let folder: string
const at = (name: string) => join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-own-'))
  for (const name of ['program', 'data.pak', 'bundled']) writeFileSync(at(name), name.repeat(100))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it.each<[string, () => void, boolean]>([
  ['nothing happens', () => {}, false],
  ['a file comes', () => writeFileSync(at('new'), ''), false],
  ['what was bundled goes', () => rmSync(at('bundled')), true],
  ['what was bundled is cut short', () => truncateSync(at('bundled'), 10), true],
  [
    'what was bundled is another',
    () => (writeFileSync(at('x'), 'x'), renameSync(at('x'), at('bundled'))),
    true,
  ],
  ['the program goes', () => rmSync(at('program')), true],
  ['the program is moved', () => renameSync(at('program'), at('old')), true],
  ['something beside the program is cut short', () => truncateSync(at('data.pak'), 0), true],
  ['something beside the program is written anew', () => utimesSync(at('data.pak'), 1, 1), true],
  ['all is removed', () => rmSync(folder, { recursive: true }), true],
])('are seen to be what they were, or not: %s', async (_what, happens, expected) => {
  const own = createOwnFiles({ folder, others: [at('bundled')], files: promises, work: patientWork() })
  expect(await own.areChanged()).toBe(false)
  own.remember()
  expect(await own.areChanged()).toBe(false)
  happens()
  own.remember()
  expect(await own.areChanged()).toBe(expected)
})
