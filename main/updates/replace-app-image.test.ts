import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs, {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { replaceAppImage } from './replace-app-image.ts'

const checksum = (content: string, encoding: 'base64' | 'hex' = 'base64') =>
  createHash('sha512').update(content).digest(encoding)

let folder: string
let applications: string
let release: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-replace-'))
  applications = join(folder, 'Applications')
  release = join(folder, 'Latchkey-9.9.9.AppImage')
  mkdirSync(applications)
  writeFileSync(release, 'new')
})
afterEach(() => rmSync(folder, { recursive: true }))

function place(name: string): string {
  const image = join(applications, name)
  writeFileSync(image, 'old', { mode: 0o755 })
  return image
}
/** What the disk does when it is asked to keep its promise. */
function onSync(does: () => void) {
  vi.spyOn(fs, 'fsyncSync').mockImplementation(does)
  syncBuiltinESMExports()
}
afterEach(() => {
  vi.restoreAllMocks()
  syncBuiltinESMExports()
})
const placed = () =>
  Object.fromEntries(
    readdirSync(applications).map(name => [name, readFileSync(join(applications, name), 'utf8')]),
  )

describe('an AppImage that is replaced', () => {
  it.each([
    ['Latchkey-0.1.0.AppImage', 'Latchkey-9.9.9.AppImage'],
    ['Latchkey-9.9.9.AppImage', 'Latchkey-9.9.9.AppImage'],
    ['Latchkey.AppImage', 'Latchkey.AppImage'],
    ['my key', 'my key'],
  ])('has the name that says what it is: %s', (before, after) => {
    const image = place(before)
    expect(replaceAppImage({ image, release, sha512: checksum('new') })).toBe(join(applications, after))
    expect(placed()).toEqual({ [after]: 'new' })
    expect(statSync(join(applications, after)).mode & 0o7777).toBe(0o755 & ~process.umask())
    expect(readdirSync(folder)).toEqual(['Applications'])
  })

  it('is checked by either way of writing a checksum', () => {
    const image = place('Latchkey.AppImage')
    replaceAppImage({ image, release, sha512: checksum('new', 'hex') })
    expect(placed()).toEqual({ 'Latchkey.AppImage': 'new' })
  })

  it.each([
    ['Latchkey.AppImage', 'Latchkey.AppImage'],
    ['Latchkey-0.1.0.AppImage', 'Latchkey-9.9.9.AppImage'],
  ])('takes along what a copy left that was cut off, whatever release that was: %s', (before, after) => {
    const image = place(before)
    writeFileSync(`${image}.unfinished`, 'ne', { mode: 0o444 })
    replaceAppImage({ image, release, sha512: checksum('new') })
    expect(placed()).toEqual({ [after]: 'new' })
  })

  it('is on the disk before it has the name of what runs: a power cut leaves no half', () => {
    const image = place('Latchkey.AppImage')
    const flushed: unknown[] = []
    onSync(() => void flushed.push(placed()))
    replaceAppImage({ image, release, sha512: checksum('new') })
    expect(flushed).toEqual([{ 'Latchkey.AppImage': 'old', 'Latchkey.AppImage.unfinished': 'new' }])
  })

  it.each(['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'])('is new where a disk says %s to fsync', code => {
    const image = place('Latchkey.AppImage')
    onSync(() => {
      throw Object.assign(new Error(code), { code })
    })
    replaceAppImage({ image, release, sha512: checksum('new') })
    expect(placed()).toEqual({ 'Latchkey.AppImage': 'new' })
  })

  it('is written through no link that someone laid there', () => {
    const image = place('Latchkey.AppImage')
    const theirs = join(folder, 'theirs')
    writeFileSync(theirs, 'theirs')
    symlinkSync(theirs, `${image}.unfinished`)
    replaceAppImage({ image, release, sha512: checksum('new') })
    expect([placed(), readFileSync(theirs, 'utf8')]).toEqual([{ 'Latchkey.AppImage': 'new' }, 'theirs'])
  })
})

describe('an AppImage stays what it is', () => {
  it.each<[string, () => void, RegExp]>([
    ['what was fetched is gone', () => rmSync(release), /ENOENT/],
    ['what was fetched was changed since', () => writeFileSync(release, 'bad'), /was changed/],
    ['what was fetched was cut off', () => writeFileSync(release, ''), /was changed/],
    [
      'a pipe is where it was fetched to',
      () => (rmSync(release), execFileSync('mkfifo', [release])),
      /Not a release/,
    ],
    [
      'a link is where it was fetched to',
      () => (renameSync(release, `${release}-2`), symlinkSync(`${release}-2`, release)),
      /ELOOP/,
    ],
    [
      'its folder holds something else',
      () => mkdirSync(join(applications, 'Latchkey-9.9.9.AppImage')),
      /EISDIR|EEXIST|ENOTEMPTY/,
    ],
  ])('where %s', (_what, spoil, reason) => {
    const image = place('Latchkey-0.1.0.AppImage')
    spoil()
    expect(() => replaceAppImage({ image, release, sha512: checksum('new') })).toThrow(reason)
    expect(readFileSync(image, 'utf8')).toBe('old')
    expect(readdirSync(applications).filter(name => name.includes('unfinished'))).toEqual([])
  })

  it('where a folder has the name of the copy, which stays too', () => {
    const image = place('Latchkey-0.1.0.AppImage')
    mkdirSync(`${image}.unfinished`)
    expect(() => replaceAppImage({ image, release, sha512: checksum('new') })).toThrow(/EEXIST|EISDIR/)
    expect(readdirSync(applications)).toEqual([
      'Latchkey-0.1.0.AppImage',
      'Latchkey-0.1.0.AppImage.unfinished',
    ])
    expect(readFileSync(image, 'utf8')).toBe('old')
  })

  it('away, where the person took it away', () => {
    const image = place('Latchkey.AppImage')
    rmSync(image)
    expect(() => replaceAppImage({ image, release, sha512: checksum('new') })).toThrow('ENOENT')
    expect(placed()).toEqual({})
  })
})
