import { once } from 'node:events'
import { createServer, type IncomingMessage, request as ask, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createPlainServer, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import type { Question, Reply } from '../plex/exchange.ts'
import { createProbe } from './probe.ts'

const ID = 'c0ffee0123456789c0ffee0123456789c0ffee01'
const xml = `<?xml version="1.0"?>\n<MediaContainer size="0" claimed="1" machineIdentifier="${ID}" version="1.43.0"/>`
const json = JSON.stringify({ MediaContainer: { size: 0, machineIdentifier: ID } })

/** As Chromium's network: no redirect is followed, and a signal ends it. */
const overNode = ({ url, headers, signal, mostBytes }: Question): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const asked = ask(url, { headers, signal, agent: false }, response => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => {
        parts.push(part)
        if (Buffer.concat(parts).length > mostBytes) asked.destroy(new Error('Too large'))
      })
      response.on('error', reject)
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response
        if (status >= 300 && status < 400) reject(new Error('net::ERR_FAILED'))
        else resolve({ status, headers, body: Buffer.concat(parts) })
      })
    })
    asked.on('error', reject)
    asked.end()
  })

const ends: Array<() => void> = []
afterEach(() => ends.splice(0).forEach(end => end()))

/** A server, and all that it was asked. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push([request.method, request.url, JSON.stringify(request.rawHeaders)].join(' '))
    answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ends.push(() => (server.closeAllConnections(), server.close()))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard }
}

async function serveBytes(connected: (socket: Socket) => void) {
  const server = createPlainServer(socket => {
    socket.on('error', () => {})
    ends.push(() => socket.destroy())
    connected(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ends.push(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard: [] as string[] }
}

const never = () => new AbortController().signal
const tryOne = async (url: string) =>
  (await createProbe({ ask: overNode, clock: systemClock })({ id: ID, urls: [url] }, never())).get(url)

it.each<[string, boolean, () => ReturnType<typeof serve>]>([
  ['says who it is in XML', true, () => serve((_request, response) => response.end(xml))],
  ['says who it is in JSON', true, () => serve((_request, response) => response.end(json))],
  [
    'is another server',
    false,
    () => serve((_request, response) => response.end(xml.replace(ID, ID.replace('c', 'd')))),
  ],
  ['wants a token', false, () => serve((_request, response) => response.writeHead(401).end(xml))],
  ['has nothing there', false, () => serve((_request, response) => response.writeHead(404).end())],
  ['answers garbage', false, () => serve((_request, response) => response.end('\0\ufffd<<<{'.repeat(900)))],
  ['answers without end', false, () => serve((_request, response) => pour(response))],
  [
    'answers more than it should',
    false,
    () => serve((_request, response) => response.end(xml + 'x'.repeat(70_000))),
  ],
  ['hangs', false, () => serve(() => {})],
  ['hangs before it speaks HTTP', false, () => serveBytes(() => {})],
  ['drips', false, () => serveBytes(drip)],
  ['does not speak HTTP', false, () => serveBytes(socket => socket.end('SSH-2.0-OpenSSH_9.2\r\n'))],
  ['breaks off', false, () => serveBytes(socket => socket.destroy())],
])('an address that %s: %s', async (_what, expected, start) => {
  const { url } = await start()
  const started = performance.now()
  expect([await tryOne(url), performance.now() - started < 6_000]).toEqual([expected, true])
})

function pour(response: ServerResponse) {
  if (!response.destroyed) response.write('x'.repeat(1_000), () => setImmediate(pour, response))
}

function drip(socket: Socket) {
  const text = `HTTP/1.1 200 OK\r\n\r\n${xml}`
  let at = 0
  const timer = setInterval(() => socket.write(text[at++] ?? ' '), 100)
  ends.push(() => clearInterval(timer))
}

it('nobody listens at does not answer', async () => {
  const { url } = await serve(() => {})
  ends.splice(0).forEach(end => end())
  expect(await tryOne(url)).toBe(false)
})

it('an address that leads elsewhere does not answer, and nobody goes there', async () => {
  const other = await serve((_request, response) => response.end(xml))
  const { url } = await serve((_request, response) =>
    response.writeHead(302, { Location: `${other.url}/identity` }).end(),
  )
  expect([await tryOne(url), other.heard]).toEqual([false, []])
})

it('is asked one thing, without a token, whatever its address has in it', async () => {
  const { url, heard } = await serve((_request, response) => response.end(xml))
  expect(await tryOne(`${url}/web?X-Plex-Token=secret#secret`)).toBe(true)
  expect(heard).toEqual([expect.stringMatching(/^GET \/identity \["/)])
  expect(heard.join('')).not.toMatch(/token|cookie|auth|secret/i)
})

it.each(['file:///etc/passwd', 'http://ada:secret@127.0.0.1:1', 'ftp://127.0.0.1', 'nonsense', ''])(
  'is not tried at %s',
  async url => {
    const asked: string[] = []
    const probe = createProbe({
      clock: systemClock,
      ask: ({ url: one }) => (asked.push(one), Promise.reject(new Error('No'))),
    })
    expect([(await probe({ id: ID, urls: [url] }, never())).get(url), asked]).toEqual([null, []])
  },
)

it('has at most six under way, also of several servers, and sixteen of one', async () => {
  let under = 0
  let most = 0
  const probe = createProbe({
    clock: systemClock,
    async ask() {
      most = Math.max(most, ++under)
      await new Promise(resolve => setImmediate(resolve))
      under--
      return { status: 200, headers: {}, body: Buffer.from(json) }
    },
  })
  const urls = Array.from({ length: 30 }, (_, at) => `http://127.0.0.1:${at + 1}`)
  const [one, two] = await Promise.all([probe({ id: ID, urls }, never()), probe({ id: ID, urls }, never())])
  expect([[...one.values()].filter(Boolean).length, [...two.values()].filter(Boolean).length, most]).toEqual([
    16, 16, 6,
  ])
})

it('stops when nobody wants to know any more', async () => {
  const over = new AbortController()
  const urls = Array.from({ length: 10 }, (_, at) => `http://127.0.0.1:${at + 1}`)
  const asked: string[] = []
  const probe = createProbe({
    clock: systemClock,
    ask: ({ url, signal }) =>
      new Promise((_resolve, reject) => {
        asked.push(url)
        signal.addEventListener('abort', () => reject(new Error('Over')))
      }),
  })
  const answers = probe({ id: ID, urls }, over.signal)
  over.abort()
  expect([[...(await answers).values()], asked.length]).toEqual([urls.map(() => null), 6])
})
