import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type Preferences, preferencesIn } from '../../common/preferences.ts'
import { NoAnswer } from '../files/file-work.ts'
import { patientWork } from '../files/patient-work.fake.ts'
import { openPreferences } from './preferences-file.ts'

const home = mkdtempSync(join(tmpdir(), 'latchkey-preferences-'))
const folder = join(home, 'Latchkey')
const path = join(folder, 'preferences.json')
const reports: string[] = []
const usual = preferencesIn({})
const other: Preferences = {
  notifications: 'none',
  closing: 'quit',
  language: 'de',
  theme: 'dark',
  trayIcon: 'for-dark-panels',
}

beforeEach(() => {
  rmSync(home, { recursive: true })
  mkdirSync(folder, { recursive: true })
  reports.length = 0
})
afterAll(() => rmSync(home, { recursive: true }))

type Options = Parameters<typeof openPreferences>[0]
const open = (more: Partial<Options> = {}) =>
  openPreferences({ folder, home, work: patientWork(), report: what => void reports.push(what), ...more })
const write = (text: string) => writeFileSync(path, text)
const onDisk = (): unknown => JSON.parse(readFileSync(path, 'utf8'))
const seen = async () => {
  const file = await open()
  return [file.get(), file.notice()]
}

describe('preferences', () => {
  it('are as ever before anything is chosen, and make no file', async () => {
    expect([await seen(), readdirSync(folder), reports]).toEqual([[usual, null], [], []])
  })

  it.each(Object.keys(usual) as (keyof Preferences)[])('keep what was chosen: %s', async name => {
    ;(await open()).change({ [name]: other[name] })
    expect([await seen(), onDisk()]).toEqual([
      [{ ...usual, [name]: other[name] }, null],
      { [name]: other[name] },
    ])
  })

  it('keep what a later release wrote beside them', async () => {
    write('{"later":{"of":[1]},"__proto__":{"notifications":false},"notifications":"quietly"}')
    const file = await open()
    expect([file.get(), file.notice()]).toEqual([usual, null])
    file.change({ notifications: 'none' })
    expect(readFileSync(path, 'utf8')).toBe(
      '{\n  "later": {\n    "of": [\n      1\n    ]\n  },\n  "__proto__": {\n    "notifications": false\n  },\n  "notifications": "none"\n}\n',
    )
  })

  it('are as ever after a reset, also those of other releases', async () => {
    write('{"later":{"of":[1]},"notifications":false,"theme":"dark"}')
    const file = await open()
    file.reset()
    expect([file.get(), onDisk(), await seen()]).toEqual([usual, {}, [usual, null]])
  })

  it('leave a choice of a later release alone while something else is chosen', async () => {
    write('{"notifications":"quietly"}')
    ;(await open()).change({})
    expect(onDisk()).toEqual({ notifications: 'quietly' })
  })

  it('keep what an earlier release wrote, until something else is chosen of it', async () => {
    write('{"notifications":false}')
    const file = await open()
    expect(file.get()).toEqual({ ...usual, notifications: 'none' })
    file.change({ closing: 'quit' })
    expect(onDisk()).toEqual({ notifications: false, closing: 'quit' })
    file.change({ notifications: 'needs-me' })
    expect(onDisk()).toEqual({ notifications: 'needs-me', closing: 'quit' })
  })

  it.each([
    ['empty', ''],
    ['cut short', '{"notifications":fal'],
    ['a list', '[false]'],
    ['a text', '"notifications"'],
    ['null', 'null'],
    ['larger than 64 KB', JSON.stringify(other).padEnd(65_537)],
  ])('are kept aside, and said to be broken, when they are %s', async (_what, text) => {
    write(text)
    expect(await seen()).toEqual([usual, 'preferences-broken'])
    expect([readFileSync(`${path}.broken`, 'utf8'), onDisk(), await seen()]).toEqual([
      text,
      {},
      [usual, null],
    ])
    expect(reports).toEqual(['preferences.json could not be used, starting anew'])
  })

  it('last until the app quits where they cannot be written', async () => {
    let full = true
    const file = await open({
      replace() {
        if (full) throw new Error('no space left on device')
      },
    })
    file.change(other)
    expect([file.get(), file.notice(), readdirSync(folder)]).toEqual([other, 'preferences-unwritable', []])
    file.dismissNotice()
    file.change(other)
    expect(file.notice()).toBe(null)
    full = false
    file.change(other)
    full = true
    file.change(other)
    expect(file.notice()).toBe('preferences-unwritable')
  })

  it.each<[string, () => Partial<Options>]>([
    ['a link out of the home', () => (symlinkSync('/proc/self/status', path), {})],
    [
      'on a disk that does not answer',
      () => ({
        work: { within: () => Promise.reject(new NoAnswer('preferences')), ended: async () => false },
      }),
    ],
  ])('are neither read nor written where they are %s', async (_what, prepare) => {
    const file = await open(prepare())
    const before = readdirSync(folder)
    file.change(other)
    expect([file.get(), file.notice(), readdirSync(folder)]).toEqual([other, 'preferences-unread', before])
    file.dismissNotice()
    expect(file.notice()).toBe(null)
  })

  it('are as ever after a reset where a link led out of the home, and what is there is left alone', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'latchkey-elsewhere-'))
    writeFileSync(join(outside, 'mine.json'), JSON.stringify(other))
    symlinkSync(join(outside, 'mine.json'), path)
    const file = await open()
    file.dismissNotice()
    file.change(other)
    file.reset()
    expect([file.get(), file.notice(), onDisk(), await seen()]).toEqual([usual, null, {}, [usual, null]])
    file.change(other)
    expect([onDisk(), await seen()]).toEqual([other, [other, null]])
    expect(readFileSync(join(outside, 'mine.json'), 'utf8')).toBe(JSON.stringify(other))
    rmSync(outside, { recursive: true })
  })

  it('are said again not to be read after a reset where the disk does not answer', async () => {
    const within = () => Promise.reject(new NoAnswer('preferences'))
    const file = await open({ work: { within, ended: async () => false } })
    file.dismissNotice()
    file.reset()
    expect([file.get(), file.notice(), readdirSync(folder)]).toEqual([usual, 'preferences-unread', []])
  })

  it('may be a link to a file in the home, which stays one', async () => {
    mkdirSync(join(home, 'dotfiles'))
    writeFileSync(join(home, 'dotfiles/latchkey.json'), JSON.stringify(other))
    symlinkSync('../dotfiles/latchkey.json', path)
    const file = await open()
    expect(file.get()).toEqual(other)
    file.change(usual)
    expect([await seen(), readdirSync(join(home, 'dotfiles'))]).toEqual([[usual, null], ['latchkey.json']])
  })
})
