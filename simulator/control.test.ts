import { request } from 'node:http'
import { describe, expect, test as base } from 'vitest'
import { startSimulator, type Simulator } from './server.ts'
import { ask, mint, test, withToken } from './testing.ts'

const get = async (simulator: Simulator, path: string) => (await ask(simulator, `/__ctl/${path}`)).json()

const post = async (simulator: Simulator, path: string, input?: unknown) => {
  const body = input === undefined ? '' : JSON.stringify(input)
  const reply = await ask(simulator, `/__ctl/${path}`, { method: 'POST', headers: {}, body })
  return [reply.status, reply.json()]
}

const done = [200, { done: true }]

describe('the control API', () => {
  test('claims, expires, revokes and shows what came of it', async ({ simulator }) => {
    const { code } = await mint(simulator)
    const claimed = await post(simulator, 'claim', { code, account: 'ada', token: 'sentinel-token-123456' })
    expect(claimed).toEqual([200, { token: 'sentinel-token-123456' }])
    expect(await get(simulator, 'tokens')).toMatchObject([{ token: 'sentinel-token-123456', alive: true }])
    expect(await get(simulator, 'devices?account=ada')).toMatchObject([{ name: 'DESK-01' }])
    expect(await post(simulator, 'revoke', { token: 'sentinel-token-123456' })).toEqual(done)
    const { id } = await mint(simulator)
    expect(await post(simulator, 'expire', { id })).toEqual(done)
    expect(await get(simulator, 'pins')).toMatchObject([{ state: 'claimed' }, { state: 'expired' }])
    expect(await get(simulator, 'tokens')).toMatchObject([{ alive: false }])
  })

  test('moves time, plans faults and turns the switches', async ({ simulator }) => {
    expect(await post(simulator, 'configure', { lifeSeconds: 60, userShape: 'nulls' })).toEqual(done)
    await mint(simulator)
    expect(await post(simulator, 'advance', { milliseconds: 60_000 })).toEqual(done)
    expect(simulator.latestPin()?.state).toBe('expired')
    expect(await post(simulator, 'skew', { milliseconds: 5 })).toEqual(done)
    const outage = {
      route: 'any',
      fault: { kind: 'bad-gateway', status: 503, host: 'plex.tv' },
      times: 'infinity',
    }
    expect(await post(simulator, 'fault', outage)).toEqual(done)
    const statuses = [await ask(simulator, '/api/v2/user'), await ask(simulator, '/api/v2/user')]
    expect(statuses.map(({ status }) => status)).toEqual([503, 503])
    expect(await post(simulator, 'clearFaults')).toEqual(done)
    expect((await ask(simulator, '/api/v2/user')).status).toBe(401)
  })

  test('adds accounts and changes passwords', async ({ simulator }) => {
    expect(await post(simulator, 'account', { username: 'grace', title: 'Grace Hopper' })).toMatchObject([
      200,
      { username: 'grace', title: 'Grace Hopper', email: 'grace@example.com' },
    ])
    const { code } = await mint(simulator)
    const token = simulator.claim(String(code), simulator.accounts()[1])
    expect(await post(simulator, 'changePassword', { account: 'grace', signOut: true })).toEqual(done)
    expect((await ask(simulator, '/api/v2/user', withToken(token))).status).toBe(401)
  })

  test('shows the log and the conduct, and is in neither', async ({ simulator }) => {
    const { code } = await mint(simulator)
    await post(simulator, 'cancelled', { code })
    await ask(simulator, `/api/v2/pins/${String(simulator.latestPin()?.id)}`)
    expect(await get(simulator, 'log')).toMatchObject([{ route: 'mint' }, { route: 'poll' }])
    expect(await get(simulator, 'conduct')).toMatchObject([{ rule: 'poll-after-end' }])
    expect(await get(simulator, 'conduct?allow=poll-after-end')).toEqual([])
  })

  test('explains what it does not understand, and refuses web pages', async ({ simulator }) => {
    expect(await post(simulator, 'claim', { code: 'NONE' })).toEqual([400, { error: 'There is no such pin' }])
    expect(await post(simulator, 'nothing')).toEqual([404, { error: 'There is no POST /__ctl/nothing' }])
    expect((await post(simulator, 'fault', { route: 'user', fault: { kind: 'explosion' } }))[0]).toBe(400)
    expect((await post(simulator, 'configure', { lifeSecond: 1 }))[0]).toBe(400)
    const headers = { origin: 'https://elsewhere.example' }
    expect((await ask(simulator, '/__ctl/tokens', { headers })).status).toBe(403)
  })
})

