import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { chooseTemporaryFolder } from './temporary-folder.mjs'

/** @type {string} */
let work

beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'l-'))
})
afterEach(() => rm(work, { recursive: true, force: true }))

test('the first that tests can work in is taken, and nothing is left in it', async () => {
  expect(await chooseTemporaryFolder([work, tmpdir()])).toBe(work)
  expect(await readdir(work)).toEqual([])
})

test('one that is not there yet is made', async () => {
  const folder = join(work, 'new')
  expect(await chooseTemporaryFolder([folder])).toBe(folder)
})

test.each([
  [
    'a file',
    async () => {
      await writeFile(join(work, 'file'), '')
      return join(work, 'file')
    },
  ],
  [
    'one below a file',
    async () => {
      await writeFile(join(work, 'file'), '')
      return join(work, 'file', 'folder')
    },
  ],
  [
    'one where sockets would have too long a name',
    async () => {
      const folder = join(work, 'long'.repeat(12))
      await mkdir(folder)
      return folder
    },
  ],
  ['a file system of the kernel, which keeps no files', async () => '/proc'],
])('%s is passed over', async (_name, make) => {
  expect(await chooseTemporaryFolder([await make(), work])).toBe(work)
})

test('there may be none', async () => {
  expect(await chooseTemporaryFolder(['/proc'])).toBe(undefined)
})
