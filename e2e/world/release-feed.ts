import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createPlainServer, type RequestListener, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { createCertificates } from '../../simulator/certificates.ts'

export interface Release {
  readonly version: string
  /** What the release is said to be made of. */
  readonly content: string
  /** What is sent instead. */
  readonly delivered?: string
}

/** What is answered instead of a file. */
export type FeedFault =
  | '404'
  | '500'
  | 'a page'
  | 'too much'
  | 'silence'
  | 'half of it'
  | 'a way without TLS'
  | 'an odd head'
  | 'a head that breaks off'
  | 'parts'

/** A place that releases of the AppImage are fetched from, as electron-builder's generic provider lays it out. */
export interface ReleaseFeed {
  /** Where its host names lead. */
  readonly hosts: Readonly<Record<string, string>>
  readonly caPem: string
  /** The content of `app-update.yml` in a package that looks here. */
  readonly configuration: string
  /** Paths that were asked for, oldest first. */
  readonly requests: () => readonly string[]
  /** Paths that were asked for without TLS, at the same feed. */
  readonly plainRequests: () => readonly string[]
  /** Every value of a header that was sent. */
  headers(name: string): readonly unknown[]
  /** From now on answers with this fault; null: correctly. */
  fault(fault: FeedFault | null): void
  /** For a release that comes in `parts`, without a length: sends this many more bytes, and the end with the last. */
  send(bytes: number): void
  /** From now on names a newer release by an address without TLS. */
  nameWithoutTls(version: string): void
  close(): Promise<void>
}

const host = 'elsewhere.example'
const plainHost = 'plain.example'

/** Serves one release over TLS, by a throw-away authority; and without TLS, at another name. */
export async function startReleaseFeed(release: Release): Promise<ReleaseFeed> {
  const { version, content, delivered = content } = release
  const { caPem, identities } = createCertificates()
  const file = `Latchkey-${version}.AppImage`
  let fault: FeedFault | null = null
  let address = file
  let told = version
  let send = (_bytes: number): void => {
    throw new Error('Nobody waits for a part')
  }

  const describe = () => descriptionOf(address, { version: told, content })
  const answer = (path: string, response: ServerResponse): void => {
    if (/^\/latest-linux[\w-]*\.yml$/.test(path)) response.end(describe())
    else if (path === `/${file}`) response.setHeader('content-length', delivered.length).end(delivered)
    else response.writeHead(404).end()
  }
  const faults: Record<FeedFault, (path: string, response: ServerResponse) => void> = {
    '404': (_path, response) => void response.writeHead(404).end(),
    '500': (_path, response) => void response.writeHead(500).end('failed'),
    'a page': (_path, response) =>
      void response
        .setHeader('content-type', 'text/html')
        .end(`<!doctype html><p>${'log in '.repeat(50_000)}`),
    'too much': (_path, response) => void response.end(`#${'-'.repeat(1_000_000)}\n${describe()}`),
    silence: () => undefined,
    'half of it': (_path, response) =>
      void response.setHeader('content-length', delivered.length).write(delivered.slice(0, -9)),
    parts: (_path, response) => {
      response.setHeader('content-type', 'application/octet-stream')
      let sent = 0
      send = bytes => {
        response.write(delivered.slice(sent, (sent += bytes)))
        if (sent >= delivered.length) response.end()
      }
    },
    'an odd head': (_path, { socket }) =>
      void socket?.end(
        Buffer.from('HTTP/1.1 999 \xd0\xaf\r\nX-Name: \xd0\xaf\r\nX: \xe9\r\n\r\n?', 'latin1'),
      ),
    'a head that breaks off': (_path, { socket }) =>
      void socket?.end('HTTP/1.1 404 ?\r\nContent-Length: 99\r\n\r\n?'),
    'a way without TLS': (path, response) =>
      void response.writeHead(302, { location: `http://${plainHost}${path}` }).end(),
  }

  const seen: { readonly path: string; readonly headers: NodeJS.Dict<string | string[]> }[] = []
  const seenPlainly: string[] = []
  const pathOf = (url = '/'): string => new URL(url, `https://${host}`).pathname
  const secure: RequestListener = ({ url, headers }, response) => {
    const path = pathOf(url)
    seen.push({ path, headers })
    ;(fault === null ? answer : faults[fault])(path, response)
  }
  const plain: RequestListener = ({ url }, response) => {
    seenPlainly.push(pathOf(url))
    answer(pathOf(url), response)
  }
  const servers = [createServer(identities['wrong-host'], secure), createPlainServer(plain)] as const
  const [port, plainPort] = [await listen(servers[0]), await listen(servers[1])]

  return {
    hosts: { [host]: `127.0.0.1:${port}`, [plainHost]: `127.0.0.1:${plainPort}` },
    caPem,
    configuration: `provider: generic\nurl: https://${host}\nupdaterCacheDirName: latchkey-updater\n`,
    requests: () => seen.map(({ path }) => path),
    plainRequests: () => seenPlainly,
    headers: name => seen.map(({ headers }) => headers[name]),
    fault: next => void (fault = next),
    send: bytes => send(bytes),
    nameWithoutTls: newer => void ([told, address] = [newer, `http://${plainHost}/${file}`]),
    async close() {
      for (const server of servers) server.closeAllConnections()
      await Promise.all(servers.map(server => once(server.close(), 'close')))
    },
  }
}

async function listen(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

function descriptionOf(address: string, { version, content }: Release): string {
  const sha512 = createHash('sha512').update(content).digest('base64')
  return [
    `version: ${version}`,
    'files:',
    `  - url: ${address}`,
    `    sha512: ${sha512}`,
    `    size: ${Buffer.byteLength(content)}`,
    `path: ${address}`,
    `sha512: ${sha512}`,
    `releaseDate: '2026-01-02T03:04:05.000Z'`,
    '',
  ].join('\n')
}
