import { execFileSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LARGEST_SETTINGS_BYTES, openSettings, replaceFile } from './file.ts'

const FIRST = '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11'
const SECOND = '7c415b56-8f48-488a-98ab-847ef4460442'
const fresh = {
  version: 1,
  clientIdentifier: SECOND,
  tokenStored: 'unknown',
  unfinishedStored: 'unknown',
  signedInAt: null,
  confirmedAt: null,
}
const salvaged = { ...fresh, clientIdentifier: FIRST }
const older = {
  version: 1,
  clientIdentifier: FIRST,
  tokenStored: 'yes',
  unfinishedStored: 'no',
  signedInAt: 1_760_000_000_000,
  confirmedAt: 1_760_000_100_000.5,
}
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const serialised = (value: unknown) =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? ''

let folder: string
let path: string
let reports: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-settings-'))
  path = join(folder, 'Latchkey', 'settings.json')
  reports = []
})
afterEach(() => rmSync(folder, { recursive: true }))

const open = (from = path) =>
  openSettings({ path: from, newIdentifier: () => SECOND, report: what => reports.push(what) })
const onDisk = (): unknown => JSON.parse(readFileSync(path, 'utf8'))
function write(text: string) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

describe('the settings of a new install', () => {
  it('are made, written and not worth a report', () => {
    expect(open().get()).toEqual(fresh)
    expect(onDisk()).toEqual(fresh)
    expect({ reports, files: readdirSync(dirname(path)) }).toEqual({ reports: [], files: ['settings.json'] })
  })

  it('can be read by their owner alone', () => {
    open()
    expect([statSync(path).mode & 0o777, statSync(dirname(path)).mode & 0o777]).toEqual([0o600, 0o700])
  })
})

describe('the settings of an earlier start', () => {
  it('are used, and the file is not touched', () => {
    write(JSON.stringify(older))
    const before = statSync(path).ino
    expect(open().get()).toEqual(older)
    expect({ inode: statSync(path).ino, reports }).toEqual({ inode: before, reports: [] })
  })

  it('remember a change, and keep the identifier', () => {
    open().set({ tokenStored: 'yes' })
    expect(open().get()).toEqual({ ...fresh, tokenStored: 'yes' })
  })

  it('may be of a version that knew neither of anything unfinished nor of moments', () => {
    const before = { version: 1, clientIdentifier: FIRST, tokenStored: 'yes' }
    write(JSON.stringify(before))
    expect(open().get()).toEqual({ ...salvaged, tokenStored: 'yes' })
    expect({ onDisk: onDisk(), reports }).toEqual({ onDisk: before, reports: [] })
    open().set({ unfinishedStored: 'yes', signedInAt: 1, confirmedAt: 2 })
    expect(onDisk()).toEqual({
      ...salvaged,
      tokenStored: 'yes',
      unfinishedStored: 'yes',
      signedInAt: 1,
      confirmedAt: 2,
    })
  })

  it('drop fields that are not theirs', () => {
    write(
      `{"token":"sentinel","__proto__":{"tokenStored":"no","admin":true},${JSON.stringify(older).slice(1)}`,
    )
    const settings = open()
    expect(settings.get()).toEqual(older)
    expect('admin' in settings.get()).toBe(false)
    settings.set({ tokenStored: 'no' })
    expect(onDisk()).toEqual({ ...older, tokenStored: 'no' })
  })

  it('cannot be supplied by a prototype', () => {
    write(`{"__proto__":${JSON.stringify(older)}}`)
    expect(open().get()).toEqual(salvaged)
  })
})

