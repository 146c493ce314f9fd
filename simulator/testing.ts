import { request, type Agent } from 'node:https'
import { networkInterfaces } from 'node:os'
import { test as base } from 'vitest'
import { startSimulator, type Simulator } from './server.ts'

/** Whether this computer has ::1: some containers have no IPv6. */
export const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some(each => each?.address === '::1')

/** A test with a simulator of its own. */
export const test = base.extend<{ simulator: Simulator }>({
  // oxlint-disable-next-line no-empty-pattern -- the test runner reads which fixtures are needed from the pattern
  simulator: async ({}, use) => {
    const simulator = await startSimulator()
    await use(simulator)
    await simulator.close()
  },
})

/** An answer read to its end. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly bytes: Buffer
  readonly text: string
  /** The body as JSON; throws if it is none. */
  readonly json: () => Record<string, unknown>
}

export interface Asking {
  readonly method?: string
  readonly host?: string
  /** Where it is asked: 127.0.0.1 or ::1. */
  readonly address?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly agent?: Agent
  /** Gives up after this many milliseconds. */
  readonly timeout?: number
  readonly signal?: AbortSignal
}

/** The headers of a client that behaves. */
export const wellBehaved = {
  accept: 'application/json',
  'x-plex-client-identifier': '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11',
  'x-plex-product': 'Example Tray',
  'x-plex-version': '1.0.0',
  'x-plex-device-name': 'DESK-01',
}

/** Asks the simulator over HTTPS, as the host plex.tv with its certificate checked. Rejects if the answer breaks off. */
export function ask(simulator: Simulator, path: string, asking: Asking = {}): Promise<Reply> {
  const { method = 'GET', host = 'plex.tv', address = '127.0.0.1', headers = wellBehaved } = asking
  const { body, agent, timeout, signal } = asking
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: address,
        port: simulator.port,
        servername: host,
        ca: simulator.caPem,
        path,
        method,
        headers: { host, ...headers },
        agent: agent ?? false,
        ...(signal ? { signal } : {}),
      },
      received => {
        const chunks: Buffer[] = []
        received.on('data', (chunk: Buffer) => chunks.push(chunk))
        received.on('error', reject)
        received.on('end', () => {
          const bytes = Buffer.concat(chunks)
          const text = bytes.toString('utf8')
          resolve({
            status: received.statusCode ?? 0,
            headers: received.headers,
            bytes,
            text,
            json: () => JSON.parse(text) as Record<string, unknown>,
          })
        })
      },
    )
    sent.on('error', reject)
    if (timeout !== undefined) sent.setTimeout(timeout, () => sent.destroy(new Error('timed out')))
    sent.end(body)
  })
}

/** Mints a pin and returns its fields. */
export const mint = async (simulator: Simulator, strong = false) =>
  (await ask(simulator, `/api/v2/pins${strong ? '?strong=true' : ''}`, { method: 'POST' })).json()

/** Signs in by a pin; returns the token. */
export async function signIn(simulator: Simulator): Promise<string> {
  const { code } = await mint(simulator)
  return simulator.claim(String(code))
}

export const withToken = (token: string) => ({ headers: { ...wellBehaved, 'x-plex-token': token } })
