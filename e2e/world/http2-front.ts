import { once } from 'node:events'
import { createSecureServer, constants, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Simulator } from '../../simulator/server.ts'

/** How an edge that speaks HTTP/2 refuses a request instead of passing it on. */
export type Refusal = 'go-away' | 'refused-stream'

export interface Http2Front {
  readonly port: number
  /** How many requests it has refused. */
  readonly refused: () => number
  /** Refuses the next `times` polls of a PIN. */
  refuse(how: Refusal, times: number): void
  close(): Promise<void>
}

const isPoll = (path: string): boolean => /^\/api\/v2\/pins\/\d+$/.test(path)

/** HTTP/1.1's headers about the connection are not allowed in HTTP/2. */
const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'host'])

const handedOn = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.startsWith(':') && !ofConnection.has(name)),
  )

/** plex.tv's edge: speaks HTTP/2 with the simulator's certificate, and passes each request on to the simulator. */
export async function startHttp2Front(simulator: Simulator): Promise<Http2Front> {
  const planned: Refusal[] = []
  let refused = 0
  const sessions = new Set<{ destroy: () => void }>()
  const server = createSecureServer({ ...simulator.identity }, (asked, answer) => {
    const refusal = isPoll(asked.url) ? planned.shift() : undefined
    if (refusal === undefined) return handOn(simulator, asked, answer)
    refused += 1
    refuse(asked, refusal)
  })
  server.on('session', session => {
    sessions.add(session)
    session.once('close', () => sessions.delete(session))
  })
  server.on('sessionError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    port: (server.address() as AddressInfo).port,
    refused: () => refused,
    refuse: (how, times) => void planned.push(...Array.from({ length: times }, () => how)),
    async close() {
      for (const session of sessions) session.destroy()
      await new Promise<void>(resolve => void server.close(() => resolve()))
    },
  }
}

function refuse({ stream }: Http2ServerRequest, how: Refusal): void {
  const { session } = stream
  if (how === 'refused-stream' || session === undefined) return stream.close(constants.NGHTTP2_REFUSED_STREAM)
  session.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM, 0)
  session.destroy()
}

function handOn(simulator: Simulator, asked: Http2ServerRequest, answer: Http2ServerResponse): void {
  const { stream } = asked
  const onward = request({
    host: '127.0.0.1',
    port: simulator.port,
    servername: 'plex.tv',
    ca: simulator.caPem,
    method: asked.method,
    path: asked.url,
    headers: { ...handedOn(asked.headers), host: asked.authority },
  })
  // An error behind the edge breaks the stream: half an answer must not look like a whole one.
  const broken = () => stream.close(constants.NGHTTP2_INTERNAL_ERROR)
  onward.once('error', broken)
  onward.once('response', given => {
    given.once('error', broken)
    if (stream.destroyed) return void given.destroy()
    answer.writeHead(given.statusCode ?? 502, handedOn(given.headers))
    given.pipe(answer)
  })
  stream.once('close', () => onward.destroy())
  stream.once('error', () => {})
  asked.pipe(onward)
}
