import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { createSecureServer, type Http2ServerRequest } from 'node:http2'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Identity, TlsMode } from './certificates.ts'
import type { Connection } from './serve.ts'

/** A request as Node hands it over, whichever version of HTTP it came by. */
export type Message = IncomingMessage | Http2ServerRequest

/** What both versions of HTTP have of an answer. */
export interface Response {
  readonly writableFinished: boolean
  readonly destroyed: boolean
  readonly socket: Pick<Socket, 'end'> | null
  writeHead(status: number, headers: OutgoingHttpHeaders): Pick<Response, 'end'>
  write(part: Buffer): boolean
  end(part: string | Buffer): unknown
  once(event: 'close', listener: () => void): unknown
  destroy(): unknown
}

type Handle = (message: Message, response: Response, connection: Connection) => void

interface Peer {
  readonly raw: Socket
  readonly mode: TlsMode
  requests: number
}

/** The HTTPS listener, which can go away and come back, and change its face. */
export interface Listener {
  readonly port: number
  /** How many connections ended before their handshake did. */
  readonly refusedHandshakes: () => number
  setMode(mode: TlsMode): void
  pause(): void
  resume(): void
  close(): Promise<void>
}

/** What it speaks, and where besides 127.0.0.1 it is. */
export interface Ways {
  /** Offers HTTP/2 before HTTP/1.1. */
  readonly http2: boolean
  /** Listens on ::1 too, on the same port. */
  readonly ipv6: boolean
}

const retryListening = 50
const keepAliveTimeout = 60_000

type Server = ReturnType<typeof createServer> | ReturnType<typeof createSecureServer>

const newServer = (
  identity: Identity,
  http2: boolean,
  onRequest: (message: Message, response: Response) => void,
): Server => {
  if (!http2) return createServer({ ...identity, keepAliveTimeout }, onRequest)
  return createSecureServer({ ...identity, allowHTTP1: true }, onRequest)
}

const listenAt = (server: Server, port: number, address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })

const closed = (server: Server): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve())
  })

const peerKey = ({ remoteAddress, remotePort }: Pick<Socket, 'remoteAddress' | 'remotePort'>): string =>
  `${remoteAddress} ${remotePort}`

/** Listens on loopback. */
export async function createListener(
  port: number,
  identities: Readonly<Record<TlsMode, Identity>>,
  { http2, ipv6 }: Ways,
  handle: Handle,
): Promise<Listener> {
  const peers = new Map<string, Peer>()
  let mode: TlsMode = 'trusted'
  let refused = 0
  let paused = false
  let isClosed = false

  const onRequest = (message: Message, response: Response): void => {
    const peer = peers.get(peerKey(message.socket))
    if (peer) peer.requests += 1
    response.once('close', () => {
      if (!peer) return
      peer.requests -= 1
      if (peer.requests === 0 && peer.mode !== mode) peer.raw.destroy()
    })
    handle(message, response, { reset: () => peer?.raw.resetAndDestroy() })
  }

  const faces = (ipv6 ? ['127.0.0.1', '::1'] : ['127.0.0.1']).map(address => ({
    address,
    server: newServer(identities.trusted, http2, onRequest),
  }))
  for (const { server } of faces) {
    server.on('connection', (raw: Socket) => {
      const key = peerKey(raw)
      const peer: Peer = { raw, mode, requests: 0 }
      peers.set(key, peer)
      raw.once('close', () => {
        if (peers.get(key) === peer) peers.delete(key)
      })
    })
    server.on('tlsClientError', () => {
      refused += 1
    })
  }

  /** A port that is free at one address may be taken at the other: then another one is looked for, if any will do. */
  const listenEverywhere = async (tries: number): Promise<number> => {
    const open: Server[] = []
    let taken = port
    try {
      for (const { server, address } of faces) {
        taken = await listenAt(server, taken, address)
        open.push(server)
      }
      return taken
    } catch (error) {
      await Promise.all(open.map(closed))
      if (port !== 0 || open.length === 0 || tries === 0) throw error
      return listenEverywhere(tries - 1)
    }
  }
  const taken = await listenEverywhere(10)

  // While it was away, another program may have been given the port for an outgoing connection.
  const listenAgain = ({ server, address }: (typeof faces)[number]): void => {
    if (paused || isClosed) return
    listenAt(server, taken, address).catch(() =>
      setTimeout(() => listenAgain({ server, address }), retryListening),
    )
  }

  const dropAll = (): void => {
    for (const { raw } of peers.values()) raw.destroy()
  }

  return {
    port: taken,
    refusedHandshakes: () => refused,
    setMode: next => {
      mode = next
      for (const { server } of faces) server.setSecureContext(identities[next])
      for (const { raw, requests } of peers.values()) if (requests === 0) raw.destroy()
    },
    pause: () => {
      if (paused) return
      paused = true
      for (const { server } of faces) server.close()
      dropAll()
    },
    resume: () => {
      if (!paused) return
      paused = false
      for (const face of faces) listenAgain(face)
    },
    close: async () => {
      isClosed = true
      const ended = Promise.all(faces.map(({ server }) => closed(server)))
      dropAll()
      await ended
    },
  }
}
