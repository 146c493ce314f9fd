import fc from 'fast-check'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { describe as describeError, openLog, redact } from './log.ts'

const HOME = '/home/ada'

describe('a redacted line', () => {
  it.each([
    ['a token in a header', 'X-Plex-Token: abc-123', 'X-Plex-Token: [secret]'],
    ['a token in an address', '/x?X-Plex-Token=abc-123&y=1', '/x?X-Plex-Token=[secret]&y=1'],
    ['a token in JSON', '{"authToken":"abc-123","id":1}', '{"authToken":"[secret]","id":1}'],
    ['a password', "password = 'hunter2'", "password = '[secret]'"],
    ['a token of plex.tv on its own', 'got aB3dE6gH9jK2mN5pQ8sT back', 'got [secret] back'],
    ['a token with dashes at its ends', 'got -B3dE6gH9jK2mN5pQ8s- back', 'got [secret] back'],
    ['an identifier', 'id 5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11', 'id [secret]'],
    [
      'a web token',
      'eyJhbGciOiJFZERTQSJ9eyJh.eyJub25jZSI6IjdjNDE1YjU2.c2lnbmF0dXJlLXNpZ25hdHVyZQ',
      '[secret].[secret].[secret]',
    ],
    ['a PIN', 'GET https://plex.tv/api/v2/pins/1174342418', 'GET https://plex.tv/api/v2/pins/[pin]'],
    ['a code of a link', 'https://plex.tv/link/?pin=KYLX', 'https://plex.tv/link/?pin=[code]'],
    ['a code of a poll', '/pins/17?a=1&code=KYLX', '/pins/[pin]?a=1&code=[code]'],
    ['a QR address', 'https://plex.tv/api/v2/pins/qr/KYLX', 'https://plex.tv/api/v2/pins/[pin]'],
    ['an e-mail address', 'for <ada.l+plex@example.co.uk>!', 'for <[e-mail]>!'],
    ['the home folder', '/home/ada/.config/Latchkey/x', '~/.config/Latchkey/x'],
    ['several lines', 'one\n  two\r\nthree\rfour\u2028five', 'one | two | three | four | five'],
  ])('hides %s', (_what, line, expected) => {
    expect(redact(line, HOME)).toBe(expected)
  })

  it.each([
    'net::ERR_CERT_AUTHORITY_INVALID',
    'net::ERR_HTTP2_INADEQUATE_TRANSPORT_SECURITY',
    'Error: EACCES: permission denied, open settings.json',
    'poll missed: SignInError: rate-limited',
    '100% done, {y} $& $1 %s %d',
  ])('keeps what helps: %s', line => {
    expect(redact(line, HOME)).toBe(line)
  })

  it('has no token of plex.tv in it, whatever stands around it', () => {
    const token = fc.stringMatching(/^[A-Za-z0-9_-]{20}$/).filter(text => !text.startsWith('ERR_'))
    fc.assert(
      fc.property(fc.string(), token, fc.string(), (before, secret, after) => {
        expect(redact(`${before}${secret}${after}`, HOME)).not.toContain(secret)
      }),
    )
  })

  it('is one line, whatever it is made of', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r', '\u2028', '\u2029', '\t') })
    fc.assert(
      fc.property(text, line => {
        expect(redact(line, HOME)).not.toMatch(/[\n\r\u2028\u2029]/)
      }),
    )
  })

  it('leaves a computer without a home folder alone', () => {
    expect([redact('/a/b', ''), redact('/a/b', '/')]).toEqual(['/a/b', '/a/b'])
  })
})

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

  it.each([
    ['a file is where its folder should be', () => writeFileSync(join(folder, 'logs'), '')],
    ['a folder is where it should be', () => mkdirSync(path, { recursive: true })],
  ])('is done without, silently, where %s', (_what, spoil) => {
    spoil()
    const said = vi.spyOn(console, 'error')
    const log = openLog(path)
    expect(() => log.error('first', new Error('second'))).not.toThrow()
    expect(said).not.toHaveBeenCalled()
    said.mockRestore()
  })
})
