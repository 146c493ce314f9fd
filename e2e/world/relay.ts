import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** How the bytes of a connection pass: all at once, none, or one at a time, so that nothing arrives whole. */
type Flow = 'free' | 'frozen' | 'dripping'

/** A wire between the app and a port of 127.0.0.1 that a test controls. New connections are free. */
export interface Relay {
  readonly port: number
  /** How many connections it has taken. */
  readonly connections: () => number
  /** Present connections stay open, but nothing passes. */
  freeze(): void
  /** On present connections answers come byte by byte. */
  drip(): void
  /** Lets all connections flow again. */
  thaw(): void
  /** Resets present connections. */
  cut(): void
  close(): Promise<void>
}

const DRIP_EVERY_MS = 200

interface Wire {
  flow(how: Flow): void
  cut(): void
}

/** Starts a relay before a port of 127.0.0.1. */
export async function startRelay(target: number): Promise<Relay> {
  const wires = new Set<Wire>()
  let connections = 0
  const server = createServer(near => {
    connections += 1
    const wire = lay(near, connect(target, '127.0.0.1'), () => wires.delete(wire))
    wires.add(wire)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const all = (how: Flow) => () => wires.forEach(wire => wire.flow(how))
  const cut = () => wires.forEach(wire => wire.cut())

  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    freeze: all('frozen'),
    drip: all('dripping'),
    thaw: all('free'),
    cut,
    async close() {
      cut()
      await new Promise<void>(resolve => void server.close(() => resolve()))
    },
  }
}

function lay(near: Socket, far: Socket, ended: () => void): Wire {
  let how: Flow = 'free'
  let waiting = Buffer.alloc(0)

  function send(bytes: number) {
    if (waiting.length > 0 && !near.destroyed) near.write(waiting.subarray(0, bytes))
    waiting = waiting.subarray(bytes)
  }
  const dripping = setInterval(() => {
    if (how === 'dripping') send(1)
  }, DRIP_EVERY_MS)
  function end() {
    clearInterval(dripping)
    near.destroy()
    far.destroy()
    ended()
  }

  near.on('data', bytes => void far.write(bytes))
  far.on('data', bytes => {
    waiting = Buffer.concat([waiting, bytes])
    if (how === 'free') send(waiting.length)
  })
  for (const socket of [near, far]) {
    // A frozen connection stays open, whatever happens to its other end.
    socket.on('error', () => {})
    socket.on('close', () => {
      if (how !== 'frozen' || socket === near) end()
    })
  }

  return {
    flow(next) {
      how = next
      if (next === 'frozen') near.pause()
      else near.resume()
      if (next === 'free') send(waiting.length)
    },
    cut() {
      near.resetAndDestroy()
      end()
    },
  }
}
