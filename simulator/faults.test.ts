import { gunzipSync } from 'node:zlib'
import { describe, expect } from 'vitest'
import type { Fault, Simulator } from './server.ts'
import { ask, mint, signIn, test, wellBehaved, withToken } from './testing.ts'

const user = (simulator: Simulator, token = 'none', host = 'plex.tv') =>
  ask(simulator, '/api/v2/user', { host, ...withToken(token) })

/** The kind of answer that a fault makes: status, content type, request id, body. */
const struck = async (simulator: Simulator, fault: Fault) => {
  simulator.fault('user', fault)
  const { status, headers, text } = await user(simulator)
  return [status, headers['content-type'], typeof headers['x-request-id'], text]
}

describe('a fault', () => {
  test('strikes its route so often as planned, in the order of planning', async ({ simulator }) => {
    simulator.fault('user', { kind: 'unavailable' }, 2)
    simulator.fault('any', { kind: 'server-error' })
    const statuses: number[] = []
    for (let asked = 0; asked < 4; asked += 1) statuses.push((await user(simulator)).status)
    expect(statuses).toEqual([503, 503, 500, 401])
  })

  test('ends when it is cleared, alone or with all others', async ({ simulator }) => {
    const endless = simulator.fault('any', { kind: 'unavailable' }, Infinity)
    expect((await user(simulator)).status).toBe(503)
    endless.clear()
    expect((await user(simulator)).status).toBe(401)
    simulator.fault('any', { kind: 'unavailable' }, Infinity)
    simulator.clearFaults()
    expect((await user(simulator)).status).toBe(401)
  })

  test('can hold for one host while the other works', async ({ simulator }) => {
    simulator.fault('any', { kind: 'bad-gateway', host: 'plex.tv' }, Infinity)
    expect((await user(simulator)).status).toBe(502)
    expect((await user(simulator, 'none', 'clients.plex.tv')).status).toBe(401)
  })

  test('leaves the pages for people alone', async ({ simulator }) => {
    simulator.fault('any', { kind: 'unavailable' }, Infinity)
    expect((await ask(simulator, '/link')).status).toBe(200)
  })
})

