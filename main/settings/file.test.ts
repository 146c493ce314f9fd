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
import { FIRST, SECOND, fresh, older, salvaged, useFolder } from './file.bench.ts'
import { openSettings } from './file.ts'
import { NoAnswer } from '../files/file-work.ts'
import { patientWork } from '../files/patient-work.manual.ts'
import { replaceFile } from '../files/replace-file.ts'

const { folder, path, reports, open, onDisk, write } = useFolder()

describe('the settings of a new install', () => {
  it('are made, written and not worth a report', async () => {
    expect((await open()).get()).toEqual(fresh)
    expect(onDisk()).toEqual(fresh)
    expect({ reports, files: readdirSync(dirname(path)) }).toEqual({ reports: [], files: ['settings.json'] })
  })

  it('can be read by their owner alone', async () => {
    await open()
    expect([statSync(path).mode & 0o777, statSync(dirname(path)).mode & 0o777]).toEqual([0o600, 0o700])
  })
})

describe('the settings of an earlier start', () => {
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
    const before = { version: 1, clientIdentifier: FIRST, tokenStored: 'yes' }
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
    const settings = await open()
    expect({ settings: settings.get(), notice: settings.notice() }).toEqual({
      settings: { ...older, signedInAt },
      notice: null,
    })
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('drop fields that are not theirs', async () => {
    write(
      `{"token":"sentinel","__proto__":{"tokenStored":"no","admin":true},${JSON.stringify(older).slice(1)}`,
    )
    const settings = await open()
    expect(settings.get()).toEqual(older)
    expect('admin' in settings.get()).toBe(false)
    settings.set({ tokenStored: 'no' })
    expect(onDisk()).toEqual({ ...older, tokenStored: 'no' })
  })

  it('cannot be supplied by a prototype', async () => {
    write(`{"__proto__":${JSON.stringify(older)}}`)
    expect((await open()).get()).toEqual(salvaged)
  })
})

describe('settings that lead to another file', () => {
  const elsewhere = join(folder, 'dotfiles', 'latchkey.json')
  beforeEach(() => {
    mkdirSync(dirname(path))
    mkdirSync(dirname(elsewhere))
    symlinkSync('../dotfiles/latchkey.json', path)
  })
  const there = (): unknown => JSON.parse(readFileSync(elsewhere, 'utf8'))

  it('are read and written there, and the link stays', async () => {
    writeFileSync(elsewhere, JSON.stringify(older))
    const settings = await open()
    expect(settings.get()).toEqual(older)
    settings.set({ tokenStored: 'no' })
    expect({ there: there(), link: readlinkSync(path) }).toEqual({
      there: { ...older, tokenStored: 'no' },
      link: '../dotfiles/latchkey.json',
    })
  })

  it('are made there when it is not there', async () => {
    const settings = await open()
    expect({ notice: settings.notice(), there: there(), link: lstatSync(path).isSymbolicLink() }).toEqual({
      notice: null,
      there: fresh,
      link: true,
    })
  })

  it('last in memory where its folder is not there, and the link stays', async () => {
    rmSync(dirname(elsewhere), { recursive: true })
    expect((await open()).notice()).toBe('settings-unwritable')
    expect({ files: readdirSync(folder), link: lstatSync(path).isSymbolicLink() }).toEqual({
      files: ['Latchkey'],
      link: true,
    })
  })

  it('are kept aside there when they cannot be used', async () => {
    writeFileSync(elsewhere, 'broken')
    expect((await open()).notice()).toBe('settings-broken')
    expect([there(), readFileSync(`${elsewhere}.broken`, 'utf8'), readdirSync(dirname(path))]).toEqual([
      fresh,
      'broken',
      ['settings.json'],
    ])
  })
})

describe('settings where they are not read', () => {
  const left = () => [readlinkSync(path), readdirSync(dirname(path))]

  it('last in memory, and what a link leads to outside the home is neither read nor changed', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'latchkey-outside-'))
    const target = join(outside, 'settings.json')
    for (const text of [JSON.stringify(older), 'broken', null]) {
      rmSync(outside, { recursive: true })
      mkdirSync(outside)
      if (text !== null) writeFileSync(target, text)
      rmSync(dirname(path), { recursive: true, force: true })
      mkdirSync(dirname(path))
      symlinkSync(target, path)
      const settings = await open()
      settings.set({ tokenStored: 'yes' })
      expect([settings.get(), settings.notice()]).toEqual([
        { ...fresh, tokenStored: 'yes' },
        'settings-unread',
      ])
      expect([left(), readdirSync(outside)]).toEqual([
        [target, ['settings.json']],
        text === null ? [] : ['settings.json'],
      ])
      if (text !== null) expect(readFileSync(target, 'utf8')).toBe(text)
    }
    rmSync(outside, { recursive: true })
  })

  it('last in memory where a disk does not answer, and nothing is written to it', async () => {
    const settings = await openSettings({
      path,
      home: folder,
      work: { within: () => Promise.reject(new NoAnswer('settings')), ended: async () => false },
      newIdentifier: () => SECOND,
      computer: Promise.resolve(null),
      report: what => reports.push(what),
    })
    settings.set({ tokenStored: 'yes' })
    expect([settings.get(), settings.notice(), readdirSync(folder)]).toEqual([
      { ...fresh, tokenStored: 'yes' },
      'settings-unread',
      [],
    ])
    settings.dismissNotice()
    expect(settings.notice()).toBe(null)
  })
})

describe('settings that cannot be written', () => {
  it('last in memory, and every failure is reported', async () => {
    writeFileSync(join(folder, 'Latchkey'), 'a file where the folder should be')
    const settings = await open()
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

  it('are spoken of once while the disk is full, and again when it is full again', async () => {
    let full = true
    const settings = await openSettings({
      path,
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
  it('is gone once it is dismissed', async () => {
    write('broken')
    const settings = await open()
    settings.dismissNotice()
    expect(settings.notice()).toBeNull()
    settings.set({ tokenStored: 'yes' })
    expect([settings.notice(), (await open()).notice()]).toEqual([null, null])
  })
})