describe('settings that cannot be used', () => {
  it.each([
    ['empty', ''],
    ['cut short', '{"version":1,"clientIdent'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '2'],
    ['binary', '\0\u0001\u0002'],
    ['nested without end', '['.repeat(LARGEST_SETTINGS_BYTES)],
    ['nested without end in a field', `{"version":1,"a":`.padEnd(LARGEST_SETTINGS_BYTES, '[')],
    ['without an identifier', JSON.stringify({ version: 1, tokenStored: 'yes' })],
    ['with an identifier that is none', JSON.stringify({ ...older, clientIdentifier: 'a\r\nX-Evil: 1' })],
    ['larger than 64 KB', ' '.repeat(LARGEST_SETTINGS_BYTES) + JSON.stringify(older)],
  ])('are kept aside when they are %s', (_what, text) => {
    write(text)
    const settings = open()
    expect({ settings: settings.get(), notice: settings.notice() }).toEqual({
      settings: fresh,
      notice: 'settings-broken',
    })
    expect(onDisk()).toEqual(fresh)
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe(text)
    expect(reports).toEqual(['The settings could not be used, starting with new ones'])
  })

  it.each([
    ['of an older version', JSON.stringify({ ...older, version: 0 })],
    ['of a version that is a text', JSON.stringify({ ...older, version: '2' })],
    ['with a hint that is none', JSON.stringify({ ...older, tokenStored: true })],
    ['with another hint that is none', JSON.stringify({ ...older, unfinishedStored: null })],
    ['with a moment that is no date', JSON.stringify({ ...older, signedInAt: 8.64e15 + 2 })],
    ['with a moment that is a text', JSON.stringify({ ...older, signedInAt: '2026-01-01' })],
    ['with a moment before all moments', JSON.stringify({ ...older, confirmedAt: -1 })],
    ['with a number beyond all numbers', JSON.stringify(older).replace('1760000000000', '1e999')],
    ['cut short after the identifier', JSON.stringify(older).slice(0, -100)],
    ['begun with a byte order mark', `\uFEFF${JSON.stringify(older)}`],
    ['with a NUL in the middle', JSON.stringify(older).replace('"tokenStored"', '\0"tokenStored"')],
    ['with 60,000 open brackets behind them', `${JSON.stringify(older)}${'['.repeat(60_000)}`],
    ['larger than 64 KB', JSON.stringify(older).padEnd(LARGEST_SETTINGS_BYTES + 1)],
    ['much larger than 64 KB', JSON.stringify(older).padEnd(100 * LARGEST_SETTINGS_BYTES)],
  ])('give up their identifier when they are %s: plex.tv would list this computer twice', (_what, text) => {
    write(text)
    const settings = open()
    expect({ settings: settings.get(), notice: settings.notice() }).toEqual({
      settings: salvaged,
      notice: 'settings-broken',
    })
    expect(onDisk()).toEqual(salvaged)
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe(text)
  })

  it.each([2, 1.5, 1e300])('are said to be of a newer release when their version is %d', version => {
    const text = JSON.stringify({ ...older, version, tokenStored: { newer: true } })
    write(text)
    const settings = open()
    expect({ settings: settings.get(), notice: settings.notice() }).toEqual({
      settings: salvaged,
      notice: 'settings-newer',
    })
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe(text)
  })

  it('are kept beside those that were kept before, nine of them', () => {
    const texts = Array.from({ length: 11 }, (_, index) => `broken ${index}`)
    for (const text of texts) {
      write(text)
      open()
    }
    const files = readdirSync(dirname(path)).filter(name => name !== 'settings.json')
    expect(
      Object.fromEntries(files.map(name => [name, readFileSync(join(dirname(path), name), 'utf8')])),
    ).toEqual({
      'settings.json.broken': 'broken 0',
      ...Object.fromEntries(
        [2, 3, 4, 5, 6, 7, 8].map(number => [`settings.json.broken-${number}`, `broken ${number - 1}`]),
      ),
      'settings.json.broken-9': 'broken 10',
    })
  })

  it('are not overwritten when they cannot be kept aside', () => {
    write('broken')
    const kept = ['', ...[2, 3, 4, 5, 6, 7, 8, 9].map(number => `-${number}`)]
    for (const name of kept) mkdirSync(`${path}.broken${name}`)
    const settings = open()
    settings.set({ tokenStored: 'yes' })
    expect({ settings: settings.get(), notice: settings.notice(), text: readFileSync(path, 'utf8') }).toEqual(
      {
        settings: { ...fresh, tokenStored: 'yes' },
        notice: 'settings-unwritable',
        text: 'broken',
      },
    )
    rmSync(`${path}.broken-9`, { recursive: true })
    settings.set({ tokenStored: 'no' })
    expect({ onDisk: onDisk(), notice: settings.notice() }).toEqual({
      onDisk: { ...fresh, tokenStored: 'no' },
      notice: 'settings-broken',
    })
    expect(readFileSync(`${path}.broken-9`, 'utf8')).toBe('broken')
  })

  it('are not waited for when they are a pipe', () => {
    mkdirSync(join(folder, 'Latchkey'), { recursive: true })
    execFileSync('mkfifo', [path])
    expect(open().get()).toEqual(fresh)
    expect(statSync(`${path}.broken`).isFIFO()).toBe(true)
  })

  it('are used up to 64 KB', () => {
    write(JSON.stringify(older).padEnd(LARGEST_SETTINGS_BYTES))
    expect(open().get()).toEqual(older)
  })

  it('are kept aside when they are a folder', () => {
    mkdirSync(path, { recursive: true })
    expect(open().get()).toEqual(fresh)
    expect(statSync(`${path}.broken`).isDirectory()).toBe(true)
  })

  it.each([
    ['itself', 'settings.json'],
    ['a device that never ends', '/dev/zero'],
  ])('are kept aside when they lead to %s', (_what, target) => {
    mkdirSync(dirname(path))
    symlinkSync(target, path)
    const settings = open()
    expect({ settings: settings.get(), notice: settings.notice() }).toEqual({
      settings: fresh,
      notice: 'settings-broken',
    })
    expect(readlinkSync(`${path}.broken`)).toBe(target)
    expect(onDisk()).toEqual(fresh)
  })

  it('are kept with every byte, whatever they are, and always leave an identifier', () => {
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes)),
      fc.string({ unit: 'binary', maxLength: 300 }).map(text => Buffer.from(text)),
      fc.json().map(text => Buffer.from(text)),
      fc
        .record(
          {
            version: fc.oneof(fc.constant(1), fc.double(), fc.anything()),
            clientIdentifier: fc.oneof(fc.uuid(), fc.anything()),
            tokenStored: fc.oneof(fc.constantFrom('yes', 'no'), fc.anything()),
            signedInAt: fc.oneof(fc.double(), fc.anything()),
            ['__proto__']: fc.anything(),
          },
          { requiredKeys: [] },
        )
        .map(value => Buffer.from(serialised(value))),
    )
    fc.assert(
      fc.property(hostile, bytes => {
        rmSync(dirname(path), { recursive: true, force: true })
        mkdirSync(dirname(path))
        writeFileSync(path, bytes)
        const settings = open()
        expect(settings.get().clientIdentifier).toMatch(UUID)
        if (settings.notice() === null) expect(readFileSync(path)).toEqual(bytes)
        else expect(readFileSync(`${path}.broken`)).toEqual(bytes)
        expect(open().get()).toEqual(settings.get())
      }),
    )
  })
})

