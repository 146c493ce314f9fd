import type { Problem } from '../../common/sign-in-view.ts'

/** An answer that no server should give, as bytes in Latin-1. */
export interface OddAnswer {
  /** Completes “an answer with …”. */
  readonly name: string
  readonly head: string
  /** What stands in the place of plex.tv’s own body. */
  readonly body?: string
  /** What the window says; null where it is an answer like any other. */
  readonly problem: Problem | null
}

const utf8 = (text: string): string => Buffer.from(text).toString('latin1')
const json = 'Content-Type: application/json'
const length = 'Content-Length: {length}'
const head = (...lines: readonly string[]): string => lines.join('\r\n')

/** plex.tv’s own answer, with these lines in its head. */
const lines = (name: string, ...more: readonly string[]): OddAnswer => ({
  name,
  head: head('HTTP/1.1 200 OK', json, length, ...more),
  problem: null,
})

const start = (name: string, line: string, problem: Problem | null = null): OddAnswer => ({
  name,
  head: head(line, json, length),
  problem,
})

const unexpected = (name: string, first: string, more: readonly string[] = [], body = '{}'): OddAnswer => ({
  name,
  head: head(first, ...more),
  body,
  problem: 'unexpected',
})

export const oddAnswers: readonly OddAnswer[] = [
  lines('a header in Cyrillic', utf8('X-Served-By: прокси «Ночь» 🌙')),
  lines('a lone byte E9 in a header', 'X-Served-By: caf\xe9'),
  lines('control characters in a header', 'X-Served-By: a\x01\x1b\x7fb'),
  lines('a header name in Cyrillic', utf8('Имя: x'), 'X-After: y'),
  lines('names that are no names', 'X Y: 1', ': 2', '(): 3', 'no colon', 'X-After: y'),
  lines('the names of an object’s own', '__proto__: x', 'constructor: y', 'toString: z', 'hasOwnProperty: w'),
  lines('a folded header', 'X-Folded: a', ' b', '\tc'),
  lines('three types', 'Content-Type: text/html', utf8('Content-Type: текст')),
  lines('dates that are none', 'Date: yesterday', utf8('Date: вчера'), 'Date: 99999999999999999999'),
  lines('pauses that are none', 'Retry-After: soon', utf8('Retry-After: скоро'), 'Retry-After: -1'),
  lines(
    'cookies that are none',
    utf8('Set-Cookie: имя=значение; Path=/'),
    'Set-Cookie: ;;;=;',
    'Set-Cookie:',
  ),
  lines('another way to the same', 'Alt-Svc: h3=":9"; ma=3600, h2="127.0.0.1:9"'),
  lines('orders to a browser', 'Refresh: 0;url=https://elsewhere.example/', 'Clear-Site-Data: "*"'),
  lines('a character set that it is not in', 'Content-Type: application/json; charset=utf-16'),
  lines('an encoding that nobody knows', 'Content-Encoding: zip'),
  lines('500 headers', ...Array.from({ length: 500 }, (_, index) => `X-${index}: ${'x'.repeat(200)}`)),
  lines('a login for nobody', 'WWW-Authenticate: Basic realm="x"', 'Proxy-Authenticate: NTLM'),
  start('a reason in Cyrillic', utf8('HTTP/1.1 200 Хорошо')),
  start('no reason', 'HTTP/1.1 200'),
  start('a version of old', 'HTTP/1.0 200 OK'),
  start('a version to come', 'HTTP/9.9 200 OK'),
  start('early hints before it', 'HTTP/1.1 103 Early Hints\r\nLink: <\xe9>\r\n\r\nHTTP/1.1 200 OK'),
  start('a hundred others before it', `${'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100)}HTTP/1.1 200 OK`),
  start('status 999', 'HTTP/1.1 999 Request denied', 'unexpected'),
  start('status 600', 'HTTP/1.1 600 ?', 'unexpected'),
  start('status 599', 'HTTP/1.1 599 ?', 'service'),
  unexpected('status 000', 'HTTP/1.1 000 ?', [json, length]),
  unexpected('status 42', 'HTTP/1.1 42 ?', [json, length]),
  unexpected('status 2000', 'HTTP/1.1 2000 OK', [json, length]),
  unexpected('status 101', 'HTTP/1.1 101 Switching Protocols', ['Upgrade: x', 'Connection: Upgrade']),
  unexpected('status 204', 'HTTP/1.1 204 No Content', [json], ''),
  unexpected('status 205 and a body', 'HTTP/1.1 205 Reset Content', [json, length]),
  unexpected('status 304 and a body', 'HTTP/1.1 304 Not Modified', [json, length]),
  unexpected('a login in three ways', 'HTTP/1.1 401 Unauthorized', [
    'WWW-Authenticate: Basic realm="x"',
    'WWW-Authenticate: Negotiate',
    'WWW-Authenticate: NTLM',
    length,
  ]),
  unexpected('a way to nowhere', 'HTTP/1.1 302 Found', [length]),
  unexpected('a way in Cyrillic', 'HTTP/1.1 302 Found', [utf8('Location: //плекс.example/вход'), length]),
  unexpected('a way that is none', 'HTTP/1.1 302 Found', ['Location: http://[::bad', length]),
  unexpected('a way to a file', 'HTTP/1.1 307 ?', ['Location: file:///etc/passwd', length]),
  unexpected('a way to what is no place', 'HTTP/1.1 301 ?', ['Location: data:application/json,{}', length]),
  unexpected('a head of 300 KB', 'HTTP/1.1 200 OK', [json, `X: ${'x'.repeat(300_000)}`, length]),
  unexpected('two lengths', 'HTTP/1.1 200 OK', [json, 'Content-Length: 2', 'Content-Length: 20']),
  unexpected('what is not packed as it says', 'HTTP/1.1 200 OK', [json, 'Content-Encoding: gzip', length]),
  unexpected('half a head', 'HTTP/1.1 200 OK\r\nContent-Ty', [], ''),
  unexpected('no head', '', [], ''),
  unexpected('bytes without a sense', '\x00\xff\x16\x03\x01'),
  unexpected(
    'trailers',
    'HTTP/1.1 200 OK',
    [json, 'Transfer-Encoding: chunked', 'Trailer: X-After'],
    utf8('2\r\n{}\r\n0\r\nX-After: имя\r\n: \xe9\r\n\r\n'),
  ),
  unexpected('an empty body', 'HTTP/1.1 200 OK', [json, length], ''),
  {
    name: 'parts that are none',
    head: head('HTTP/1.1 200 OK', json, 'Transfer-Encoding: chunked'),
    body: 'zz\r\n{}\r\n',
    problem: 'unexpected',
  },
  {
    name: 'a body that is cut short',
    head: head('HTTP/1.1 200 OK', json, 'Content-Length: 99999'),
    problem: 'connection',
  },
  {
    name: 'a proxy’s refusal where there is no proxy',
    head: head('HTTP/1.1 407 ?', 'Proxy-Authenticate: Basic realm="x"', length),
    body: '{}',
    problem: 'proxy',
  },
]
