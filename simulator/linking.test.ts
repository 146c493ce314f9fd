import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import { describe, expect } from 'vitest'
import type { Simulator, SimulatorOptions } from './server.ts'
import { ask, mint, signIn, test, wellBehaved, withToken } from './testing.ts'

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const codeEnded = { errors: [{ code: 1020, message: 'Code not found or expired' }] }

type Linking = SimulatorOptions['linking']

const program = {
  ...wellBehaved,
  'x-plex-client-identifier': 'identifier-of-kometa',
  'x-plex-product': 'Kometa',
  'x-plex-device-name': 'Kometa (DESK-01)',
}

interface Over {
  readonly strong?: boolean
  readonly code?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly expired?: boolean
  readonly revoked?: boolean
  readonly timeout?: number
}

/** Mints a pin for a program and links it with this token. */
const linkKey = async (simulator: Simulator, token: string, over: Over = {}) => {
  const { strong = true, headers = {}, expired = false, revoked = false, timeout } = over
  const path = `/api/v2/pins${strong ? '?strong=true' : ''}`
  const pin = (await ask(simulator, path, { method: 'POST', headers: program })).json()
  if (expired) simulator.expire({ id: Number(pin['id']) })
  if (revoked) simulator.revoke(token)
  const reply = await ask(simulator, '/api/v2/pins/link', {
    method: 'PUT',
    headers: { ...withToken(token).headers, ...form, ...headers },
    body: `code=${over.code ?? String(pin['code'])}`,
    ...(timeout === undefined ? {} : { timeout }),
  })
  return { pin, reply }
}

