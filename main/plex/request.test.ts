import type { ClientRequest } from 'electron'
import {
  createServer,
  type IncomingMessage,
  request as askOverHttp,
  type RequestListener,
  type Server,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGunzip, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange, type Question } from './exchange.ts'
import { type Network, request } from './request.ts'

const DATE = 'Wed, 21 Oct 2026 07:28:00 GMT'
const get = { method: 'GET', headers: { Accept: 'application/json' } } as const
const { signal } = new AbortController()

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** Node's own client, which unpacks no answer by itself. */
function sent({ url, method, headers }: Question) {
  const made = askOverHttp(url, { method, headers })
  const unpacked = (answer: IncomingMessage) => {
    const { statusCode, headers: named } = answer
    return named['content-encoding'] === 'gzip'
      ? Object.assign(answer.pipe(createGunzip()), { statusCode, headers: named })
      : answer
  }
  const on = (event: string, listener: (given: unknown) => void) =>
    made.on(event, given => listener(event === 'response' ? unpacked(given as IncomingMessage) : given))
  return { on, end: () => made.end(), abort: () => made.destroy() } as unknown as ClientRequest
}

const network: Network = {
  ask: question => exchange(sent(question), question),
  goesByProxy: async () => false,
}

/** A request to a server of this test's own. */
async function ask(
  listener: RequestListener,
  {
    timeoutMs = 10_000,
    stop = signal,
    ...cap
  }: { timeoutMs?: number; stop?: AbortSignal; largestMb?: number } = {},
) {
  server = createServer(listener)
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return request(network, `http://127.0.0.1:${port}/`, get, { signal: stop, timeoutMs, ...cap })
}
const send =
  (body: string | Buffer, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json', date: DATE, ...headers }).end(body)

const ofSize = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2))

describe('an answer', () => {
  it.each([
    ['JSON', send('{"a":1}'), { a: 1 }],
    ['JSON with a character set', send('"ë"', { 'content-type': 'Application/JSON; charset=utf-8' }), 'ë'],
    ['JSON behind a byte order mark', send('\ufeff{"a":1}'), { a: 1 }],
    ['compressed JSON', send(gzipSync('{"a":1}'), { 'content-encoding': 'gzip' }), { a: 1 }],
    ['broken UTF-8', send(Buffer.from([0x22, 0xff, 0x22])), '\ufffd'],
    ['what is no JSON', send('{"a":'), undefined],
    ['nothing', send(''), undefined],
    ['JSON that says it is a page', send('{"a":1}', { 'content-type': 'text/html' }), undefined],
    [
      'JSON that says it is text',
      send('{"a":1}', { 'content-type': 'text/plain; x=application/json' }),
      undefined,
    ],
    ['one of exactly 1 MB', send(ofSize(1_048_576)), 'x'.repeat(1_048_574)],
  ])('is read when it is %s', async (_what, listener, json) => {
    expect(await ask(listener)).toEqual({ status: 200, json, retryAfterMs: 0, date: DATE })
  })

  it('may have no body at all', async () => {
    const nothing: RequestListener = (_request, response) => {
      response.sendDate = false
      response.writeHead(204).end()
    }
    expect(await ask(nothing)).toEqual({ status: 204, json: undefined, retryAfterMs: 0, date: null })
  })

  it('says for how long to wait, by its own clock', async () => {
    const busy: RequestListener = (_request, response) =>
      response.writeHead(429, { date: DATE, 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }).end()
    expect(await ask(busy)).toEqual({ status: 429, json: undefined, retryAfterMs: 30_000, date: DATE })
  })

  it('is given up one byte above 1 MB', async () => {
    await expect(ask(send(ofSize(1_048_577)))).rejects.toMatchObject({
      name: 'Failure',
      problem: 'unexpected',
      cause: new Error('The answer is larger than 1048576 bytes'),
    })
  })

  it('may be larger where more is expected, and not without end', async () => {
    const larger = await ask(send(ofSize(8_388_608)), { largestMb: 8 })
    expect(larger.json).toHaveLength(8_388_606)
    server?.close()
    await expect(ask(send(ofSize(8_388_609)), { largestMb: 8 })).rejects.toMatchObject({
      problem: 'unexpected',
      cause: new Error('The answer is larger than 8388608 bytes'),
    })
  })

  it('is given up at 1 MB although it never ends, and although it is small on the wire', async () => {
    let closed = () => {}
    const gone = new Promise<void>(resolve => (closed = resolve))
    const endless: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const more = () => void response.write(' '.repeat(65_536), error => (error ? undefined : more()))
      response.on('close', closed)
      more()
    }
    await expect(ask(endless)).rejects.toMatchObject({ problem: 'unexpected' })
    await gone
    server?.closeAllConnections()
    server?.close()
    const bomb = send(gzipSync(Buffer.alloc(10_485_760, ' ')), { 'content-encoding': 'gzip' })
    await expect(ask(bomb)).rejects.toMatchObject({ problem: 'unexpected' })
  })
})

describe('the time limit', () => {
  it.each([
    ['nothing comes', () => {}],
    [
      'the body does not end',
      (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
    ],
  ] satisfies Array<[string, RequestListener]>)('ends a request when %s', async (_what, listener) => {
    await expect(ask(listener, { timeoutMs: 50 })).rejects.toMatchObject({
      problem: 'connection',
      cause: { name: 'TimeoutError' },
    })
  })

  it.each([0, -5, 0.25])('may be as short as %d ms', async timeoutMs => {
    await expect(ask(() => {}, { timeoutMs })).rejects.toMatchObject({ problem: 'connection' })
  })

  it('does not outlast the attempt that asked', async () => {
    const attempt = new AbortController()
    const asking = ask(() => attempt.abort(), { stop: attempt.signal })
    await expect(asking).rejects.toMatchObject({ cause: { name: 'AbortError' } })
  })
})
