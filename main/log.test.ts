import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { describe as describeError, openLog } from './log.ts'

describe('a described error', () => {
  it('names the error and all its causes', () => {
    const root = new RangeError('net::ERR_FAILED')
    const error = new Error('outer', { cause: new TypeError('middle', { cause: root }) })
    expect(describeError(error)).toBe('Error: outer < TypeError: middle < RangeError: net::ERR_FAILED')
  })

  it('says only the kind of what is not an error, which could be a secret', () => {
    expect(['sentinel', { token: 'sentinel' }, null, 7].map(thrown => describeError(thrown))).toEqual([
      'string',
      'object',
      'object',
      'number',
    ])
    expect(describeError(new Error('outer', { cause: 'sentinel' }))).toBe('Error: outer < string')
  })

  it('ends although an error is its own cause', () => {
    const error = new Error('round')
    error.cause = error
    expect(describeError(error)).toBe(Array.from({ length: 6 }, () => 'Error: round').join(' < '))
  })
})

describe('the log file', () => {
  let folder: string
  let path: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-log-'))
    path = join(folder, 'logs', 'latchkey.log')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function inLogs() {
    mkdirSync(join(folder, 'logs'))
    return path
  }
  const lines = (file = path) =>
    readFileSync(file, 'utf8')
      .split(/\r?\n/)
      .map(line => line.replace(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\] /, 'AT '))

  it('keeps every line, with its time and level, and nothing that is secret', () => {
    const log = openLog(path)
    log.info('100% %s {y} %c started')
    log.warn('poll missed', new Error('/pins/17?X-Plex-Token=sentinel', { cause: new Error('two\nlines') }))
    log.error('failed', 'sentinel')
    expect(lines()).toEqual([
      'AT info 100% %s {y} %c started',
      'AT warn poll missed: Error: /pins/[pin]?X-Plex-Token=[secret] < Error: two | lines',
      'AT error failed: string',
      '',
    ])
  })

  it('quotes no more of what a server said than helps', () => {
    const secret = 'aB3dE6gH9jK2mN5pQ8sT'
    const page = 'x'.repeat(7_970)
    for (const before of ['x '.repeat(990), 'x '.repeat(995), 'x '.repeat(3_992), `${page} `, '']) {
      openLog(path).warn('answer', new Error(`${before}${secret} ${'y '.repeat(100_000)}`))
    }
    openLog(path).warn('answer', new Error(`${page} {"email":"ada@example.com","token":"${secret}"}`))
    expect(Math.max(...lines().map(line => line.length))).toBeLessThan(2_020)
    expect(readFileSync(path, 'utf8')).not.toContain(secret.slice(0, 5))
    expect(readFileSync(path, 'utf8')).not.toContain('ada@')
  })

  it('adds to the lines of an earlier start', () => {
    openLog(path).info('first')
    openLog(path).info('second')
    expect(lines()).toEqual(['AT info first', 'AT info second', ''])
  })

  it('can be read by its owner alone', () => {
    openLog(path).info('first')
    expect([statSync(path).mode & 0o777, statSync(join(folder, 'logs')).mode & 0o777]).toEqual([0o600, 0o700])
  })

  it('moves a full file aside and goes on in a new one', () => {
    openLog(path)
    writeFileSync(path, `${'x'.repeat(1_048_577)}\n`)
    openLog(path).info('fresh')
    expect(lines()).toEqual(['AT info fresh', ''])
    expect(statSync(join(folder, 'logs', 'latchkey.old.log')).size).toBe(1_048_578)
  })

  it('goes on in an emptied file where the full one cannot be moved', () => {
    mkdirSync(join(folder, 'logs', 'latchkey.old.log', 'full'), { recursive: true })
    writeFileSync(path, `${'x'.repeat(1_048_577)}\n`)
    openLog(path).info('fresh')
    expect(lines()).toEqual(['AT info fresh', ''])
  })

  it('is not written through a link', () => {
    mkdirSync(join(folder, 'logs'))
    const elsewhere = join(folder, 'elsewhere')
    writeFileSync(elsewhere, 'not ours')
    symlinkSync(elsewhere, path)
    openLog(path).info('first')
    expect(readFileSync(elsewhere, 'utf8')).toBe('not ours')
  })

  it.each([
    ['a file is where its folder should be', () => writeFileSync(join(folder, 'logs'), '')],
    ['a folder is where it should be', () => mkdirSync(path, { recursive: true })],
    ['a pipe is where it should be', () => execFileSync('mkfifo', [inLogs()])],
    ['it leads to a device', () => symlinkSync('/dev/full', inLogs())],
  ])('is done without, silently, where %s', (_what, spoil) => {
    spoil()
    const said = vi.spyOn(console, 'error')
    const log = openLog(path)
    expect(() => log.error('first', new Error('second'))).not.toThrow()
    expect(said).not.toHaveBeenCalled()
    said.mockRestore()
  })
})
