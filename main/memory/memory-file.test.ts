import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
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
import { beforeEach, describe, expect, it } from 'vitest'
import { FIRST, SECOND, fresh, older, salvaged, useFolder } from './memory-file.fake.ts'
import { openMemory } from './memory-file.ts'
import { NoAnswer } from '../files/file-work.ts'
import { patientWork } from '../files/patient-work.fake.ts'
import { replaceFile } from '../files/replace-file.ts'

const { folder, path, reports, open, onDisk, write } = useFolder()

describe('the memory of a new install', () => {
  it('are made, written and not worth a report', async () => {
    expect((await open()).get()).toEqual(fresh)
    expect(onDisk()).toEqual(fresh)
    expect({ reports, files: readdirSync(dirname(path)) }).toEqual({ reports: [], files: ['memory.json'] })
  })

  it('can be read by their owner alone', async () => {
    await open()
    expect([statSync(path).mode & 0o777, statSync(dirname(path)).mode & 0o777]).toEqual([0o600, 0o700])
  })
})

describe('the memory of an earlier start', () => {
  it('are used, and the file is not touched', async () => {
    write(JSON.stringify(older))
    const before = statSync(path).ino
    expect((await open()).get()).toEqual(older)
    expect({ inode: statSync(path).ino, reports }).toEqual({ inode: before, reports: [] })
  })

  it('remember a change, and keep the identifier', async () => {
    ;(await open()).set({ tokenStored: 'yes' })
    expect((await open()).get()).toEqual({ ...fresh, tokenStored: 'yes' })
  })

  it('may be of a version that knew neither of anything unfinished nor of moments', async () => {
    const before = { version: 2, clientIdentifier: FIRST, tokenStored: 'yes' }
    write(JSON.stringify(before))
    expect((await open()).get()).toEqual({ ...salvaged, tokenStored: 'yes' })
    expect({ onDisk: onDisk(), reports }).toEqual({ onDisk: before, reports: [] })
    ;(await open()).set({ unfinishedStored: 'yes', signedInAt: 1, confirmedAt: 2 })
    expect(onDisk()).toEqual({
      ...salvaged,
      tokenStored: 'yes',
      unfinishedStored: 'yes',
      signedInAt: 1,
      confirmedAt: 2,
    })
  })

  it.each([
    ['the last of all moments', '8640000000000000', 8.64e15],
    ['a moment after it', '8640000000000001', null],
    ['a number beyond all numbers', '1e999', null],
    ['a moment before all moments', '-1', null],
    ['a text', '"2026-01-01"', null],
  ])('are used with %s in place of a moment', async (_what, written, signedInAt) => {
    const text = JSON.stringify(older).replace('1760000000000', written)
    write(text)
    const memory = await open()
    expect({ memory: memory.get(), notice: memory.notice() }).toEqual({
      memory: { ...older, signedInAt },
      notice: null,
    })
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('drop fields that are not theirs', async () => {
    write(
      `{"token":"sentinel","__proto__":{"tokenStored":"no","admin":true},${JSON.stringify(older).slice(1)}`,
    )
    const memory = await open()
    expect(memory.get()).toEqual(older)
    expect('admin' in memory.get()).toBe(false)
    memory.set({ tokenStored: 'no' })
    expect(onDisk()).toEqual({ ...older, tokenStored: 'no' })
  })

  it('cannot be supplied by a prototype', async () => {
    write(`{"__proto__":${JSON.stringify(older)}}`)
    expect((await open()).get()).toEqual(salvaged)
  })
})

describe('a memory that leads to another file', () => {
  const elsewhere = join(folder, 'dotfiles', 'latchkey.json')
  beforeEach(() => {
    mkdirSync(dirname(path))
    mkdirSync(dirname(elsewhere))
    symlinkSync('../dotfiles/latchkey.json', path)
  })
  const there = (): unknown => JSON.parse(readFileSync(elsewhere, 'utf8'))

  it('are read and written there, and the link stays', async () => {
    writeFileSync(elsewhere, JSON.stringify(older))
    const memory = await open()
    expect(memory.get()).toEqual(older)
    memory.set({ tokenStored: 'no' })
    expect({ there: there(), link: readlinkSync(path) }).toEqual({
      there: { ...older, tokenStored: 'no' },
      link: '../dotfiles/latchkey.json',
    })
  })

  it('are made there when it is not there', async () => {
    const memory = await open()
    expect({ notice: memory.notice(), there: there(), link: lstatSync(path).isSymbolicLink() }).toEqual({
      notice: null,
      there: fresh,
      link: true,
    })
  })

  it('last in memory where its folder is not there, and the link stays', async () => {
    rmSync(dirname(elsewhere), { recursive: true })
    expect((await open()).notice()).toBe('memory-unwritable')
    expect({ files: readdirSync(folder), link: lstatSync(path).isSymbolicLink() }).toEqual({
      files: ['Latchkey'],
      link: true,
    })
  })

  it('are kept aside there when they cannot be used', async () => {
    writeFileSync(elsewhere, 'broken')
    expect((await open()).notice()).toBe('memory-broken')
    expect([there(), readFileSync(`${elsewhere}.broken`, 'utf8'), readdirSync(dirname(path))]).toEqual([
      fresh,
      'broken',
      ['memory.json'],
    ])
  })
})

describe('a memory where it is not read', () => {
  const left = () => [readlinkSync(path), readdirSync(dirname(path))]

  it('last in memory, and what a link leads to outside the home is neither read nor changed', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'latchkey-outside-'))
    const target = join(outside, 'memory.json')
    for (const text of [JSON.stringify(older), 'broken', null]) {
      rmSync(outside, { recursive: true })
      mkdirSync(outside)
      if (text !== null) writeFileSync(target, text)
      rmSync(dirname(path), { recursive: true, force: true })
      mkdirSync(dirname(path))
      symlinkSync(target, path)
      const memory = await open()
      memory.set({ tokenStored: 'yes' })
      expect([memory.get(), memory.notice()]).toEqual([{ ...fresh, tokenStored: 'yes' }, 'memory-unread'])
      expect([left(), readdirSync(outside)]).toEqual([
        [target, ['memory.json']],
        text === null ? [] : ['memory.json'],
      ])
      if (text !== null) expect(readFileSync(target, 'utf8')).toBe(text)
    }
    rmSync(outside, { recursive: true })
  })

  it('last in memory where a disk does not answer, and nothing is written to it', async () => {
    const memory = await openMemory({
      folder: dirname(path),
      home: folder,
      work: { within: () => Promise.reject(new NoAnswer('memory')), ended: async () => false },
      newIdentifier: () => SECOND,
      computer: Promise.resolve(null),
      report: what => reports.push(what),
    })
    memory.set({ tokenStored: 'yes' })
    expect([memory.get(), memory.notice(), readdirSync(folder)]).toEqual([
      { ...fresh, tokenStored: 'yes' },
      'memory-unread',
      [],
    ])
    memory.dismissNotice()
    expect(memory.notice()).toBe(null)
  })
})

