import { Agent } from 'node:https'
import { describe, expect } from 'vitest'
import { startSimulator } from './server.ts'
import { ask, mint, test } from './testing.ts'

describe('the certificate', () => {
  test('is trusted through the authority, for every host that it stands for', async ({ simulator }) => {
    const hosts = ['plex.tv', 'www.plex.tv', 'clients.plex.tv', 'app.plex.tv', 'localhost']
    const statuses = await Promise.all(
      hosts.map(async host => (await ask(simulator, '/api/v2/user', { host })).status),
    )
    expect(statuses).toEqual([401, 401, 401, 401, 401])
  })

  test.for([
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['expired', 'CERT_HAS_EXPIRED'],
    ['not-yet-valid', 'CERT_NOT_YET_VALID'],
    ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)('can be %s, and no request arrives', async ([mode, code], { simulator }) => {
    simulator.tls(mode)
    await expect(ask(simulator, '/api/v2/user')).rejects.toMatchObject({ code })
    expect(simulator.log).toEqual([])
    simulator.tls('trusted')
    expect((await ask(simulator, '/api/v2/user')).status).toBe(401)
  })

  test('is shown again to a client that had kept its connection and its session', async ({ simulator }) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    expect((await ask(simulator, '/api/v2/user', { agent })).status).toBe(401)
    simulator.tls('expired')
    // A kept connection may die under the first request instead of being found dead before it.
    const failures = [await codeOf(agent), await codeOf(agent)]
    expect(failures.at(-1)).toBe('CERT_HAS_EXPIRED')
    expect(simulator.log).toHaveLength(1)
    agent.destroy()

    async function codeOf(keeping: Agent): Promise<unknown> {
      return ask(simulator, '/api/v2/user', { agent: keeping }).catch((error: { code: string }) => error.code)
    }
  })
})

describe('the network', () => {
  test('can be away and come back on the same port', async ({ simulator }) => {
    const { port } = simulator
    simulator.pause()
    await expect(ask(simulator, '/api/v2/user')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    simulator.resume()
    await expect
      .poll(() =>
        ask(simulator, '/api/v2/user').then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(401)
    expect(simulator.port).toBe(port)
  })

  test('breaks off what is under way when it goes', async ({ simulator }) => {
    simulator.fault('user', { kind: 'hang' })
    const waiting = ask(simulator, '/api/v2/user')
    const broken = expect(waiting).rejects.toMatchObject({ code: 'ECONNRESET' })
    await expect.poll(() => simulator.log.length).toBe(1)
    simulator.pause()
    await broken
    await expect.poll(() => simulator.log[0]).toMatchObject({ cut: true, aborted: false })
  })

  test('can be slow', async ({ simulator }) => {
    simulator.configure({ latency: 60 })
    await mint(simulator)
    const [entry] = simulator.log
    expect((entry?.endedAt ?? 0) - (entry?.at ?? 0)).toBeGreaterThanOrEqual(59)
  })

  test('gives a date that is a day off', async ({ simulator }) => {
    simulator.setSkew(86_400_000)
    const { headers } = await ask(simulator, '/api/v2/user')
    expect(Math.round((Date.parse(String(headers['date'])) - Date.now()) / 10_000)).toBe(8640)
  })

  test('is left without a trace, also with an answer that never came', async () => {
    const simulator = await startSimulator()
    simulator.fault('user', { kind: 'hang' })
    const broken = expect(ask(simulator, '/api/v2/user')).rejects.toMatchObject({ code: 'ECONNRESET' })
    await expect.poll(() => simulator.log.length).toBe(1)
    await simulator.close()
    await broken
    await expect(ask(simulator, '/api/v2/user')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})
