import { connect } from 'node:http2'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { FaultKind } from './faults.ts'
import type { SimulatorOptions } from './options.ts'
import { startSimulator, type Simulator } from './server.ts'
import { ask, hasIpv6, wellBehaved } from './testing.ts'

interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

/** Asks over HTTP/2, on a connection of its own. Rejects if the connection or the answer breaks off. */
const askHttp2 = (
  { port, caPem }: Simulator,
  { path = '/api/v2/user', method = 'GET', authority = 'plex.tv', body = '', headers = {} } = {},
): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const session = connect(`https://127.0.0.1:${port}`, { ca: caPem, servername: 'plex.tv' })
    session.on('error', reject)
    const { 'x-plex-client-identifier': identifier, ...others } = wellBehaved
    const sent = session.request(
      {
        ':path': path,
        ':method': method,
        ':authority': authority,
        'x-plex-client-identifier': identifier,
        ...others,
        ...headers,
      },
      { endStream: body === '' },
    )
    const chunks: Buffer[] = []
    let answered: Reply['headers'] = {}
    sent.on('response', received => (answered = received))
    sent.on('data', (chunk: Buffer) => chunks.push(chunk))
    sent.on('error', error => reject(error.cause ?? error))
    sent.on('aborted', () => reject(new Error('broken off')))
    sent.on('end', () => {
      if (answered[':status'] === undefined) return reject(new Error('no answer'))
      resolve({
        status: Number(answered[':status']),
        headers: answered,
        text: Buffer.concat(chunks).toString(),
      })
    })
    sent.on('close', () => {
      session.close()
      reject(new Error('closed without an end'))
    })
    if (body) sent.end(body)
  })

const within = async (options: Partial<SimulatorOptions>, use: (simulator: Simulator) => Promise<void>) => {
  const simulator = await startSimulator(options)
  try {
    await use(simulator)
  } finally {
    await simulator.close()
  }
}

const nobody = '{"errors":[{"code":1001,"message":"User could not be authenticated","status":401}]}'

