import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Found, readForeign } from './read-foreign.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-foreign-'))
  mkdirSync(join(folder, 'home'))
  path = join(folder, 'home', 'file')
})
afterEach(() => rmSync(folder, { recursive: true }))

const read = (largestBytes = 100, within: readonly string[] | null = [join(folder, 'home')]) =>
  readForeign(path, { largestBytes, within })
const told = (found: Found) =>
  'why' in found
    ? [found.kind, (found.why as Error).message, found.bytes.toString()]
    : [found.kind, ...('bytes' in found ? [found.bytes.toString()] : [])]

describe('a file that others can write', () => {
  it.each<[string, () => void, string[]]>([
    ['a file', () => writeFileSync(path, 'text'), ['read', 'text']],
    ['an empty file', () => writeFileSync(path, ''), ['read', '']],
    ['as much as may be', () => writeFileSync(path, 'x'.repeat(100)), ['read', 'x'.repeat(100)]],
    [
      'more',
      () => writeFileSync(path, 'x'.repeat(101)),
      ['unread', 'Larger than 0.09765625 KB', 'x'.repeat(100)],
    ],
    ['nothing', () => {}, ['nothing']],
    ['a folder', () => mkdirSync(path), ['no-file']],
    [
      'a file in the place of its folder',
      () => writeFileSync((path = join(folder, 'home', 'file', 'x')).slice(0, -2), ''),
      ['no-file'],
    ],
    ['a pipe', () => execFileSync('mkfifo', [path]), ['no-file']],
    ['a link to a device', () => symlinkSync('/dev/zero', path), ['no-file']],
    [
      'a link to a file beside it',
      () => (writeFileSync(`${path}-2`, 'text'), symlinkSync('file-2', path)),
      ['read', 'text'],
    ],
    ['a link to nothing beside it', () => symlinkSync('none', path), ['nothing']],
    ['a link to nothing in no folder', () => symlinkSync('none/none', path), ['nothing']],
    ['a link to itself', () => symlinkSync('file', path), ['unread', 'A link leads to itself', '']],
    [
      'a link to a file outside',
      () => (writeFileSync(join(folder, 'out'), 'not ours'), symlinkSync('../out', path)),
      ['unread', 'A link leads out of the home', ''],
    ],
    [
      'a link to nothing outside',
      () => symlinkSync('../none', path),
      ['unread', 'A link leads out of the home', ''],
    ],
    [
      'a link to a folder with a name that begins alike',
      () => (
        mkdirSync(join(folder, 'home-2')),
        writeFileSync(join(folder, 'home-2', 'x'), ''),
        symlinkSync('../home-2/x', path)
      ),
      ['unread', 'A link leads out of the home', ''],
    ],
    ['a file that may not be read', () => symlinkSync('/proc/1/environ-none/x', path), ['nothing']],
  ])('is told from what it is not: %s', async (_what, make, expected) => {
    make()
    expect(told(await read())).toEqual(expected)
  })

  it.each(['/proc/self/environ', '/proc/self/maps', '/proc/self/status', '/proc/kmsg'])(
    'is read no further than it says that it is long, as what the kernel makes up: %s',
    async file => {
      symlinkSync(file, path)
      expect(told(await read(100, null)).slice(0, 2)).toEqual(['read', ''])
    },
  )

  it('is no socket', async () => {
    const server = createServer().listen(path)
    await once(server, 'listening')
    expect(await read()).toEqual({ kind: 'no-file' })
    server.close()
  })

  it('does not wake up who waits at the other end of a pipe', async () => {
    execFileSync('mkfifo', [path])
    const writer = spawn('sh', ['-c', 'echo secret > "$0"', path])
    await once(writer, 'spawn')
    for (let time = 0; time < 100; time++) expect(await read()).toEqual({ kind: 'no-file' })
    expect(writer.exitCode).toBe(null)
    writer.kill('SIGKILL')
    await once(writer, 'exit')
  })

  it('is never waited for, and nothing outside is read, whatever takes its place meanwhile', async () => {
    execFileSync('mkfifo', [`${path}-pipe`])
    writeFileSync(`${path}-text`, 'text')
    writeFileSync(join(folder, 'out'), 'not ours')
    symlinkSync('../out', `${path}-link`)
    const swapper = spawn(process.execPath, ['-e', SWAPPER, path])
    await once(swapper, 'spawn')
    const kinds = new Set<string>()
    for (let time = 0; time < 100_000 && kinds.size < 4; time++) {
      const found = await read()
      kinds.add(found.kind)
      expect('bytes' in found && found.bytes.includes('not ours')).toBe(false)
    }
    for (let time = 0; time < 1_000; time++) {
      const found = await read()
      expect('bytes' in found && found.bytes.includes('not ours')).toBe(false)
    }
    swapper.kill('SIGKILL')
    await once(swapper, 'exit')
    expect([...kinds].toSorted()).toEqual(['no-file', 'nothing', 'read', 'unread'])
  }, 60_000)
})

const SWAPPER = `
  const { renameSync } = require('node:fs')
  const path = process.argv[1]
  for (;;) for (const kind of ['text', 'pipe', 'text', 'link']) {
    renameSync(path + '-' + kind, path)
    renameSync(path, path + '-' + kind)
  }
`
