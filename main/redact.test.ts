import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NETWORK_ERRORS } from './network-errors.ts'
import { redact } from './redact.ts'
import { isToken } from './token.ts'

const HOME = '/home/ada'

describe('a redacted line', () => {
  it.each([
    ['a token in a header', 'X-Plex-Token: abc-123', 'X-Plex-Token: [secret]'],
    ['a token in an address', '/x?X-Plex-Token=abc-123&y=1', '/x?X-Plex-Token=[secret]&y=1'],
    ['a token in JSON', '{"authToken":"abc-123","id":1}', '{"authToken":"[secret]","id":1}'],
    ['a password', "password = 'hunter2'", "password = '[secret]'"],
    ['a password for a proxy', 'http://ada:hunter2@proxy:3128/', 'http://[secret]@proxy:3128/'],
    [
      'a password in a header',
      'Proxy-Authorization: Basic YWRhOmh1bnRlcjI=, x',
      'Proxy-Authorization: Basic [secret], x',
    ],
    ['a token of another kind', '"authorization":"Bearer abc.def"', '"authorization":"Bearer [secret]"'],
    ['a token of plex.tv on its own', 'got aB3dE6gH9jK2mN5pQ8sT back', 'got [secret] back'],
    ['a token with dashes at its ends', 'got -B3dE6gH9jK2mN5pQ8s- back', 'got [secret] back'],
    ['an identifier', 'id 5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11', 'id [secret]'],
    [
      'a web token',
      'eyJhbGciOiJFZERTQSJ9eyJh.eyJub25jZSI6IjdjNDE1YjU2.c2lnbmF0dXJlLXNpZ25hdHVyZQ',
      '[secret]',
    ],
    ['a PIN', 'GET https://plex.tv/api/v2/pins/1174342418', 'GET https://plex.tv/api/v2/pins/[pin]'],
    ['a code of a link', 'https://plex.tv/link/?pin=KYLX', 'https://plex.tv/link/?pin=[code]'],
    ['a code of a poll', '/pins/17?a=1&code=KYLX', '/pins/[pin]?a=1&code=[code]'],
    ['a QR address', 'https://plex.tv/api/v2/pins/qr/KYLX', 'https://plex.tv/api/v2/pins/[pin]'],
    ['an e-mail address', 'for <ada.l+plex@example.co.uk>!', 'for <[e-mail]>!'],
    [
      'a code by its name',
      'code=KYLX, {"code":"A1B2"} code: WXYZ',
      'code=[code], {"code":"[code]"} code: [code]',
    ],
    ['an address on the internet', 'to 203.0.113.20:32400, 8.8.8.8.', 'to [address]:32400, [address].'],
    [
      'an address in a name of plex.direct',
      'https://203-0-113-20.00000000000000000000000000000000.plex.direct:32400',
      'https://[address].[secret]:32400',
    ],
    [
      'an address of IPv6',
      '[2001:db8:0:1::20]:443 2A02:8109::1, ::ffff:203.0.113.20 2001:db8::1: 2001:db8:1:2:3:4:5:6:443 to:2001:db8::1',
      '[[address]]:443 [address], [address]:[address] [address]: [address]:443 to:[address]',
    ],
    [
      'the name of the computer',
      'Kometa (DESK-01) on desk-01.local',
      'Kometa ([computer]) on [computer].local',
    ],
    ['the home folder', '/home/ada/.config/Latchkey/x', '~/.config/Latchkey/x'],
    ['several lines', 'one\n  two\r\nthree\rfour\u2028five', 'one | two | three | four | five'],
  ])('hides %s', (_what, line, expected) => {
    expect(redact(line, HOME, 'DESK-01')).toBe(expected)
  })

  it.each([
    'net::ERR_CERT_AUTHORITY_INVALID',
    'net::ERR_HTTP2_INADEQUATE_TRANSPORT_SECURITY',
    'Error: EACCES: permission denied, open memory.json',
    'poll missed: Failure: rate-limited',
    '100% done, {y} $& $1 %s %d',
    'at 13:05:09, 192.168.1.20:32400 and 10.0.0.1, 172.17.0.1, 127.0.0.1, 169.254.1.1, 100.100.1.1',
    'https://192-168-1-20.abc.plex.direct, [::1], fe80::1, fd00::1 and ::',
    'Chromium 142.0.7444.59 of 2026-11-30, 1.43.0.10000',
    "code: 'ENOENT', code 1020, DESK-012, MYDESK-01",
  ])('keeps what helps: %s', line => {
    expect(redact(line, HOME, 'DESK-01')).toBe(line)
  })

  it.each(NETWORK_ERRORS)('keeps the name of an error: %s', name => {
    expect(redact(`Error: net::${name}`, HOME)).toBe(`Error: net::${name}`)
  })

  describe('whatever it is made of', () => {
    const word = fc.stringMatching(/^[\w-]{20,40}$/)
    const nameOfError = fc.constantFrom(...NETWORK_ERRORS)
    const token = fc
      .oneof(
        word,
        fc
          .tuple(word, fc.array(fc.stringMatching(/^[\w-]{1,30}$/), { maxLength: 3 }))
          .map(parts => parts.flat().join('.')),
        fc.stringMatching(/^[A-Z0-9_]{20,30}$/),
        fc.tuple(nameOfError, fc.nat(30)).map(([name, from]) => name.slice(from)),
        fc.tuple(nameOfError, word).map(([name, more]) => `${name}${more}`),
        fc.string({ minLength: 8, maxLength: 40 }),
      )
      .filter(isToken)
    const around = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'token=',
        'token: "',
        'ERR_',
        'net::ERR_CERT_',
        'a.',
        '.',
        '..',
        HOME,
        '/pins/',
        '?code=',
        'a@b.',
        '\u0007',
        '\n',
      ),
      word,
      nameOfError,
    )

    it('has no token that plex.tv could have given, in any surroundings', () => {
      fc.assert(
        fc.property(around, token, around, (before, secret, after) => {
          expect(redact(`${before}${secret}${after}`, HOME)).not.toContain(secret)
        }),
        { numRuns: 5_000 },
      )
    })

    const points = Array.from({ length: 0x11_00_00 }, (_, point) => point)
    const between =
      (...ranges: ReadonlyArray<readonly [number, number]>) =>
      (point: number) =>
        ranges.some(([from, to]) => point >= from && point <= to)
    it.each<[string, (point: number) => boolean]>([
      ['control characters', between([0, 0x1f], [0x7f, 0x9f])],
      [
        'what turns text around',
        between([0x61c, 0x61c], [0x200e, 0x200f], [0x202a, 0x202e], [0x2066, 0x2069]),
      ],
      ['ends of lines and paragraphs', between([0x0a, 0x0d], [0x85, 0x85], [0x2028, 0x2029])],
      ['halves of pairs', between([0xd8_00, 0xdf_ff])],
      [
        'what cannot be seen',
        between(
          [0xad, 0xad],
          [0x200b, 0x200d],
          [0x2060, 0x2064],
          [0xfeff, 0xfeff],
          [0xe_00_01, 0xe_00_01],
          [0xe_00_20, 0xe_00_7f],
        ),
      ],
    ])('has none of all %s', (_what, isOne) => {
      for (const point of points.filter(isOne)) {
        const told = redact(`one${String.fromCodePoint(point)}two`, HOME)
        expect([point, told]).toEqual([
          point,
          told.includes('|') ? 'one | two' : `one${point === 9 ? ' ' : '\ufffd'}two`,
        ])
      }
    })
  })

  // What took the square of it would take minutes, not a moment.
  it.each<[string, string]>([
    ['blanks', ' '],
    ['tabs and blanks', '\t '],
    ['letters', 'a'],
    ['signs of an address', 'a@'],
    ['dots', 'a.'],
    ['secrets', 'token="'],
    ['blanks after a secret', 'token         '],
    ['pins', '/pins/'],
    ['dashes', '-'],
    ['controls', '\u001b'],
    ['numbers', '1.'],
    ['numbers of IPv6', 'a:'],
    ['codes', 'code '],
  ])('is made at once of many %s', (_what, unit) => {
    const started = performance.now()
    for (const end of ['', '@', '=', '\n', '@b']) redact(unit.repeat(200_000 / unit.length) + end, HOME)
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  it('leaves a computer without a home folder alone', () => {
    expect([redact('/a/b', '', ''), redact('/a/b', '/', 'a')]).toEqual(['/a/b', '/a/b'])
  })
})