describe('HTTP/2', () => {
  it('is offered only when asked for, and HTTP/1.1 stays', async () => {
    await within({}, async simulator => {
      await expect(askHttp2(simulator)).rejects.toThrow()
    })
    await within({ http2: true }, async simulator => {
      expect([(await askHttp2(simulator)).status, (await ask(simulator, '/api/v2/user')).status]).toEqual([
        401, 401,
      ])
      expect(simulator.log.map(({ httpVersion }) => httpVersion)).toEqual(['2.0', '1.1'])
    })
  })

  it('is logged as any other request, with its host', async () => {
    await within({ http2: true }, async simulator => {
      const minted = await askHttp2(simulator, {
        path: '/api/v2/pins',
        method: 'POST',
        authority: 'clients.plex.tv:443',
        body: 'strong=true',
      })
      expect([minted.status, simulator.latestPin()?.strong]).toEqual([201, true])
      expect(simulator.log).toMatchObject([
        {
          host: 'clients.plex.tv',
          method: 'POST',
          route: 'mint',
          body: 'strong=true',
          status: 201,
          aborted: false,
          cut: false,
        },
      ])
      expect(simulator.log[0]?.headers).toEqual({ host: 'clients.plex.tv:443', ...wellBehaved })
      expect(simulator.conduct()).toEqual([])
    })
  })

  it('gives nothing to another host', async () => {
    await within({ http2: true }, async simulator => {
      expect((await askHttp2(simulator, { authority: 'rebind.attacker.example' })).status).toBe(421)
    })
  })

  it.each<[FaultKind, number, string]>([
    [{ kind: 'chunked' }, 401, nobody],
    [{ kind: 'slow-body', milliseconds: 20 }, 401, nobody],
    [{ kind: 'delayed', milliseconds: 20 }, 401, nobody],
    [{ kind: 'edge-404' }, 404, ''],
    [{ kind: 'captive-portal' }, 200, 'Welcome to the hotel network'],
    [{ kind: 'rate-limited' }, 429, 'API rate limit exceeded'],
  ])('is struck by %j', async (fault, status, text) => {
    await within({ http2: true }, async simulator => {
      simulator.fault('user', fault)
      const reply = await askHttp2(simulator)
      expect([reply.status, reply.text.includes(text)]).toEqual([status, true])
      expect(simulator.log).toMatchObject([{ status, aborted: false, cut: false, fault: fault.kind }])
    })
  })

  it.each<FaultKind>([
    { kind: 'reset' },
    { kind: 'reset', when: 'mid-body' },
    // There is no head to be written by hand in HTTP/2.
    { kind: 'raw', head: 'HTTP/1.1 200 OK' },
  ])('is broken off by %j', async fault => {
    await within({ http2: true }, async simulator => {
      simulator.fault('user', fault)
      await expect(askHttp2(simulator)).rejects.toThrow()
      await expect.poll(() => simulator.log).toMatchObject([{ aborted: false, cut: true, outcome: null }])
    })
  })

  it('can show a bad certificate, go away and come back', async () => {
    await within({ http2: true }, async simulator => {
      simulator.tls('expired')
      await expect(askHttp2(simulator)).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' })
      simulator.tls('trusted')
      simulator.pause()
      await expect(askHttp2(simulator)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
      simulator.resume()
      await expect
        .poll(() =>
          askHttp2(simulator).then(
            ({ status }) => status,
            () => 0,
          ),
        )
        .toBe(401)
    })
  })

  it('breaks off what is under way when it goes', async () => {
    await within({ http2: true }, async simulator => {
      simulator.fault('user', { kind: 'hang' })
      const broken = expect(askHttp2(simulator)).rejects.toThrow()
      await expect.poll(() => simulator.log.length).toBe(1)
      simulator.pause()
      await broken
      await expect.poll(() => simulator.log[0]).toMatchObject({ cut: true, aborted: false })
    })
  })
})

describe.skipIf(!hasIpv6)('IPv6', () => {
  const status = (simulator: Simulator, address: string, host = 'plex.tv') =>
    ask(simulator, '/api/v2/user', { address, headers: { ...wellBehaved, host } }).then(
      reply => reply.status,
      (error: { code?: string }) => error.code,
    )

  it.each<[string, Partial<SimulatorOptions>, unknown[]]>([
    ['is not there', {}, ['ECONNREFUSED', 401]],
    ['is there when asked for, beside IPv4', { ipv6: true }, [401, 401]],
    ['goes together with HTTP/2', { ipv6: true, http2: true }, [401, 401]],
  ])('%s', async (_, options, statuses) => {
    await within(options, async simulator => {
      expect([await status(simulator, '::1'), await status(simulator, '127.0.0.1')]).toEqual(statuses)
    })
  })

  it('goes and comes back, and shows what certificate it is to, at both addresses', async () => {
    await within({ ipv6: true }, async simulator => {
      const both = async () => [await status(simulator, '::1'), await status(simulator, '127.0.0.1')]
      simulator.tls('expired')
      expect(await both()).toEqual(['CERT_HAS_EXPIRED', 'CERT_HAS_EXPIRED'])
      simulator.tls('trusted')
      simulator.pause()
      expect(await both()).toEqual(['ECONNREFUSED', 'ECONNREFUSED'])
      simulator.resume()
      await expect.poll(both).toEqual([401, 401])
    })
  })

  it('is a name for the listener that is there', async () => {
    await within({}, async simulator => expect(await status(simulator, '127.0.0.1', '[::1]')).toBe(421))
    await within({ ipv6: true }, async simulator => {
      expect(await status(simulator, '::1', `[::1]:${simulator.port}`)).toBe(401)
    })
  })

  it('says so when its port is taken', async () => {
    const other = createServer()
    const port = await new Promise<number>(resolve => {
      other.listen(0, '::1', () => {
        const address = other.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
    await expect(startSimulator({ port, ipv6: true })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await within({ port }, async simulator => expect(await status(simulator, '127.0.0.1')).toBe(401))
    other.close()
  })
})
