import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { matchesInventory, recordInventory } from './inventory.mjs'

/** @type {string} */
let work
/** @type {string} */
let folder
/** @type {string} */
let file

beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'latchkey-inventory-'))
  folder = join(work, 'runtime')
  file = join(work, 'runtime.json')
  await mkdir(join(folder, 'locales'), { recursive: true })
  await writeFile(join(folder, 'electron'), 'a program')
  await writeFile(join(folder, 'locales', 'en.pak'), 'words')
  await recordInventory(folder, file, 'source one')
})

afterEach(() => rm(work, { recursive: true }))

test('an untouched folder is whole', async () => {
  expect(await matchesInventory(folder, file, 'source one')).toBe(true)
})

test('a file that was added later does no harm', async () => {
  await writeFile(join(folder, 'loader.js'), '')
  expect(await matchesInventory(folder, file, 'source one')).toBe(true)
})

test('a missing file is noticed', async () => {
  await rm(join(folder, 'locales', 'en.pak'))
  expect(await matchesInventory(folder, file, 'source one')).toBe(false)
})

test('a file that was cut short is noticed', async () => {
  await truncate(join(folder, 'electron'), 3)
  expect(await matchesInventory(folder, file, 'source one')).toBe(false)
})

test('a folder made from another download is noticed', async () => {
  expect(await matchesInventory(folder, file, 'source two')).toBe(false)
})

test('a folder without a record, as after an interruption, is not whole', async () => {
  await rm(file)
  expect(await matchesInventory(folder, file, 'source one')).toBe(false)
})
