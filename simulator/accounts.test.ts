import { describe, expect } from 'vitest'
import type { Simulator } from './server.ts'
import { ask, mint, signIn, test, wellBehaved, withToken } from './testing.ts'

const unknownUser = '{"errors":[{"code":1001,"message":"User could not be authenticated","status":401}]}'

describe('GET /api/v2/user', () => {
  test('says whose token it is, and 401/1001 in 83 bytes to anyone else', async ({ simulator }) => {
    const token = await signIn(simulator)
    const known = await ask(simulator, '/api/v2/user', withToken(token))
    expect(known.json()).toMatchObject({
      username: 'ada',
      title: 'Ada Lovelace',
      email: 'ada@example.com',
      authToken: token,
      restricted: false,
      maxHomeSize: 15,
    })
    const unknown = await ask(simulator, '/api/v2/user', withToken('not-a-token-of-ours'))
    expect([unknown.status, unknown.text, unknown.bytes.length]).toEqual([401, unknownUser, 83])
  })

  test('takes the token from the query too', async ({ simulator }) => {
    const token = await signIn(simulator)
    expect((await ask(simulator, `/api/v2/user?X-Plex-Token=${token}`)).status).toBe(200)
  })

  test('can drift: languages as text, unknown fields, nulls, Plex Pass, a Home, a managed user', async ({
    simulator,
  }) => {
    const token = await signIn(simulator)
    const shaped = async (
      userShape: 'csv-languages' | 'unknown-fields' | 'nulls' | 'plex-pass' | 'home' | 'managed',
    ) => {
      simulator.configure({ userShape })
      return (await ask(simulator, '/api/v2/user', withToken(token))).json()
    }
    expect(await shaped('csv-languages')).toMatchObject({ profile: { defaultAudioLanguages: 'en,sv' } })
    expect(await shaped('unknown-fields')).toMatchObject({ brandNew: { nested: [1, 'two', null] } })
    expect(await shaped('nulls')).toMatchObject({
      username: null,
      email: null,
      thumb: null,
      title: 'Ada Lovelace',
    })
    expect(await shaped('plex-pass')).toMatchObject({ subscription: { active: true }, home: false })
    expect(await shaped('home')).toMatchObject({
      subscription: { active: false },
      home: true,
      restricted: false,
    })
    expect(await shaped('managed')).toMatchObject({
      username: '',
      email: '',
      title: 'Ada Lovelace',
      home: true,
      restricted: true,
    })
  })

  test('keeps emoji and right-to-left names whole', async ({ simulator }) => {
    const account = simulator.account({
      title: '🎬 ليلى',
      friendlyName: '\uFEFFליאה',
      more: { locale: 'ar' },
    })
    const { code } = await mint(simulator)
    const token = simulator.claim(String(code), account)
    expect((await ask(simulator, '/api/v2/user', withToken(token))).json()).toMatchObject({
      title: '🎬 ليلى',
      friendlyName: '\uFEFFליאה',
      locale: 'ar',
    })
  })
})

describe('GET /api/v2/resources', () => {
  const resources = async (simulator: Simulator, token: string, query = '') =>
    (await ask(simulator, `/api/v2/resources${query}`, withToken(token))).json() as unknown as Record<
      string,
      unknown
    >[]

  test('needs identifier and token', async ({ simulator }) => {
    const token = await signIn(simulator)
    const { 'x-plex-client-identifier': _, ...nameless } = withToken(token).headers
    const without = await ask(simulator, '/api/v2/resources', { headers: nameless })
    const nobody = await ask(simulator, '/api/v2/resources')
    expect([without.status, nobody.status, nobody.text]).toEqual([400, 401, unknownUser])
  })

  test('lists owned, old and shared servers and a player without token', async ({ simulator }) => {
    const token = await signIn(simulator)
    const list = await resources(simulator, token)
    expect(
      list.map(({ name, provides, owned, platform, accessToken }) => [
        name,
        provides,
        owned,
        platform,
        accessToken === token,
        typeof accessToken,
      ]),
    ).toEqual([
      ['Attic', 'server', true, 'Linux', true, 'string'],
      ['Old box', 'server', true, null, true, 'string'],
      ['Grace’s films', 'server', false, 'Linux', false, 'string'],
      ['Phone', 'client,player', true, 'Linux', false, 'undefined'],
    ])
  })

  test('adds secure, relayed and IPv6 connections when asked', async ({ simulator }) => {
    const token = await signIn(simulator)
    const kinds = async (query: string) => {
      const [attic] = await resources(simulator, token, query)
      const connections = attic?.['connections'] as Record<string, unknown>[]
      return connections.map(({ protocol, relay, IPv6 }) => [protocol, relay, IPv6])
    }
    const plain = ['http', false, false]
    const secure = ['https', false, false]
    expect(await kinds('')).toEqual([plain, plain, plain])
    expect(await kinds('?includeHttps=1&includeRelay=1&includeIPv6=1')).toEqual([
      secure,
      secure,
      secure,
      ['https', false, true],
      ['https', true, false],
    ])
  })

  test('can be empty, many, or named in other scripts', async ({ simulator }) => {
    const token = await signIn(simulator)
    const names = async (resourcesShape: 'empty' | 'many' | 'emoji' | 'right-to-left') => {
      simulator.configure({ resourcesShape })
      return (await resources(simulator, token)).map(({ name }) => name)
    }
    expect(await names('empty')).toEqual([])
    expect(new Set(await names('many')).size).toBe(200)
    expect(await names('emoji')).toEqual(['🎬 Séries & films 👩‍👧'])
    expect(await names('right-to-left')).toEqual(['خادم المنزل'])
  })

  test('can be varied: offline, shared by nobody named, of one name, with several roles', async ({
    simulator,
  }) => {
    const token = await signIn(simulator)
    const kinds = async (resourcesShape: 'many' | 'varied') => {
      simulator.configure({ resourcesShape })
      const list = await resources(simulator, token)
      return {
        ids: new Set(list.map(({ clientIdentifier }) => clientIdentifier)).size,
        offline: list.filter(({ presence }) => presence === false).length,
        shared: list.filter(({ owned }) => owned === false).length,
        byNobody: list.filter(({ owned, sourceTitle }) => owned === false && sourceTitle === null).length,
        ownToken: list.filter(({ accessToken }) => accessToken === token).length,
      }
    }
    expect(await kinds('varied')).toEqual({ ids: 12, offline: 2, shared: 3, byNobody: 1, ownToken: 8 })
    expect(await kinds('many')).toEqual({ ids: 200, offline: 40, shared: 66, byNobody: 17, ownToken: 134 })
  })
})

