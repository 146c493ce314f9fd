import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { NoAnswer } from '../files/file-work.ts'
import { patientWork } from '../files/patient-work.fake.ts'
import { NOWHERE } from './place.ts'
import { openPlaceFile } from './place-file.ts'

const home = mkdtempSync(join(tmpdir(), 'latchkey-window-'))
const folder = join(home, 'Latchkey')
const path = join(folder, 'window.json')
const outside = mkdtempSync(join(tmpdir(), 'latchkey-elsewhere-'))
const mine = join(outside, 'mine.json')
const size = { width: 460, height: 600 }
const at = { x: 90, y: 60, screen: 1 }
const left = { version: 1 as const, size, at }
let reports: string[]
let writes: number

beforeEach(() => {
  rmSync(home, { recursive: true })
  mkdirSync(folder, { recursive: true })
  reports = []
  writes = 0
})
afterAll(() => {
  for (const each of [home, outside]) rmSync(each, { recursive: true })
})

type Options = Parameters<typeof openPlaceFile>[0]
const open = (more: Partial<Options> = {}) =>
  openPlaceFile({ folder, home, work: patientWork(), report: what => void reports.push(what), ...more })
const seen = async () => (await open()).get()

it('is remembered from one run to the next, each part of it, for its owner alone', async () => {
  expect([await seen(), readdirSync(folder)]).toEqual([NOWHERE, []])
  ;(await open()).change({ size })
  expect(await seen()).toEqual({ ...NOWHERE, size })
  ;(await open()).change({ at })
  expect([await seen(), reports, (statSync(path).mode & 0o777).toString(8)]).toEqual([left, [], '600'])
})

it('is written only where it is another', async () => {
  const file = await open({ replace: () => void writes++ })
  for (const change of [{}, { size }, { size: { ...size } }, { at }, { size, at }, {}]) file.change(change)
  expect(writes).toBe(2)
})

it('is not what a desktop says that cannot be', async () => {
  const file = await open()
  file.change({ size: { width: 0, height: 600 } })
  file.change({ at: { x: Number.NaN, y: 0, screen: 1 } })
  expect([file.get(), readdirSync(folder)]).toEqual([NOWHERE, []])
})

it.each<[string, () => void]>([
  ['damaged', () => writeFileSync(path, '{"version":1,"size":{"wid')],
  ['of a later release', () => writeFileSync(path, JSON.stringify({ ...left, version: 2 }))],
  ['too large', () => writeFileSync(path, JSON.stringify(left).padEnd(65_537))],
  ['a folder', () => mkdirSync(path)],
  ['a pipe', () => void execFileSync('mkfifo', [path])],
])('is not remembered, and is again from then on, where the file is %s', async (_what, make) => {
  make()
  const file = await open()
  expect(file.get()).toEqual(NOWHERE)
  file.change(left)
  expect([await seen(), reports]).toEqual([left, ['window.json could not be used, starting anew']])
})

const silent: Options['work'] = {
  within: () => Promise.reject(new NoAnswer('window')),
  ended: async () => false,
}

it.each<[string, () => Partial<Options>]>([
  ['is a link out of the home', () => (writeFileSync(mine, 'mine'), symlinkSync(mine, path), {})],
  ['is on a disk that does not answer', () => ({ work: silent })],
])('lasts as long as the app runs where the file %s, which is not written', async (_what, prepare) => {
  const file = await open({ ...prepare(), replace: () => void writes++ })
  file.change(left)
  expect([file.get(), writes]).toEqual([left, 0])
})

it.each<[string, () => Partial<Options>, readonly string[]]>([
  ['as it was written', () => (writeFileSync(path, JSON.stringify(left)), {}), []],
  ['not there', () => ({}), []],
  ['damaged', () => (writeFileSync(path, '{'), {}), []],
  ['a folder, which is not ours', () => (mkdirSync(path), {}), ['window.json']],
  ['a link out of the home', () => (writeFileSync(mine, 'mine'), symlinkSync(mine, path), {}), []],
  ['on a disk that does not answer', () => (writeFileSync(path, 'there'), { work: silent }), ['window.json']],
  [
    'a link within the home, which stays one',
    () => (writeFileSync(join(home, 'dotfile'), JSON.stringify(left)), symlinkSync('../dotfile', path), {}),
    ['window.json'],
  ],
])('is forgotten with its file, where that is %s', async (_what, prepare, there) => {
  const file = await open(prepare())
  file.forget()
  expect([file.get(), await seen(), readdirSync(folder)]).toEqual([NOWHERE, NOWHERE, there])
  if (readdirSync(outside).length > 0) expect(readFileSync(mine, 'utf8')).toBe('mine')
  reports = []
  file.change(left)
  expect([file.get(), reports]).toEqual([left, []])
})