base('the plain listener serves people and control, not the API', async () => {
  const simulator = await startSimulator({ httpPort: 0 })
  const address = `http://127.0.0.1:${simulator.httpPort}`
  await fetch(`${address}/__ctl/pause`, { method: 'POST' })
  const api = await fetch(`${address}/api/v2/pins`, { method: 'POST' })
  const page = await fetch(`${address}/link/?pin=NOPE`)
  const pins = await fetch(`${address}/__ctl/pins`)
  expect([
    api.status,
    page.status,
    (await page.text()).includes('Code not valid'),
    await pins.json(),
  ]).toEqual([404, 200, true, []])
  await fetch(`${address}/__ctl/resume`, { method: 'POST' })
  await expect
    .poll(() =>
      ask(simulator, '/api/v2/user').then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(401)
  await simulator.close()
})

/** The status of a plain request under a name. */
const plainly = (port: number | null, path: string, host: string, method = 'GET') =>
  new Promise<number | undefined>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers: { host } }, reply => {
      reply.resume()
      resolve(reply.statusCode)
    })
    asked.on('error', reject).end()
  })

describe('a page whose name is led to this computer', () => {
  const paths = [
    '/',
    '/link/',
    '/link/?pin=KYLX',
    '/auth',
    '/__ctl/accounts',
    '/__ctl/tokens',
    '/__ctl/log',
    '/__ctl/pause',
  ]
  const strangers = [
    'rebind.attacker.example',
    'rebind.attacker.example:8480',
    'plex.tv.attacker.example',
    'localhost.attacker.example',
    '127.0.0.1.attacker.example',
    'attacker.localhost',
    '0.0.0.0',
    '[::1]',
  ]

  base.each(strangers)('gets nothing of either listener as %j, whatever it asks for', async host => {
    const simulator = await startSimulator({ httpPort: 0 })
    for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS']) {
      for (const path of [...paths, '/api/v2/user']) {
        const secure = await ask(simulator, path, { method, headers: { host } })
        expect([method, path, await plainly(simulator.httpPort, path, host, method), secure.status]).toEqual([
          method,
          path,
          421,
          421,
        ])
      }
    }
    expect(simulator.log).toEqual([])
    expect((await ask(simulator, '/api/v2/user')).status).toBe(401)
    await simulator.close()
  })

  base('is told from those that are meant', async () => {
    const simulator = await startSimulator({ httpPort: 0 })
    const { port, httpPort } = simulator
    for (const host of ['localhost', '127.0.0.1', `LOCALHOST:${httpPort}`, `127.0.0.1:${httpPort}`]) {
      expect([host, await plainly(httpPort, '/__ctl/pins', host)]).toEqual([host, 200])
    }
    expect(await plainly(httpPort, '/__ctl/pins', 'plex.tv')).toBe(421)
    for (const host of [
      'plex.tv',
      'app.plex.tv',
      'WWW.plex.tv:443',
      `localhost:${port}`,
      `127.0.0.1:${port}`,
    ]) {
      const { status } = await ask(simulator, '/__ctl/pins', { headers: { host } })
      expect([host, status]).toEqual([host, 200])
    }
    await simulator.close()
  })
})