describe('an answer instead of the true one', () => {
  test('is 429/1003 with Retry-After in seconds, as a date, or without', async ({ simulator }) => {
    const retryAfter = async (how: 'seconds' | 'date' | 'none') => {
      simulator.fault('user', { kind: 'rate-limited', retryAfter: how })
      const { status, headers, text } = await user(simulator)
      const limited = '{"errors":[{"code":1003,"message":"API rate limit exceeded","status":429}]}'
      expect([status, text]).toEqual([429, limited])
      return headers
    }
    expect((await retryAfter('seconds'))['retry-after']).toBe('2')
    const dated = await retryAfter('date')
    const wait = Date.parse(String(dated['retry-after'])) - Date.parse(String(dated['date']))
    expect([1000, 2000]).toContain(wait)
    expect((await retryAfter('none'))['retry-after']).toBe(undefined)
  })

  test('is a server error, a gateway page, an empty 503 or an edge 404', async ({ simulator }) => {
    const gateway = async (status: 502 | 503) => {
      const [...seen] = await struck(simulator, { kind: 'bad-gateway', status })
      return [...seen.slice(0, 3), /<h1>(\d+)/.exec(String(seen[3]))?.[1]]
    }
    expect(await struck(simulator, { kind: 'server-error' })).toEqual([
      500,
      'application/json; charset=utf-8',
      'string',
      '{"errors":[{"code":1007,"message":"Internal server error","status":500}]}',
    ])
    expect(await gateway(502)).toEqual([502, 'text/html; charset=utf-8', 'undefined', '502'])
    expect(await gateway(503)).toEqual([503, 'text/html; charset=utf-8', 'undefined', '503'])
    expect(await struck(simulator, { kind: 'unavailable' })).toEqual([503, undefined, 'undefined', ''])
    expect(await struck(simulator, { kind: 'edge-404' })).toEqual([404, undefined, 'undefined', ''])
  })

  test('has any head that there is no server for', async ({ simulator }) => {
    const head =
      'HTTP/1.1 999 \xd0\xaf\r\nContent-Type: application/json\r\nX: \xe9\r\nContent-Length: {length}'
    simulator.fault('user', { kind: 'raw', head, body: '{"a":1}' })
    const { status, headers, text } = await user(simulator)
    expect([status, headers['x'], text]).toEqual([999, '\xe9', '{"a":1}'])
    expect(simulator.log.at(-1)).toMatchObject({ aborted: false, cut: false, fault: 'raw' })
    simulator.fault('mint', { kind: 'raw', head: 'HTTP/1.0 201 Created\r\nContent-Type: application/json' })
    expect((await mint(simulator))['code']).toMatch(/^[A-Z0-9]{4}$/)
  })

  test('alternates between the edge 404 and the truth', async ({ simulator }) => {
    simulator.fault('user', { kind: 'alternating-edge-404' }, 4)
    const statuses: number[] = []
    for (let asked = 0; asked < 5; asked += 1) statuses.push((await user(simulator)).status)
    expect(statuses).toEqual([404, 401, 404, 401, 401])
  })

  test('is 200 with somebody else’s page, an array, null, or any status', async ({ simulator }) => {
    const portal = await struck(simulator, { kind: 'captive-portal' })
    const json = 'application/json; charset=utf-8'
    expect([...portal.slice(0, 3), String(portal[3]).includes('<html>')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'undefined',
      true,
    ])
    expect(await struck(simulator, { kind: 'empty-array' })).toEqual([200, json, 'string', '[]'])
    expect(await struck(simulator, { kind: 'null' })).toEqual([200, json, 'string', 'null'])
    expect(await struck(simulator, { kind: 'status', status: 410 })).toEqual([410, undefined, 'string', ''])
  })

  test('is larger than anybody wants', async ({ simulator }) => {
    simulator.fault('user', { kind: 'huge-body' })
    const { bytes, json } = await user(simulator)
    expect([bytes.length, Object.keys(json())]).toEqual([10_000_000, ['padding']])
  })

  test('points elsewhere, and what follows is noted with its token', async ({ simulator }) => {
    simulator.fault('user', { kind: 'redirect', status: 301 })
    const { status, headers } = await user(simulator, 'sentinel-token-1234')
    const target = new URL(String(headers['location']))
    expect([status, target.href]).toEqual([301, 'https://app.plex.tv/__redirected/api/v2/user'])
    expect(simulator.redirectSink).toEqual([])
    await ask(simulator, target.pathname, { host: target.hostname, ...withToken('sentinel-token-1234') })
    expect(simulator.redirectSink.map(({ host, headers: sent }) => [host, sent['x-plex-token']])).toEqual([
      ['app.plex.tv', 'sentinel-token-1234'],
    ])
  })

  test('points to an address of the test’s choice', async ({ simulator }) => {
    simulator.fault('user', { kind: 'redirect', to: 'https://clients.plex.tv/api/v2/ping' })
    expect((await user(simulator)).headers['location']).toBe('https://clients.plex.tv/api/v2/ping')
    await ask(simulator, '/api/v2/ping', { host: 'clients.plex.tv' })
    expect(simulator.redirectSink.map(({ path }) => path)).toEqual(['/api/v2/ping'])
  })
})

