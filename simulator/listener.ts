import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Identity, TlsMode } from './certificates.ts'
import type { Connection } from './serve.ts'

type Handle = (message: IncomingMessage, response: ServerResponse, connection: Connection) => void

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

const loopback = '127.0.0.1'
const retryListening = 50

/** Listens on loopback. */
export async function createListener(
  port: number,
  identities: Readonly<Record<TlsMode, Identity>>,
  handle: Handle,
): Promise<Listener> {
  const peers = new Map<number, Peer>()
  let mode: TlsMode = 'trusted'
  let refused = 0
  let paused = false
  let closed = false

  const onRequest: RequestListener = (message, response) => {
    const peer = peers.get(message.socket.remotePort ?? 0)
    if (peer) peer.requests += 1
    response.once('close', () => {
      if (!peer) return
      peer.requests -= 1
      if (peer.requests === 0 && peer.mode !== mode) peer.raw.destroy()
    })
    handle(message, response, { reset: () => peer?.raw.resetAndDestroy() })
  }

  const server = createServer({ ...identities.trusted, keepAliveTimeout: 60_000 }, onRequest)
  server.on('connection', (raw: Socket) => {
    const key = raw.remotePort ?? 0
    const peer: Peer = { raw, mode, requests: 0 }
    peers.set(key, peer)
    raw.once('close', () => {
      if (peers.get(key) === peer) peers.delete(key)
    })
  })
  server.on('tlsClientError', () => {
    refused += 1
  })

  const listen = (wanted: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(wanted, loopback, () => {
        server.off('error', reject)
        resolve()
      })
    })
  await listen(port)
  const taken = (server.address() as AddressInfo).port

  // While it was away, another program may have been given the port for an outgoing connection.
  const listenAgain = (): void => {
    if (paused || closed) return
    listen(taken).catch(() => setTimeout(listenAgain, retryListening))
  }

  return {
    port: taken,
    refusedHandshakes: () => refused,
    setMode: next => {
      mode = next
      server.setSecureContext(identities[next])
      for (const { raw, requests } of peers.values()) if (requests === 0) raw.destroy()
    },
    pause: () => {
      if (paused) return
      paused = true
      server.close()
      for (const { raw } of peers.values()) raw.destroy()
    },
    resume: () => {
      if (!paused) return
      paused = false
      listenAgain()
    },
    close: async () => {
      closed = true
      const ended = new Promise<void>(resolve => {
        server.close(() => resolve())
      })
      for (const { raw } of peers.values()) raw.destroy()
      await ended
    },
  }
}
