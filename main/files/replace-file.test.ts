import { execFileSync } from 'node:child_process'
import fs, {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useFolder } from '../memory/memory-file.fake.ts'
import { replaceFile } from './replace-file.ts'

const { folder, path, write } = useFolder()

/** A file system that answers one call with an error. */
function refuse(call: 'fsyncSync' | 'ftruncateSync' | 'renameSync', code: string) {
  vi.spyOn(fs, call).mockImplementation(() => {
    throw Object.assign(new Error(code), { code })
  })
  syncBuiltinESMExports()
}
afterEach(() => {
  vi.restoreAllMocks()
  syncBuiltinESMExports()
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
      files: ['memory.json'],
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

  it.each(['EINVAL', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'])(
    'writes where a file system says %s to fsync',
    code => {
      refuse('fsyncSync', code)
      replaceFile(path, 'text')
      expect(readFileSync(path, 'utf8')).toBe('text')
    },
  )

  it('writes anew where a file system can make no file shorter', () => {
    write('a longer old text')
    refuse('ftruncateSync', 'ENOSYS')
    replaceFile(path, 'text')
    expect(readFileSync(path, 'utf8')).toBe('text')
  })

  it.each(['ENOSPC', 'EROFS', 'EDQUOT', 'EIO'])(
    'fails, and keeps the old text, where fsync says %s',
    code => {
      write('old')
      refuse('fsyncSync', code)
      expect(() => replaceFile(path, 'new')).toThrow(code)
      expect([readFileSync(path, 'utf8'), readdirSync(dirname(path))]).toEqual(['old', ['memory.json']])
    },
  )

  const unmoved = ['EBUSY', 'EEXIST', 'EPERM', 'EXDEV', 'EACCES', 'ETXTBSY', 'EINVAL', 'ENOSYS', 'ENOTSUP']
  it.each([...unmoved, 'EOPNOTSUPP'])('writes into the file where a rename says %s', code => {
    write('a longer old text')
    const before = statSync(path).ino
    refuse('renameSync', code)
    replaceFile(path, 'new')
    expect([readFileSync(path, 'utf8'), statSync(path).ino, readdirSync(dirname(path))]).toEqual([
      'new',
      before,
      ['memory.json'],
    ])
  })

  it.each(['ENOSPC', 'EROFS'])('leaves the old text where a rename says %s', code => {
    write('old')
    refuse('renameSync', code)
    expect(() => replaceFile(path, 'new')).toThrow(code)
    expect(readFileSync(path, 'utf8')).toBe('old')
  })

  it('follows links, of folders too, to where the file is', () => {
    const dotfiles = join(folder, 'dotfiles')
    mkdirSync(join(dotfiles, 'deep'), { recursive: true })
    symlinkSync(join(dotfiles, 'deep'), join(folder, 'Latchkey'))
    symlinkSync('../memory.json', path)
    replaceFile(path, 'text')
    expect([readFileSync(join(dotfiles, 'memory.json'), 'utf8'), readlinkSync(path)]).toEqual([
      'text',
      '../memory.json',
    ])
  })

  it.each([
    ['itself', 'memory.json'],
    ['a device', '/dev/null'],
    ['a folder', '.'],
    ['a file in a folder that is not there', 'nowhere/memory.json'],
  ])('fails where a link leads to %s, and leaves it there', (_what, target) => {
    mkdirSync(dirname(path))
    symlinkSync(target, path)
    expect(() => replaceFile(path, 'text')).toThrow()
    expect([readlinkSync(path), statSync('/dev/null').isCharacterDevice()]).toEqual([target, true])
  })

  it('fails where a pipe is, and leaves it there', () => {
    mkdirSync(dirname(path))
    execFileSync('mkfifo', [path])
    expect(() => replaceFile(path, 'text')).toThrow('Not a file')
    expect(statSync(path).isFIFO()).toBe(true)
  })
})
