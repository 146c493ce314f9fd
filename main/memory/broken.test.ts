import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countReached } from '../../common/reached.fake.ts'
import { fresh, older, salvaged, useFolder } from './memory-file.fake.ts'
import { LARGEST_KEPT_BYTES } from '../files/kept-file.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const serialised = (value: unknown) =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? ''

const { folder, path, reports, open, onDisk, write } = useFolder()

describe('memory that cannot be used', () => {
  it.each([
    ['empty', ''],
    ['cut short', '{"version":2,"clientIdent'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '2'],
    ['binary', '\0\u0001\u0002'],
    ['nested without end', '['.repeat(LARGEST_KEPT_BYTES)],
    ['nested without end in a field', `{"version":2,"a":`.padEnd(LARGEST_KEPT_BYTES, '[')],
    ['without an identifier', JSON.stringify({ version: 2, tokenStored: 'yes' })],
    ['with an identifier that is none', JSON.stringify({ ...older, clientIdentifier: 'a\r\nX-Evil: 1' })],
    ['larger than 64 KB', ' '.repeat(LARGEST_KEPT_BYTES) + JSON.stringify(older)],
  ])('are kept aside when they are %s', async (_what, text) => {
    write(text)
    const memory = await open()
    expect({ memory: memory.get(), notice: memory.notice() }).toEqual({
      memory: fresh,
      notice: 'memory-broken',
    })
    expect(onDisk()).toEqual(fresh)
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe(text)
    expect(reports).toEqual(['memory.json could not be used, starting anew'])
  })

  it.each([
    ['of an older version', JSON.stringify({ ...older, version: 1 })],
    ['of a version that is a text', JSON.stringify({ ...older, version: '2' })],
    ['cut short after the identifier', JSON.stringify(older).slice(0, -100)],
    ['begun with a byte order mark', `\uFEFF${JSON.stringify(older)}`],
    ['with a NUL in the middle', JSON.stringify(older).replace('"tokenStored"', '\0"tokenStored"')],
    ['with 60,000 open brackets behind them', `${JSON.stringify(older)}${'['.repeat(60_000)}`],
    ['larger than 64 KB', JSON.stringify(older).padEnd(LARGEST_KEPT_BYTES + 1)],
    ['much larger than 64 KB', JSON.stringify(older).padEnd(100 * LARGEST_KEPT_BYTES)],
  ])(
    'give up their identifier when they are %s: plex.tv would list this computer twice',
    async (_what, text) => {
      write(text)
      const memory = await open()
      expect({ memory: memory.get(), notice: memory.notice() }).toEqual({
        memory: salvaged,
        notice: 'memory-broken',
      })
      expect(onDisk()).toEqual(salvaged)
      expect(readFileSync(`${path}.broken`, 'utf8')).toBe(text)
    },
  )

  it.each([3, 2.5, 1e300])('are said to be of a newer release when their version is %d', async version => {
    const text = JSON.stringify({ ...older, version, tokenStored: { newer: true } })
    write(text)
    const memory = await open()
    expect({ memory: memory.get(), notice: memory.notice() }).toEqual({
      memory: salvaged,
      notice: 'memory-newer',
    })
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe(text)
  })

  it('are kept beside those that were kept before, nine of them', async () => {
    const texts = Array.from({ length: 11 }, (_, index) => `broken ${index}`)
    for (const text of texts) {
      write(text)
      await open()
    }
    const files = readdirSync(dirname(path)).filter(name => name !== 'memory.json')
    expect(
      Object.fromEntries(files.map(name => [name, readFileSync(join(dirname(path), name), 'utf8')])),
    ).toEqual({
      'memory.json.broken': 'broken 0',
      ...Object.fromEntries(
        [2, 3, 4, 5, 6, 7, 8].map(number => [`memory.json.broken-${number}`, `broken ${number - 1}`]),
      ),
      'memory.json.broken-9': 'broken 10',
    })
  })

  it('are not overwritten when they cannot be kept aside', async () => {
    write('broken')
    const kept = ['', ...[2, 3, 4, 5, 6, 7, 8, 9].map(number => `-${number}`)]
    for (const name of kept) mkdirSync(`${path}.broken${name}`)
    const memory = await open()
    memory.set({ tokenStored: 'yes' })
    expect({ memory: memory.get(), notice: memory.notice(), text: readFileSync(path, 'utf8') }).toEqual({
      memory: { ...fresh, tokenStored: 'yes' },
      notice: 'memory-unwritable',
      text: 'broken',
    })
    rmSync(`${path}.broken-9`, { recursive: true })
    memory.set({ tokenStored: 'no' })
    expect({ onDisk: onDisk(), notice: memory.notice() }).toEqual({
      onDisk: { ...fresh, tokenStored: 'no' },
      notice: 'memory-broken',
    })
    expect(readFileSync(`${path}.broken-9`, 'utf8')).toBe('broken')
  })

  it('are not waited for when they are a pipe', async () => {
    mkdirSync(join(folder, 'Latchkey'), { recursive: true })
    execFileSync('mkfifo', [path])
    expect((await open()).get()).toEqual(fresh)
    expect(statSync(`${path}.broken`).isFIFO()).toBe(true)
  })

  it('are used up to 64 KB', async () => {
    write(JSON.stringify(older).padEnd(LARGEST_KEPT_BYTES))
    expect((await open()).get()).toEqual(older)
  })

  it('are kept aside when they are a folder', async () => {
    mkdirSync(path, { recursive: true })
    expect((await open()).get()).toEqual(fresh)
    expect(statSync(`${path}.broken`).isDirectory()).toBe(true)
  })

  it.each([
    ['itself', 'memory.json'],
    ['a device that never ends', '/dev/zero'],
  ])('are kept aside when they lead to %s', async (_what, target) => {
    mkdirSync(dirname(path))
    symlinkSync(target, path)
    const memory = await open()
    expect({ memory: memory.get(), notice: memory.notice() }).toEqual({
      memory: fresh,
      notice: 'memory-broken',
    })
    expect(readlinkSync(`${path}.broken`)).toBe(target)
    expect(onDisk()).toEqual(fresh)
  })

  it('are kept with every byte, whatever they are, and always leave an identifier', async () => {
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes)),
      fc.string({ unit: 'binary', maxLength: 300 }).map(text => Buffer.from(text)),
      fc.json().map(text => Buffer.from(text)),
      fc
        .record(
          {
            version: fc.oneof(fc.constant(2), fc.double(), fc.anything()),
            clientIdentifier: fc.oneof(fc.uuid(), fc.anything()),
            tokenStored: fc.oneof(fc.constantFrom('yes', 'no'), fc.anything()),
            signedInAt: fc.oneof(fc.double(), fc.anything()),
            ['__proto__']: fc.anything(),
          },
          { requiredKeys: [] },
        )
        .map(value => Buffer.from(serialised(value))),
      fc
        .record({ clientIdentifier: fc.uuid(), tokenStored: fc.constantFrom('yes', 'no', 'unknown') })
        .map(some => Buffer.from(JSON.stringify({ ...older, ...some }))),
    )
    const reached = { usable: countReached(), broken: countReached() }
    await fc.assert(
      fc.asyncProperty(hostile, async bytes => {
        rmSync(dirname(path), { recursive: true, force: true })
        mkdirSync(dirname(path))
        writeFileSync(path, bytes)
        const memory = await open()
        expect(memory.get().clientIdentifier).toMatch(UUID)
        reached[memory.notice() === null ? 'usable' : 'broken'].again()
        if (memory.notice() === null) expect(readFileSync(path)).toEqual(bytes)
        else expect(readFileSync(`${path}.broken`)).toEqual(bytes)
        expect((await open()).get()).toEqual(memory.get())
      }),
    )
    reached.usable.atLeast(1)
    reached.broken.atLeast(30)
    // Each of them is written to the disk, however busy that is.
  }, 30_000)
})