describe('PUT /api/v2/pins/link', () => {
  test('claims for the owner of the token, in any case of letters, once', async ({ simulator }) => {
    const browser = { ...wellBehaved, 'x-plex-client-identifier': 'browser' }
    const signedIn = await ask(simulator, '/api/v2/pins', { method: 'POST', headers: browser })
    const token = simulator.claim(String(signedIn.json()['code']))
    const approver = { ...withToken(token).headers, ...form }
    const { code } = await mint(simulator)
    const link = { method: 'PUT', headers: approver, body: `code=${String(code).toLowerCase()}` }
    const first = await ask(simulator, '/api/v2/pins/link.json', link)
    const second = await ask(simulator, '/api/v2/pins/link', link)
    expect([first.status, first.text, second.status, second.json()]).toEqual([204, '', 404, codeEnded])
    expect(simulator.latestPin()?.state).toBe('claimed')
  })

  test('takes the code of a strong pin from the query', async ({ simulator }) => {
    const headers = withToken(await signIn(simulator)).headers
    const { code } = await mint(simulator, true)
    const reply = await ask(simulator, `/api/v2/pins/link?code=${String(code)}`, { method: 'PUT', headers })
    expect([reply.status, simulator.latestPin()?.state]).toEqual([204, 'claimed'])
  })

  test('makes the pin a device of its own: by its identifier, product and name', async ({ simulator }) => {
    const own = await signIn(simulator)
    const { reply } = await linkKey(simulator, own)
    const [ada] = simulator.accounts()
    const devices = ada ? simulator.devices(ada) : []
    expect(reply.status).toBe(204)
    expect(devices.map(({ clientIdentifier, product, name }) => [clientIdentifier, product, name])).toEqual([
      [wellBehaved['x-plex-client-identifier'], 'Example Tray', 'DESK-01'],
      [program['x-plex-client-identifier'], 'Kometa', 'Kometa (DESK-01)'],
    ])
    const [tray, key] = simulator.tokens()
    expect([tray?.token, tray?.alive, key?.alive, key?.account]).toEqual([own, true, true, ada])
    expect(key?.token).not.toBe(own)
  })

  test('approves in the name of whose token it is', async ({ simulator }) => {
    const grace = simulator.account({ username: 'grace' })
    const { code } = await mint(simulator)
    await linkKey(simulator, simulator.claim(String(code), grace))
    expect(simulator.tokens().at(-1)).toMatchObject({ account: grace })
  })

  const needsToken = { code: 1001, message: 'User could not be authenticated', status: 401 }
  const notAvailable = { code: 1068, message: 'This action is not available for this device.', status: 403 }
  const [ended = null] = codeEnded.errors
  const limited = { code: 1003, message: 'API rate limit exceeded', status: 429 }
  const sso = { headers: { 'x-plex-product': 'Plex SSO' } }

  test.for<[string, { linking?: Linking } & Over, number, object | null]>([
    ['a strong code', {}, 204, null],
    ['a weak code', { strong: false }, 204, null],
    ['an unknown code', { code: 'nope' }, 404, ended],
    ['no code', { code: '' }, 404, ended],
    ['a code that has ended', { expired: true }, 404, ended],
    ['no token', { headers: { 'x-plex-token': '' } }, 401, needsToken],
    ['a dead token', { revoked: true }, 401, needsToken],
    ['a dead token while all is refused', { linking: 'refused', revoked: true }, 401, needsToken],
    ['another product where it is to be “Plex SSO”', { linking: 'needs-sso' }, 403, notAvailable],
    ['“Plex SSO” where it is to be that', { linking: 'needs-sso', ...sso }, 204, null],
    ['any product while all is refused', { linking: 'refused', ...sso }, 403, notAvailable],
    ['a strong code where codes are to be weak', { linking: 'weak-only' }, 404, ended],
    ['a weak code where codes are to be weak', { linking: 'weak-only', strong: false }, 204, null],
    ['a good code while all are unknown', { linking: 'unknown', ...sso }, 404, ended],
    ['a good code while there is a limit', { linking: 'limited', ...sso }, 429, limited],
  ])('meets %s', async ([, { linking = 'open', ...over }, status, error], { simulator }) => {
    const own = await signIn(simulator)
    simulator.configure({ linking })
    const { reply } = await linkKey(simulator, own, over)
    const answer: unknown = reply.text === '' ? null : reply.json()
    expect([reply.status, answer, reply.headers['retry-after']]).toEqual([
      status,
      error && { errors: [error] },
      undefined,
    ])
    const claimed = simulator.latestPin()?.state === 'claimed'
    expect([claimed, simulator.tokens().length]).toEqual(status === 204 ? [true, 2] : [false, 1])
  })

  test('leaves the page open while it refuses', async ({ simulator }) => {
    simulator.configure({ linking: 'refused' })
    const { code } = await mint(simulator)
    const page = { method: 'POST', headers: form, body: `code=${String(code)}` }
    expect((await ask(simulator, '/link/', page)).text).toContain('Linked.')
  })

  test('can be slow, and links when nobody waits any more', async ({ simulator }) => {
    const own = await signIn(simulator)
    simulator.configure({ linkingDelay: 150 })
    await expect(linkKey(simulator, own, { timeout: 50 })).rejects.toThrow('timed out')
    expect(simulator.latestPin()?.state).toBe('pending')
    await expect.poll(() => simulator.latestPin()?.state).toBe('claimed')
  })
})

describe('the QR image', () => {
  test('is a PNG of the link page, for anyone who knows the code', async ({ simulator }) => {
    const { code } = await mint(simulator)
    const reply = await ask(simulator, `/api/v2/pins/qr/${String(code)}`, { headers: {} })
    const { data, width, height } = PNG.sync.read(reply.bytes)
    expect(reply.headers['content-type']).toBe('image/png')
    expect(jsQR(new Uint8ClampedArray(data), width, height)?.data).toBe(
      `https://www.plex.tv/link/?pin=${String(code)}`,
    )
    expect((await ask(simulator, '/api/v2/pins/qr/NONE1')).status).toBe(404)
  })
})

