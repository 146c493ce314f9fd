import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import { describe, expect } from 'vitest'
import type { Simulator } from './server.ts'
import { ask, mint, signIn, test, wellBehaved, withToken } from './testing.ts'

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const codeEnded = { errors: [{ code: 1020, message: 'Code not found or expired' }] }

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

  test('refuses a wrong code, a missing token, and by option everything', async ({ simulator }) => {
    const headers = withToken(await signIn(simulator)).headers
    const put = (asking: object) =>
      ask(simulator, '/api/v2/pins/link?code=nope', { method: 'PUT', ...asking })
    const wrong = await put({ headers })
    const nobody = await put({ headers: wellBehaved })
    simulator.configure({ linkForbidden: true })
    const forbidden = await put({ headers })
    expect([wrong, nobody, forbidden].map(reply => [reply.status, reply.json()])).toEqual([
      [404, codeEnded],
      [401, { errors: [{ code: 1001, message: 'User could not be authenticated', status: 401 }] }],
      [
        403,
        { errors: [{ code: 1068, message: 'This action is not available for this device.', status: 403 }] },
      ],
    ])
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