describe('the end of a token', () => {
  const isAlive = async (simulator: Simulator, token: string) => {
    const reply = await ask(simulator, '/api/v2/ping', withToken(token))
    return reply.status === 200 ? reply.json() : reply.status
  }

  test('comes with sign-out, which works once', async ({ simulator }) => {
    const token = await signIn(simulator)
    expect(await isAlive(simulator, token)).toEqual({ pong: true })
    const out = { method: 'DELETE', ...withToken(token) }
    const first = await ask(simulator, '/api/v2/users/signout', out)
    const second = await ask(simulator, '/api/v2/users/signout', out)
    expect([first.status, second.status, second.text]).toEqual([204, 401, unknownUser])
    expect([await isAlive(simulator, token), simulator.tokens()[0]?.alive]).toEqual([401, false])
  })

  test('comes with the removal of its device from the list', async ({ simulator }) => {
    const token = await signIn(simulator)
    const listed = await ask(simulator, '/api/v2/devices', withToken(token))
    const [device] = listed.json() as unknown as { id: number; name: string; token: string }[]
    expect(device).toMatchObject({ name: 'DESK-01', token })
    const removed = await ask(simulator, `/devices/${String(device?.id)}.xml`, {
      method: 'DELETE',
      ...withToken(token),
    })
    expect([removed.status, await isAlive(simulator, token)]).toEqual([200, 401])
  })

  test('comes when the same device is linked again, read or not', async ({ simulator }) => {
    const first = await signIn(simulator)
    const second = await signIn(simulator)
    expect([await isAlive(simulator, first), await isAlive(simulator, second)]).toEqual([401, { pong: true }])
    const [ada] = simulator.accounts()
    expect(ada && simulator.devices(ada).map(({ token }) => token)).toEqual([second])
    simulator.configure({ relinkReturnsSameToken: true })
    expect(await signIn(simulator)).toBe(second)
  })

  test('comes with a new password only if the devices are signed out', async ({ simulator }) => {
    const token = await signIn(simulator)
    const [ada] = simulator.accounts()
    if (ada) simulator.changePassword(ada, { signOut: false })
    expect(await isAlive(simulator, token)).toEqual({ pong: true })
    if (ada) simulator.changePassword(ada, { signOut: true })
    expect(await isAlive(simulator, token)).toBe(401)
  })

  test('is 422 on the older account path', async ({ simulator }) => {
    const token = await signIn(simulator)
    expect((await ask(simulator, '/users/account.json', withToken(token))).json()).toMatchObject({
      user: { title: 'Ada Lovelace' },
    })
    simulator.revoke(token)
    const json = await ask(simulator, '/users/account.json', withToken(token))
    const xml = await ask(simulator, '/users/account.xml', { headers: { 'x-plex-token': token } })
    expect([json.status, json.text, xml.status, xml.text]).toEqual([
      422,
      '{"error":"Invalid token"}',
      422,
      '<?xml version="1.0" encoding="UTF-8"?>\n<errors><error>Invalid token</error></errors>\n',
    ])
  })
})

describe('home users', () => {
  test('are listed, and switched to with their PIN, but not in series', async ({ simulator }) => {
    const token = await signIn(simulator)
    const kid = simulator.account({ title: 'Kid', username: '', email: '', managed: true, homePin: '1234' })
    const listed = (await ask(simulator, '/api/v2/home/users', withToken(token))).json()
    expect((listed['users'] as { title: string }[]).map(({ title }) => title)).toEqual([
      'Ada Lovelace',
      'Kid',
    ])
    const path = `/api/v2/home/users/${kid.uuid}/switch`
    const change = (query: string) => ask(simulator, path + query, { method: 'POST', ...withToken(token) })
    const refused = await change('')
    const switched = await change('?pin=1234')
    const kidToken = String(switched.json()['authToken'])
    expect([refused.status, switched.status, switched.json()['title']]).toEqual([403, 201, 'Kid'])
    expect((await ask(simulator, '/api/v2/home/users', withToken(kidToken))).status).toBe(401)
    const series = [await change('?pin=1234'), await change('?pin=1234')]
    expect(series.map(({ status }) => status)).toEqual([201, 429])
  })
})

test('answers an unknown path with 1002 and a preflight with what is allowed', async ({ simulator }) => {
  const unknown = await ask(simulator, '/api/v2/nothing', { headers: wellBehaved })
  const preflight = await ask(simulator, '/api/v2/pins', { method: 'OPTIONS' })
  expect([unknown.status, preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([
    404,
    204,
    '*',
  ])
})