describe('a memory that cannot be written', () => {
  it('last in memory, and every failure is reported', async () => {
    writeFileSync(join(folder, 'Latchkey'), 'a file where the folder should be')
    const memory = await open()
    memory.set({ tokenStored: 'yes' })
    expect({ memory: memory.get(), notice: memory.notice() }).toEqual({
      memory: { ...fresh, tokenStored: 'yes' },
      notice: 'memory-unwritable',
    })
    expect(reports).toEqual([
      'memory.json could not be used, starting anew',
      'settings.json could not be used, starting anew',
      'memory.json could not be written, what is new in it lasts until Latchkey quits',
      'memory.json could not be written, what is new in it lasts until Latchkey quits',
    ])
  })

  it('are spoken of once while the disk is full, and again when it is full again', async () => {
    let full = true
    const memory = await openMemory({
      folder: dirname(path),
      home: folder,
      work: patientWork(),
      newIdentifier: () => SECOND,
      computer: Promise.resolve(null),
      report: what => reports.push(what),
      replace(target, text) {
        if (full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        replaceFile(target, text)
      },
    })
    const notices = [memory.notice()]
    const write = (isFull: boolean) => {
      full = isFull
      memory.set({ tokenStored: 'yes' })
      notices.push(memory.notice())
    }
    write(true)
    write(false)
    write(true)
    memory.dismissNotice()
    write(true)
    write(false)
    write(true)
    expect(notices).toEqual([
      'memory-unwritable',
      'memory-unwritable',
      null,
      'memory-unwritable',
      null,
      null,
      'memory-unwritable',
    ])
    expect(onDisk()).toEqual({ ...fresh, tokenStored: 'yes' })
  })
})

describe('a notice', () => {
  it('is gone once it is dismissed', async () => {
    write('broken')
    const memory = await open()
    memory.dismissNotice()
    expect(memory.notice()).toBeNull()
    memory.set({ tokenStored: 'yes' })
    expect([memory.notice(), (await open()).notice()]).toEqual([null, null])
  })
})
