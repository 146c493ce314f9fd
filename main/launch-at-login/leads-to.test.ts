import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, relative } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { leadsTo } from './leads-to.ts'

let folder: string
const at = (name: string) => join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-leads-'))
  for (const name of ['own', 'other', 'env']) writeFileSync(at(name), '', { mode: 0o755 })
  writeFileSync(at('plain'), '')
  chmodSync(at('plain'), 0o644)
  mkdirSync(at('folder'))
  symlinkSync(at('own'), at('link'))
  symlinkSync(at('none'), at('broken'))
  symlinkSync(process.execPath, at('native'))
  vi.stubEnv('PATH', [at('folder'), folder].join(delimiter))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

it.each<[string, () => string[], Awaited<ReturnType<typeof leadsTo>>]>([
  ['its name', () => [at('own'), '--hidden'], 'here'],
  ['its name, from another folder', () => [`${folder}/folder/../own`], 'here'],
  ['a link to it', () => [at('link')], 'here'],
  ['its name on the path', () => ['own', '--hidden'], 'here'],
  ['another program that starts it', () => ['env', 'LANG=C', at('link')], 'here'],
  ['another program', () => [at('other'), '--hidden'], 'elsewhere'],
  ['machine code', () => [at('native')], 'another'],
  ['machine code on the path, with switches', () => ['native', '-q', '--hidden'], 'another'],
  ['machine code with a word', () => [at('native'), 'run'], 'elsewhere'],
  ['machine code with a value', () => [at('native'), '--run=other'], 'elsewhere'],
  ['machine code with a command in a switch', () => [at('native'), '-c exec other'], 'elsewhere'],
  ['another program on the path', () => ['other'], 'elsewhere'],
  ['another program that starts another', () => ['env', 'LANG=C', at('other')], 'elsewhere'],
  ['a shell that starts it later', () => [at('env'), '-c', `sleep 10; "${at('own')}" --hidden`], 'here'],
  ['another program that finds it on the path', () => ['env', 'own'], 'here'],
  ['a shell that starts another', () => [at('other'), '-c', `${at('own')}-2 --hidden`], 'elsewhere'],
  ['another program, with a file that is gone', () => [at('other'), '--log', at('none')], 'elsewhere'],
  ['another program, with a file', () => [at('other'), at('plain')], 'elsewhere'],
  ['nothing', () => [], 'nowhere'],
  ['an empty name', () => [''], 'nowhere'],
  ['a program that is gone', () => [at('none'), '--hidden'], 'nowhere'],
  ['a program that is gone, behind another', () => ['env', 'LANG=C', at('none')], 'elsewhere'],
  ['another program with more than it needs', () => [at('env'), '-u', 'LANG', 'A=a b', at('own')], 'here'],
  ['a name that is not on the path here', () => ['none'], 'elsewhere'],
  ['a name of a home that nobody told us', () => ['~/bin/wrapper'], 'elsewhere'],
  [
    'more words than anybody writes',
    () => [at('other'), ...Array.from({ length: 100_000 }, (_, n) => `w${n}`), at('own')],
    'elsewhere',
  ],
  ['a link to what is gone', () => [at('broken')], 'nowhere'],
  ['a file that is no program', () => [at('plain')], 'nowhere'],
  ['a folder', () => [at('folder')], 'nowhere'],
])('leads by %s: %#', async (_what, command, expected) => {
  expect(await leadsTo(command(), at('own'))).toBe(expected)
})

it('leads here though this program was started by another name', async () => {
  expect(await leadsTo([at('own')], at('link'))).toBe('here')
})

it.each([
  ['it is the program that an installation has', 'Latchkey', 'here'],
  ['it is another, which has that name by chance', 'Latchkey.AppImage', 'elsewhere'],
])('leads by the command beside this program, where %s', async (_where, name, expected) => {
  for (const each of [name, 'latchkey']) writeFileSync(at(each), '', { mode: 0o755 })
  symlinkSync(at('latchkey'), at('command'))
  for (const start of ['latchkey', 'command'])
    expect(await leadsTo([at(start), '--hidden'], at(name))).toBe(expected)
})

it('leads to nobody knows where by a folder that depends on who starts it', async () => {
  vi.stubEnv('PATH', relative(process.cwd(), folder))
  expect(await leadsTo(['own'], at('own'))).toBe('elsewhere')
})

it('looks for no program in the folder of an AppImage that runs', async () => {
  vi.stubEnv('APPDIR', folder)
  expect(await leadsTo(['own'], at('own'))).toBe('elsewhere')
})

it('leads elsewhere though this program is gone itself', async () => {
  expect(await leadsTo([at('other')], at('none'))).toBe('elsewhere')
})
