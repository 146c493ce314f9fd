import { execFileSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LARGEST_SETTINGS_BYTES, openSettings, replaceFile } from './file.ts'

const FIRST = '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11'
const SECOND = '7c415b56-8f48-488a-98ab-847ef4460442'
const salvaged = { version: 1, clientIdentifier: FIRST, tokenStored: 'unknown', unfinishedStored: 'unknown' }
const fresh = { version: 1, clientIdentifier: SECOND, tokenStored: 'unknown', unfinishedStored: 'unknown' }
const older = { version: 1, clientIdentifier: FIRST, tokenStored: 'yes', unfinishedStored: 'no' }

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

  it('may be of a version that knew of nothing unfinished', () => {
    const { unfinishedStored: _, ...before } = older
    write(JSON.stringify(before))
    expect(open().get()).toEqual({ ...older, unfinishedStored: 'unknown' })
    expect({ onDisk: onDisk(), reports }).toEqual({ onDisk: before, reports: [] })
    open().set({ unfinishedStored: 'yes' })
    expect(onDisk()).toEqual({ ...older, unfinishedStored: 'yes' })
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
    ['binary', '\0\u0001\u0002'],
    ['without an identifier', JSON.stringify({ version: 1, tokenStored: 'yes' })],
    ['with an identifier that is none', JSON.stringify({ ...older, clientIdentifier: 'a\r\nX-Evil: 1' })],
    ['larger than 64 KB', JSON.stringify(older).padEnd(LARGEST_SETTINGS_BYTES + 1)],
  ])('are kept aside when they are %s', (_what, text) => {
    write(text)
    expect(open().get()).toEqual(fresh)
    expect(onDisk()).toEqual(fresh)
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe(text)
    expect(reports).toEqual(['The settings could not be used, starting with new ones'])
  })

  it.each([
    ['of a newer version', JSON.stringify({ ...older, version: 2 })],
    ['with a hint that is none', JSON.stringify({ ...older, tokenStored: true })],
    ['with another hint that is none', JSON.stringify({ ...older, unfinishedStored: null })],
    ['cut short after the identifier', JSON.stringify(older).slice(0, -20)],
    ['begun with a byte order mark', `\uFEFF${JSON.stringify(older)}`],
  ])('give up their identifier when they are %s: plex.tv would list this computer twice', (_what, text) => {
    write(text)
    expect(open().get()).toEqual(salvaged)
    expect(onDisk()).toEqual(salvaged)
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe(text)
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
})

describe('settings that cannot be written', () => {
  it('last in memory, and every failure is reported', () => {
    writeFileSync(join(folder, 'Latchkey'), 'a file where the folder should be')
    const settings = open()
    settings.set({ tokenStored: 'yes' })
    expect(settings.get()).toEqual({ ...fresh, tokenStored: 'yes' })
    expect(reports).toEqual([
      'The settings could not be used, starting with new ones',
      'The unusable settings could not be kept aside',
      'The settings could not be written, they last until Latchkey quits',
      'The settings could not be written, they last until Latchkey quits',
    ])
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