describe('the true answer, spoilt', () => {
  test('breaks off in the middle of its JSON', async ({ simulator }) => {
    simulator.fault('mint', { kind: 'truncated-json' })
    const { status, text, json } = await ask(simulator, '/api/v2/pins', { method: 'POST' })
    expect([status, text.startsWith('{"id":')]).toEqual([201, true])
    expect(json).toThrow(SyntaxError)
  })

  test.for([
    ['id-string', { id: expect.stringMatching(/^\d+$/) }],
    ['expiresIn-string', { expiresIn: '900' }],
    ['authToken-empty', { authToken: '' }],
    ['authToken-null-text', { authToken: 'null' }],
  ] as const)('has a wrong type: %s', async ([what, expected], { simulator }) => {
    simulator.fault('mint', { kind: 'wrong-type', what })
    expect(await mint(simulator)).toMatchObject(expected)
  })

  test('comes behind a byte order mark, compressed, or in chunks', async ({ simulator }) => {
    const token = await signIn(simulator)
    const plain = await user(simulator, token)
    const how = async (kind: 'byte-order-mark' | 'gzip' | 'chunked') => {
      simulator.fault('user', { kind })
      return user(simulator, token)
    }
    const [marked, zipped, chunked] = [await how('byte-order-mark'), await how('gzip'), await how('chunked')]
    const known = (text: string) => (JSON.parse(text) as { title: string }).title
    expect([marked.bytes.subarray(0, 3).toString('hex'), known(marked.text.slice(1))]).toEqual([
      'efbbbf',
      'Ada Lovelace',
    ])
    expect([zipped.headers['content-encoding'], known(gunzipSync(zipped.bytes).toString())]).toEqual([
      'gzip',
      'Ada Lovelace',
    ])
    expect([chunked.headers['transfer-encoding'], chunked.bytes.length]).toEqual([
      'chunked',
      plain.bytes.length,
    ])
  })

  test('comes slowly, or later than the answer to a later question', async ({ simulator }) => {
    const { id, code } = await mint(simulator)
    simulator.fault('poll', { kind: 'delayed', milliseconds: 1_000 })
    simulator.fault('poll', { kind: 'slow-body', milliseconds: 100 })
    const order: unknown[] = []
    const read = async () => {
      order.push((await ask(simulator, `/api/v2/pins/${String(id)}`)).json()['authToken'])
    }
    const first = read()
    await expect.poll(() => simulator.latestPin()?.polls.length).toBe(1)
    const token = simulator.claim(String(code))
    await Promise.all([first, read()])
    expect(order).toEqual([token, null])
    const [, slow] = simulator.log.filter(({ route }) => route === 'poll')
    expect((slow?.endedAt ?? 0) - (slow?.at ?? 0)).toBeGreaterThanOrEqual(70)
  })
})

describe('no answer', () => {
  test('hangs until the client gives up, and the log says so', async ({ simulator }) => {
    simulator.fault('user', { kind: 'hang' })
    await expect(ask(simulator, '/api/v2/user', { timeout: 50 })).rejects.toThrow('timed out')
    await expect
      .poll(() => simulator.log.map(({ status, fault, aborted, cut }) => ({ status, fault, aborted, cut })))
      .toEqual([{ status: null, fault: 'hang', aborted: true, cut: false }])
  })

  test('is a connection that is reset, at once or half way', async ({ simulator }) => {
    simulator.fault('user', { kind: 'reset' })
    await expect(user(simulator)).rejects.toMatchObject({ code: 'ECONNRESET' })
    simulator.fault('user', { kind: 'reset', when: 'mid-body' })
    await expect(user(simulator)).rejects.toMatchObject({ code: 'ECONNRESET' })
    await expect
      .poll(() => simulator.log.map(({ status, aborted, cut }) => ({ status, aborted, cut })))
      .toEqual([
        { status: null, aborted: false, cut: true },
        { status: 401, aborted: false, cut: true },
      ])
  })
})

test('logs what was asked, whole', async ({ simulator }) => {
  await ask(simulator, '/api/v2/user.json?a=1', {
    method: 'GET',
    headers: { ...wellBehaved, 'x-plex-token': 't' },
  })
  expect(simulator.log).toEqual([
    {
      at: expect.any(Number),
      endedAt: expect.any(Number),
      route: 'user',
      method: 'GET',
      host: 'plex.tv',
      path: '/api/v2/user.json',
      query: { a: '1' },
      headers: { host: 'plex.tv', ...wellBehaved, 'x-plex-token': 't', connection: 'close' },
      body: '',
      httpVersion: '1.1',
      status: 401,
      fault: null,
      aborted: false,
      cut: false,
      pinId: null,
      outcome: null,
    },
  ])
})