describe('settings that lead to another file', () => {
  it('are read from there, and replaced here', () => {
    mkdirSync(dirname(path))
    const elsewhere = join(folder, 'elsewhere.json')
    writeFileSync(elsewhere, JSON.stringify(older))
    symlinkSync(elsewhere, path)
    const settings = open()
    expect(settings.get()).toEqual(older)
    settings.set({ tokenStored: 'no' })
    expect(onDisk()).toEqual({ ...older, tokenStored: 'no' })
    expect(JSON.parse(readFileSync(elsewhere, 'utf8'))).toEqual(older)
  })

  it('are made anew when it is not there', () => {
    mkdirSync(dirname(path))
    symlinkSync(join(folder, 'nowhere'), path)
    const settings = open()
    expect({ settings: settings.get(), notice: settings.notice() }).toEqual({ settings: fresh, notice: null })
    expect(readdirSync(folder)).toEqual(['Latchkey'])
    expect(onDisk()).toEqual(fresh)
  })
})

describe('settings that cannot be written', () => {
  it('last in memory, and every failure is reported', () => {
    writeFileSync(join(folder, 'Latchkey'), 'a file where the folder should be')
    const settings = open()
    settings.set({ tokenStored: 'yes' })
    expect({ settings: settings.get(), notice: settings.notice() }).toEqual({
      settings: { ...fresh, tokenStored: 'yes' },
      notice: 'settings-unwritable',
    })
    expect(reports).toEqual([
      'The settings could not be used, starting with new ones',
      'The settings could not be written, they last until Latchkey quits',
      'The settings could not be written, they last until Latchkey quits',
    ])
  })

  it('are spoken of once while the disk is full, and again when it is full again', () => {
    let full = true
    const settings = openSettings({
      path,
      newIdentifier: () => SECOND,
      report: what => reports.push(what),
      replace(target, text) {
        if (full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        replaceFile(target, text)
      },
    })
    const notices = [settings.notice()]
    const write = (isFull: boolean) => {
      full = isFull
      settings.set({ tokenStored: 'yes' })
      notices.push(settings.notice())
    }
    write(true)
    write(false)
    write(true)
    settings.dismissNotice()
    write(true)
    write(false)
    write(true)
    expect(notices).toEqual([
      'settings-unwritable',
      'settings-unwritable',
      null,
      'settings-unwritable',
      null,
      null,
      'settings-unwritable',
    ])
    expect(onDisk()).toEqual({ ...fresh, tokenStored: 'yes' })
  })
})

describe('a notice', () => {
  it('is gone once it is dismissed', () => {
    write('broken')
    const settings = open()
    settings.dismissNotice()
    expect(settings.notice()).toBeNull()
    settings.set({ tokenStored: 'yes' })
    expect([settings.notice(), open().notice()]).toEqual([null, null])
  })
})

describe('replacing a file', () => {
  it('leaves an open reader the whole old text', () => {
    write('old')
    const reader = openSync(path, 'r')
    try {
      replaceFile(path, 'new text')
      expect([readFileSync(reader, 'utf8'), readFileSync(path, 'utf8')]).toEqual(['old', 'new text'])
    } finally {
      closeSync(reader)
    }
  })

  it('writes into nothing that lies in its way', () => {
    write('old')
    const elsewhere = join(folder, 'elsewhere')
    writeFileSync(elsewhere, 'not ours')
    symlinkSync(elsewhere, `${path}.${process.pid}.new`)
    replaceFile(path, 'new text')
    expect([readFileSync(path, 'utf8'), readFileSync(elsewhere, 'utf8')]).toEqual(['new text', 'not ours'])
  })

  it('leaves the old file and no other when it fails', () => {
    mkdirSync(join(path, 'occupied'), { recursive: true })
    expect(() => replaceFile(path, 'new text')).toThrow()
    expect({ files: readdirSync(dirname(path)), kept: existsSync(join(path, 'occupied')) }).toEqual({
      files: ['settings.json'],
      kept: true,
    })
  })

  it('makes the folders on the way for their owner alone', () => {
    const deep = join(folder, 'a', 'b', 'c.json')
    replaceFile(deep, 'text')
    expect(
      [join(folder, 'a'), join(folder, 'a', 'b'), deep].map(made => statSync(made).mode & 0o777),
    ).toEqual([0o700, 0o700, 0o600])
  })
})
