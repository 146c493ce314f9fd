import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { createCertificates } from '../../simulator/certificates.ts'

/** What a proxy does with a request to connect to plex.tv; `pass` connects. */
export type Conduct = (client: Socket, pass: () => void, asked: string) => void

/** A proxy on loopback that connects only to the port, whatever it is asked for. */
export interface Proxy {
  readonly port: number
  /** The heads of the requests, oldest first. */
  readonly asked: readonly string[]
  /** Changes what it does from now on. */
  conduct(next: Conduct): void
  /** Closes all connections and tunnels. */
  drop(): void
  close(): Promise<void>
}

export const pass: Conduct = (_client, way) => way()

/** Answers with these bytes in Latin-1, and closes. */
export const say =
  (...lines: readonly string[]): Conduct =>
  client =>
    client.end(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'))

export const challenge = (...ways: readonly string[]): Conduct =>
  say('HTTP/1.1 407 Who?', ...ways.map(way => `Proxy-Authenticate: ${way}`), 'Content-Length: 0')

/** Lets requests with this login pass, and asks all others for one. */
export const guard =
  (isGood: (asked: string) => boolean, way: string): Conduct =>
  (client, lead, asked) =>
    isGood(asked) ? lead() : challenge(way)(client, lead, asked)

const opened = 'HTTP/1.1 200 Connection established\r\n\r\n'

/** Says that the tunnel is open, and then behaves like this in place of plex.tv. */
export const behind =
  (conduct: (client: Socket) => void): Conduct =>
  client => {
    client.write(opened)
    client.once('data', () => conduct(client))
  }

const stranger = createCertificates().identities.trusted

/** Decrypts the traffic, with a certificate of its own authority. */
export const readAlong: Conduct = client => {
  client.write(opened)
  new TLSSocket(client, { isServer: true, key: stranger.key, cert: stranger.cert }).on(
    'error',
    () => undefined,
  )
}

export async function startProxy(target: number): Promise<Proxy> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  let conduct: Conduct = pass
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket))
  }
  const server = createServer(client => {
    keep(client)
    client.on('data', function first(data) {
      client.off('data', first)
      const head = data.toString('latin1')
      asked.push(head)
      const way = () => {
        const onward = connect(target, '127.0.0.1')
        keep(onward)
        client.write(opened)
        client.pipe(onward).pipe(client)
      }
      conduct(client, way, head)
    })
  })
  const drop = () => sockets.forEach(socket => socket.destroy())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    conduct: next => void (conduct = next),
    drop,
    async close() {
      drop()
      await once(server.close(), 'close')
    },
  }
}
