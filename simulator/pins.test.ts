import { describe, expect } from 'vitest'
import type { Simulator } from './server.ts'
import { ask, mint, test, wellBehaved } from './testing.ts'

const other = { ...wellBehaved, 'x-plex-client-identifier': 'another-device' }
const notFound = '{"errors":[{"code":1020,"message":"Code not found or expired"}]}'
const noIdentifier = {
  errors: [{ code: 1000, message: 'X-Plex-Client-Identifier is missing', status: 400 }],
}

describe('minting', () => {
  test('answers 201 with the twelve fields of a weak pin', async ({ simulator }) => {
    const reply = await ask(simulator, '/api/v2/pins', { method: 'POST' })
    const pin = reply.json()
    expect(reply.status).toBe(201)
    expect(pin).toEqual({
      id: expect.any(Number),
      code: expect.stringMatching(/^[A-Z0-9]{4}$/),
      product: 'Example Tray',
      trusted: false,
      qr: `https://plex.tv/api/v2/pins/qr/${String(pin['code'])}`,
      clientIdentifier: wellBehaved['x-plex-client-identifier'],
      location: {
        code: 'CA',
        european_union_member: false,
        continent_code: 'NA',
        country: 'Canada',
        city: 'Toronto',
        time_zone: 'America/Toronto',
        postal_code: 'M5J',
        in_privacy_restricted_country: false,
        in_privacy_restricted_region: false,
        subdivisions: 'Ontario',
        coordinates: '43.6227, -79.3892',
      },
      expiresIn: 900,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      authToken: null,
      newRegistration: null,
    })
    expect(Date.parse(String(pin['expiresAt'])) - Date.parse(String(pin['createdAt']))).toBe(900_000)
  })

  test.for([
    ['query', { path: '?strong=true' }],
    ['query with 1', { path: '?strong=1' }],
    ['form', { body: 'strong=true', type: 'application/x-www-form-urlencoded' }],
    ['JSON', { body: '{"strong":true,"jwk":{"kty":"OKP"}}', type: 'application/json' }],
  ] as const)('makes a strong pin when the %s asks for one', async ([, asked], { simulator }) => {
    const reply = await ask(simulator, `/api/v2/pins${'path' in asked ? asked.path : ''}`, {
      method: 'POST',
      ...('body' in asked
        ? { body: asked.body, headers: { ...wellBehaved, 'content-type': asked.type } }
        : {}),
    })
    expect(reply.json()).toMatchObject({ code: expect.stringMatching(/^[a-z0-9]{25}$/), expiresIn: 1800 })
  })

  test('refuses malformed JSON with 1004', async ({ simulator }) => {
    const headers = { ...wellBehaved, 'content-type': 'application/json' }
    const reply = await ask(simulator, '/api/v2/pins', { method: 'POST', headers, body: '{"strong":' })
    expect([reply.status, reply.json()]).toEqual([
      400,
      { errors: [{ code: 1004, message: 'Malformed request', status: 400 }] },
    ])
  })

  test('refuses a client without identifier with 1000, and takes it from the query or a form', async ({
    simulator,
  }) => {
    const headers = { accept: 'application/json' }
    const none = await ask(simulator, '/api/v2/pins', { method: 'POST', headers })
    expect([none.status, none.json()]).toEqual([400, noIdentifier])
    const query = await ask(simulator, '/api/v2/pins?X-Plex-Client-Identifier=a', { method: 'POST', headers })
    const form = await ask(simulator, '/api/v2/pins', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'X-Plex-Client-Identifier=b&X-Plex-Product=Form',
    })
    expect(query.json()).toMatchObject({ clientIdentifier: 'a', product: '0' })
    expect(form.json()).toMatchObject({ clientIdentifier: 'b', product: 'Form' })
  })

  test('answers in XML unless JSON is asked for by header or suffix', async ({ simulator }) => {
    const { accept: _, ...headers } = wellBehaved
    const xml = await ask(simulator, '/api/v2/pins', { method: 'POST', headers })
    const json = await ask(simulator, '/api/v2/pins.json', { method: 'POST', headers })
    expect(xml.headers['content-type']).toBe('application/xml; charset=utf-8')
    expect(xml.text).toMatch(
      /<pin id="\d+" code="[A-Z0-9]{4}" product="Example Tray" trusted="0" qr="https:\/\/plex\.tv\/api\/v2\/pins\/qr\/[A-Z0-9]{4}" clientIdentifier="[-0-9a-f]+" expiresIn="900" createdAt="[-0-9]+ [:0-9]+ UTC" expiresAt="[-0-9]+ [:0-9]+ UTC" authToken="" newRegistration=""><location code="CA"/,
    )
    expect(json.json()).toMatchObject({ expiresIn: 900 })
  })

  test('carries the headers of the real application', async ({ simulator }) => {
    const { headers } = await ask(simulator, '/api/v2/pins', { method: 'POST' })
    expect(headers).toMatchObject({
      'x-request-id': expect.stringMatching(/^[-0-9a-f]{36}$/),
      'x-runtime': expect.stringMatching(/^[.\d]+$/),
      'cache-control': 'no-cache',
      'set-cookie': [expect.stringMatching(/^_my-plex_session_32=/)],
      vary: 'Origin',
      'strict-transport-security': expect.stringMatching(/^max-age=/),
      'access-control-allow-origin': '*',
      date: expect.stringMatching(/ GMT$/),
    })
  })

  test('can make ids above 2^31 and leave out fields of the place', async ({ simulator }) => {
    simulator.configure({ largeIds: true, dropGeoFields: true })
    const pin = await mint(simulator)
    expect(pin['id']).toBeGreaterThan(2 ** 31)
    expect(pin['location']).toEqual({
      code: 'CA',
      european_union_member: false,
      continent_code: 'NA',
      country: 'Canada',
      time_zone: 'America/Toronto',
      in_privacy_restricted_country: false,
    })
  })

  test('never uses an id or a living code twice, and does not count ids up', async ({ simulator }) => {
    const pins = await Promise.all(Array.from({ length: 40 }, () => mint(simulator)))
    const ids = simulator.pins().map(({ id }) => id)
    expect([new Set(ids).size, new Set(pins.map(({ code }) => code)).size]).toEqual([40, 40])
    expect(ids).not.toEqual(ids.toSorted((one, next) => one - next))
  })
})