describe('the link page', () => {
  const post = (body: string) => ({ method: 'POST', headers: form, body })

  test('is prefilled, links without a script, and says so', async ({ simulator }) => {
    const grace = simulator.account({ title: 'Grace <Hopper>' })
    const { code } = await mint(simulator)
    const page = await ask(simulator, `/link/?pin=${String(code)}`, { host: 'www.plex.tv' })
    expect(page.text).toContain(`value="${String(code)}"`)
    expect(page.text).toContain(`<option value="${grace.uuid}">Grace &lt;Hopper&gt;</option>`)
    expect(page.text).not.toMatch(/<script|Code not valid/)
    const linked = await ask(simulator, '/link/', post(`code=${String(code)}&account=${grace.uuid}`))
    expect(linked.text).toContain('Linked. You may go back to the app.')
    expect(simulator.tokens()).toEqual([
      { token: expect.any(String), account: grace, clientIdentifier: expect.any(String), alive: true },
    ])
  })

  test('says that a code is not valid: unknown, strong, or used before', async ({ simulator }) => {
    const { code } = await mint(simulator)
    const strong = await mint(simulator, true)
    simulator.claim(String(code))
    const pages = [
      await ask(simulator, '/link/?pin=NOPE'),
      await ask(simulator, '/link/', post('code=NOPE')),
      await ask(simulator, '/link/', post(`code=${String(strong['code'])}`)),
      await ask(simulator, '/link/', post(`code=${String(code)}`)),
    ]
    expect(pages.filter(({ text }) => text.includes('Code not valid.'))).toHaveLength(4)
    expect((await ask(simulator, '/link')).text).not.toContain('Code not valid.')
  })

  test('is where /pin leads', async ({ simulator }) => {
    const reply = await ask(simulator, '/pin')
    expect([reply.status, reply.headers['location']]).toEqual([302, '/link'])
  })
})

describe('the page of app.plex.tv', () => {
  const identifier = wellBehaved['x-plex-client-identifier']
  const judge = async (simulator: Simulator, fields: Record<string, string>, path = '/auth/judge') =>
    (
      await ask(simulator, path, {
        method: 'POST',
        host: 'app.plex.tv',
        headers: form,
        body: new URLSearchParams(fields).toString(),
      })
    ).json()

  test('approves a strong code of the device that asks', async ({ simulator }) => {
    const { code } = await mint(simulator, true)
    const fields = { clientID: identifier, code: String(code), forwardUrl: 'https://example.com/done' }
    expect(await judge(simulator, fields)).toEqual({ outcome: 'ask', product: 'Example Tray' })
    expect(await judge(simulator, fields, '/auth/claim')).toEqual({ outcome: 'done' })
    expect(simulator.latestPin()?.state).toBe('claimed')
  })

  test('cannot complete a weak, unknown or foreign code', async ({ simulator }) => {
    const weak = await mint(simulator)
    const strong = await mint(simulator, true)
    const answers = [
      await judge(simulator, { clientID: identifier, code: String(weak['code']) }),
      await judge(simulator, { clientID: identifier, code: 'undefined' }),
      await judge(simulator, { clientID: 'another-device', code: String(strong['code']) }),
    ]
    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ outcome: 'unable', product: null })))
  })

  test('goes home without claiming when it is to go on to another scheme', async ({ simulator }) => {
    const { code } = await mint(simulator, true)
    const fields = { clientID: identifier, code: String(code), forwardUrl: 'latchkey://done' }
    expect(await judge(simulator, fields)).toEqual({ outcome: 'home', product: null })
    expect(await judge(simulator, fields, '/auth/claim')).toEqual({ outcome: 'unable' })
    expect(simulator.latestPin()?.state).toBe('pending')
  })

  test('runs only its own script', async ({ simulator }) => {
    const page = await ask(simulator, '/auth', { host: 'app.plex.tv' })
    const nonce = /script-src 'nonce-([^']+)'/.exec(String(page.headers['content-security-policy']))?.[1]
    expect(page.text).toContain(`<script nonce="${String(nonce)}">`)
  })
})
