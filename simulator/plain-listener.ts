import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Listens without TLS on loopback, for a browser that does not know the authority; no port, no listener. */
export async function createPlainListener(
  port: number | null,
  handle: RequestListener,
): Promise<{ readonly port: number; close(): Promise<void> } | null> {
  if (port === null) return null
  const server = createServer(handle)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
