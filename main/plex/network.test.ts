import { EventEmitter } from 'node:events'
import { afterEach, expect, it, vi } from 'vitest'
import { patientWork } from '../files/patient-work.fake.ts'
import { plexNetwork } from './network.ts'

const electron = vi.hoisted(() => ({
  requests: [] as Array<Record<string, unknown>>,
  opened: [] as string[],
  agents: [] as string[],
  closed: [] as string[],
  gone: (_event: unknown, _details: unknown) => {},
  proxy: async (): Promise<string> => 'DIRECT',
  fails: false,
}))

vi.mock('electron', () => ({
  app: {
    getPath: () => '/nowhere',
    on(event: string, listener: typeof electron.gone) {
      if (event === 'child-process-gone') electron.gone = listener
    },
  },
  net: {
    request(options: Record<string, unknown>) {
      electron.requests.push(options)
      const request = new EventEmitter()
      const end = () => {
        if (electron.fails) return request.emit('error', new Error('net::ERR_CONNECTION_RESET'))
        const response = Object.assign(new EventEmitter(), { statusCode: 204, headers: {} })
        return request.emit('response', response)
      }
      return Object.assign(request, { end: () => queueMicrotask(end), abort: () => {} })
    },
  },
  session: {
    fromPartition(name: string, { cache }: { cache: boolean }) {
      electron.opened.push(`${name} ${cache ? 'with' : 'without'} a cache`)
      return {
        name,
        setUserAgent: (agent: string) => void electron.agents.push(agent),
        closeAllConnections: async () => void electron.closed.push(name),
        resolveProxy: () => electron.proxy(),
      }
    },
  },
}))

afterEach(() => {
  electron.requests.length = 0
  electron.opened.length = 0
  electron.fails = false
})

const question = {
  url: 'https://plex.tv/api/v2/user',
  method: 'GET',
  headers: { 'X-Plex-Token': 'sentinel-token-12345' },
  signal: new AbortController().signal,
  wants: () => false,
  mostBytes: 10,
} as const

const used = () => electron.requests.map(({ session }) => (session as { name: string }).name)

it('sends no cookies, follows no redirect, and keeps nothing on disk', async () => {
  const network = plexNetwork('Latchkey/1.0.0', patientWork(), () => {})
  await network.ask(question)
  expect(electron.requests).toEqual([
    {
      session: expect.anything() as unknown,
      url: question.url,
      method: 'GET',
      headers: question.headers,
      credentials: 'omit',
      redirect: 'error',
    },
  ])
  expect({ opened: electron.opened, agents: electron.agents }).toEqual({
    opened: ['plex-tv without a cache'],
    agents: ['Latchkey/1.0.0'],
  })
})

it('goes on over new connections after a request that was not answered', async () => {
  const network = plexNetwork('Latchkey/1.0.0', patientWork(), () => {})
  electron.fails = true
  await expect(network.ask(question)).rejects.toThrow('net::ERR_CONNECTION_RESET')
  expect(electron.closed).toEqual(['plex-tv'])
})

it('takes a new session when Chromium’s network service died, and for no other helper', async () => {
  const network = plexNetwork('Latchkey/1.0.0', patientWork(), () => {})
  for (const serviceName of [undefined, 'audio.mojom.AudioService', 'network.mojom.NetworkService']) {
    await network.ask(question)
    electron.gone({}, { type: 'Utility', reason: 'killed', serviceName })
  }
  await network.ask(question)
  expect(used()).toEqual(['plex-tv', 'plex-tv', 'plex-tv', 'plex-tv-2'])
})

it.each([
  ['DIRECT', false],
  ['PROXY proxy.example:3128', true],
  ['SOCKS5 proxy.example:1080; PROXY other.example:80', true],
  ['PROXY proxy.example:3128; DIRECT', false],
])('knows whether all ways lead through a proxy: %s', async (ways, expected) => {
  electron.proxy = async () => ways
  expect(await plexNetwork('Latchkey/1.0.0', patientWork(), () => {}).goesByProxy(question.url)).toBe(
    expected,
  )
})

it('waits a second at most for who knows of proxies, and takes no answer for none', async () => {
  electron.proxy = async () => new Promise<string>(() => {})
  expect(await plexNetwork('Latchkey/1.0.0', patientWork(), () => {}).goesByProxy(question.url)).toBe(false)
  electron.proxy = () => Promise.reject(new Error('gone'))
  expect(await plexNetwork('Latchkey/1.0.0', patientWork(), () => {}).goesByProxy(question.url)).toBe(false)
})