describe('reading', () => {
  const read = (simulator: Simulator, id: unknown, headers = wellBehaved) =>
    ask(simulator, `/api/v2/pins/${String(id)}`, { headers })

  test('counts the life down and changes nothing else', async ({ simulator }) => {
    const pin = await mint(simulator)
    simulator.advance(24_000)
    expect((await read(simulator, pin['id'])).json()).toEqual({ ...pin, expiresIn: 876 })
  })

  test('answers 404/1020 without status for a foreign, an unknown and an expired pin', async ({
    simulator,
  }) => {
    const { id } = await mint(simulator)
    const foreign = await read(simulator, id, other)
    const unknown = await read(simulator, 1)
    simulator.advance(900_000)
    const expired = await read(simulator, id)
    expect([foreign, unknown, expired].map(({ status, text }) => [status, text])).toEqual(
      Array.from({ length: 3 }, () => [404, notFound]),
    )
    expect(simulator.latestPin()).toMatchObject({
      id,
      state: 'expired',
      expiresIn: 0,
      polls: [expect.any(Number), expect.any(Number)],
    })
  })

  test('answers 400 without identifier and for an id that is no number', async ({ simulator }) => {
    const { id } = await mint(simulator)
    const nobody = await ask(simulator, `/api/v2/pins/${String(id)}`, {
      headers: { accept: 'application/json' },
    })
    const unnumbered = await read(simulator, 'undefined')
    expect([nobody.status, nobody.json(), unnumbered.status]).toEqual([400, noIdentifier, 400])
  })

  test('gives the token and cuts the life to ten seconds when the pin is claimed', async ({ simulator }) => {
    const { id, code } = await mint(simulator)
    const token = simulator.claim(String(code))
    expect(token).toMatch(/^[A-Za-z0-9_-]{20}$/)
    const claimed = { authToken: token, newRegistration: false, expiresIn: 10 }
    expect((await read(simulator, id)).json()).toMatchObject(claimed)
    expect((await read(simulator, id)).json()).toMatchObject(claimed)
    simulator.advance(10_000)
    expect((await read(simulator, id)).text).toBe(notFound)
  })

  test('can start the ten seconds with the first read, or not cut the life at all', async ({ simulator }) => {
    simulator.configure({ claimWindow: 'firstRead' })
    const late = await mint(simulator)
    simulator.claim(String(late['code']))
    simulator.advance(60_000)
    expect((await read(simulator, late['id'])).json()).toMatchObject({ expiresIn: 10 })
    simulator.advance(4_000)
    expect((await read(simulator, late['id'])).json()).toMatchObject({ expiresIn: 6 })
    simulator.configure({ claimWindow: 'none' })
    const uncut = await mint(simulator)
    simulator.claim(String(uncut['code']), undefined, { newRegistration: true })
    expect((await read(simulator, uncut['id'])).json()).toMatchObject({
      expiresIn: 900,
      newRegistration: true,
    })
  })

  test('can give the token once only, and some reads late', async ({ simulator }) => {
    simulator.configure({ readOnce: true, claimLagPolls: 2 })
    const { id, code } = await mint(simulator)
    const token = simulator.claim(String(code), undefined, { token: 'sentinel-token-123456' })
    const seen: unknown[] = []
    for (let reads = 0; reads < 4; reads += 1) {
      const reply = await read(simulator, id)
      seen.push(reply.status === 200 ? reply.json()['authToken'] : reply.status)
    }
    expect([token, seen]).toEqual(['sentinel-token-123456', [null, null, 'sentinel-token-123456', 404]])
  })

  test('ignores the code in the query unless told to check it', async ({ simulator }) => {
    const { id, code } = await mint(simulator)
    const wrong = `${String(id)}?code=ZZZZZ`
    expect((await read(simulator, wrong)).status).toBe(200)
    simulator.configure({ checkCodeQuery: true })
    expect((await read(simulator, wrong)).status).toBe(404)
    expect((await read(simulator, `${String(id)}?code=${String(code)}`)).status).toBe(200)
  })

  test('neither needs nor minds a token, and knows the .json suffix', async ({ simulator }) => {
    const { id } = await mint(simulator)
    const headers = {
      'x-plex-client-identifier': wellBehaved['x-plex-client-identifier'],
      'x-plex-token': 'bad',
    }
    const reply = await ask(simulator, `/api/v2/pins/${String(id)}.json`, { headers })
    expect([reply.status, reply.json()['id']]).toEqual([200, id])
  })

  test('offers no way to delete a pin', async ({ simulator }) => {
    const { id } = await mint(simulator)
    const reply = await ask(simulator, `/api/v2/pins/${String(id)}`, { method: 'DELETE' })
    expect([reply.status, reply.json()]).toEqual([
      404,
      { errors: [{ code: 1002, message: 'Resource not found', status: 404 }] },
    ])
  })

  test('lets a test set the life of pins, end one, and skew the dates', async ({ simulator }) => {
    simulator.configure({ lifeSeconds: 6 })
    simulator.setSkew(-86_400_000)
    const pin = await mint(simulator)
    expect(pin['expiresIn']).toBe(6)
    expect(Date.now() - Date.parse(String(pin['createdAt']))).toBeGreaterThan(86_000_000)
    simulator.expire(String(pin['code']))
    expect((await read(simulator, pin['id'])).text).toBe(notFound)
    expect(() => simulator.claim({ id: Number(pin['id']) })).toThrow('has ended')
  })
})
