import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { requireSha256, sha256OfFile } from './checksum.mjs'

const ofHello = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'
/** @type {string} */
let folder
/** @type {string} */
let file

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-checksum-'))
  file = join(folder, 'download')
  await writeFile(file, 'hello')
})

afterEach(() => rm(folder, { recursive: true }))

test('hashes what is in a file', async () => {
  expect(await sha256OfFile(file)).toBe(ofHello)
})

test('keeps a download that is what it should be', async () => {
  await requireSha256(file, ofHello)
  expect(await readFile(file, 'utf8')).toBe('hello')
})

test('refuses and deletes a download that is not what it should be', async () => {
  const expected = '0'.repeat(64)
  await expect(requireSha256(file, expected)).rejects.toThrow(`(sha256 ${ofHello}, expected ${expected})`)
  await expect(access(file)).rejects.toThrow('ENOENT')
})
