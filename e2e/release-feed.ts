import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createCertificates } from '../simulator/certificates.ts'

export interface Release {
  readonly version: string
  /** What the release is said to be made of. */
  readonly content: string
  /** What is handed out in its place. */
  readonly delivered?: string
}

/** A place that releases of the AppImage are fetched from, as electron-builder's generic provider lays it out. */
export interface ReleaseFeed {
  readonly host: string
  readonly port: number
  readonly caPem: string
  /** The content of `app-update.yml` in a package that looks here. */
  readonly configuration: string
  /** Paths that were asked for, oldest first. */
  readonly requests: () => readonly string[]
  /** Every value of a header that was sent. */
  headers(name: string): readonly unknown[]
  close(): Promise<void>
}

/** Serves one release over TLS, by a throw-away authority. */
export async function startReleaseFeed({
  version,
  content,
  delivered = content,
}: Release): Promise<ReleaseFeed> {
  const { caPem, identities } = createCertificates()
  const host = 'elsewhere.example'
  const file = `Latchkey-${version}.AppImage`
  const sha512 = createHash('sha512').update(content).digest('base64')
  const description = [
    `version: ${version}`,
    'files:',
    `  - url: ${file}`,
    `    sha512: ${sha512}`,
    `    size: ${Buffer.byteLength(content)}`,
    `path: ${file}`,
    `sha512: ${sha512}`,
    `releaseDate: '2026-01-02T03:04:05.000Z'`,
    '',
  ].join('\n')

  const seen: { readonly path: string; readonly headers: NodeJS.Dict<string | string[]> }[] = []
  const server = createServer(identities['wrong-host'], (request, response) => {
    const path = new URL(request.url ?? '/', `https://${host}`).pathname
    seen.push({ path, headers: request.headers })
    if (/^\/latest-linux[\w-]*\.yml$/.test(path)) response.end(description)
    else if (path === `/${file}`) response.end(delivered)
    else response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    host,
    port: (server.address() as AddressInfo).port,
    caPem,
    configuration: `provider: generic\nurl: https://${host}\nupdaterCacheDirName: latchkey-updater\n`,
    requests: () => seen.map(({ path }) => path),
    headers: name => seen.map(({ headers }) => headers[name]),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
