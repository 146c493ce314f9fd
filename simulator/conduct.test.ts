import { describe, expect, it } from 'vitest'
import { addAccount } from './accounts.ts'
import { judgeConduct, type ConductRule } from './conduct.ts'
import { claimPin, mintPin } from './pins.ts'
import { createState, type LogEntry, type State } from './state.ts'
import { ask, mint, test, wellBehaved } from './testing.ts'

const device = {
  clientIdentifier: 'one',
  product: 'Example',
  version: '1',
  name: 'Desk',
  platform: 'Linux',
  platformVersion: '12',
  device: 'Linux',
}
const headers = {
  'x-plex-client-identifier': 'one',
  'x-plex-product': 'Example',
  'x-plex-version': '1',
  'user-agent': 'Example/1.0.0 Chrome/130.0.6723.137',
}

/** A history: one pin that was minted at 0, and whatever the test adds. Times are seconds. */
const history = () => {
  const state = createState({})
  const account = addAccount(state, { email: 'ada@example.com' })
  const pin = mintPin(state, false, device)
  const add = (at: number, over: Partial<LogEntry> = {}): void => {
    state.log.push({
      at: at * 1000,
      endedAt: at * 1000 + 20,
      route: 'poll',
      method: 'GET',
      host: 'plex.tv',
      path: `/api/v2/pins/${pin.id}`,
      query: {},
      headers,
      body: '',
      httpVersion: '1.1',
      status: 200,
      fault: null,
      aborted: false,
      cut: false,
      pinId: pin.id,
      outcome: 'pending',
      ...over,
    })
  }
  add(0, { route: 'mint', method: 'POST', path: '/api/v2/pins', outcome: null })
  return { state, account, pin, add }
}

const rules = (state: State, allow?: readonly ConductRule[]) =>
  judgeConduct(state, allow).map(({ rule }) => rule)

const user = { route: 'user', path: '/api/v2/user', pinId: null, outcome: null } as const

describe('conduct', () => {
  it('finds nothing in a whole sign-in that keeps the rules', () => {
    const { state, add, pin, account } = history()
    for (const at of [2, 4, 6, 10]) add(at)
    const token = claimPin(state, pin, account)
    add(12, { outcome: 'claimed' })
    add(13.1, { ...user, headers: { ...headers, 'x-plex-token': token } })
    add(14, {
      ...user,
      route: 'signout',
      method: 'DELETE',
      status: 204,
      headers: { ...headers, 'x-plex-token': token },
    })
    add(20, { route: 'mint', method: 'POST', path: '/api/v2/pins', pinId: 1, outcome: null })
    expect(judgeConduct(state)).toEqual([])
  })

  it.each<[ConductRule, Partial<LogEntry>]>([
    ['identifier-missing', { headers: { ...headers, 'x-plex-client-identifier': '' } }],
    ['identifier-changed', { headers: { ...headers, 'x-plex-client-identifier': 'two' } }],
    ['product-missing', { headers: { ...headers, 'x-plex-product': '' } }],
    ['version-missing', { headers: { ...headers, 'x-plex-version': '' } }],
    ['token-in-query', { query: { 'X-Plex-Token': 'unknown' } }],
    ['secret-in-url', { query: { who: 'ada@example.com' } }],
    ['secret-in-user-agent', { headers: { ...headers, 'user-agent': 'Example (ada@example.com)' } }],
    ['non-ascii-header', { headers: { ...headers, 'x-plex-device-name': 'Zoë’s Mac' } }],
    ['cookie-sent', { headers: { ...headers, cookie: '_my-plex_session_32=1' } }],
    ['redirect-followed', { route: 'redirected' }],
  ])('finds %s, and lets it pass when it is allowed', (rule, over) => {
    const { state, add } = history()
    add(2, { ...user, ...over })
    expect(rules(state)).toEqual([rule])
    expect(rules(state, [rule])).toEqual([])
  })

  it('finds tokens and codes in an address, however they are written', () => {
    const { state, add, pin, account } = history()
    const token = claimPin(state, pin, account, { token: 'sentinel-token-123456' })
    add(2, { ...user, path: `/api/v2/user/${encodeURIComponent(token)}` })
    add(4, { query: { code: pin.code } })
    expect(rules(state)).toEqual(['secret-in-url', 'secret-in-url'])
  })

  it('leaves the approving person, the QR image and the pages alone', () => {
    const { state, add, pin } = history()
    const bare = { headers: {}, pinId: null, outcome: null }
    add(1, { ...bare, route: 'page', path: '/link/', query: { pin: pin.code } })
    add(1, { ...bare, route: 'qr', path: `/api/v2/pins/qr/${pin.code}` })
    add(1, { ...bare, route: 'link', method: 'PUT', query: { code: pin.code } })
    expect(judgeConduct(state)).toEqual([])
  })
})

describe('conduct while polling', () => {
  it('finds reads less than 0.9 s apart, but not at 1 s', () => {
    const { state, add } = history()
    for (const at of [1, 2, 3]) add(at)
    expect(rules(state)).toEqual([])
    add(3.8)
    expect(rules(state)).toEqual(['poll-too-fast'])
  })

  it('forgives a read that was held up on its way, and finds the same pause after one that was not', () => {
    const { state, add } = history()
    for (const at of [1, 2.5, 4.7, 5.5, 7]) add(at)
    expect(rules(state)).toEqual([])
    add(7.7)
    expect(rules(state)).toEqual(['poll-too-fast'])
  })

  it.each([
    [2.8, 3, []],
    [1.2, 1.4, ['poll-too-fast']],
  ])(
    'forgives a first read that was held up, if the second comes when it is due: %d s, %d s',
    (first, second, found) => {
      const { state, add } = history()
      for (const at of [first, second]) add(at)
      expect(rules(state)).toEqual(found)
    },
  )

  it('forgives the repetition that the network stack makes after a reset', () => {
    const { state, add } = history()
    add(2, { cut: true, status: null, outcome: null })
    add(2.02)
    expect(rules(state)).toEqual([])
  })

  it('finds more than four seconds between an answer and the next read', () => {
    const { state, add } = history()
    add(2)
    add(6.4)
    expect(rules(state)).toEqual([])
    add(11)
    expect(rules(state)).toEqual(['poll-too-slow'])
  })

  it('counts from the end of a read that hung, and from the return of the network', () => {
    const { state, add } = history()
    add(2, { endedAt: 12_000, aborted: true, status: null, outcome: null })
    add(14)
    state.outages.push({ from: 15_000, to: 40_000 })
    add(44)
    expect(rules(state)).toEqual([])
  })

  it('minds no pause between the last read of one run and the first of the next', () => {
    const { state, add } = history()
    for (const at of [2, 2.1, 11]) add(at)
    expect(rules(state)).toEqual(['poll-too-fast', 'poll-too-slow'])
    for (const at of [2050, 6000]) state.marks.push({ at, kind: 'started', subject: null })
    expect(rules(state)).toEqual([])
  })

  it('does not mind when a silent pin has simply expired, but when it was claimed meanwhile', () => {
    const { state, add, pin, account } = history()
    add(2)
    add(60, { outcome: 'gone', status: 404 })
    expect(rules(state)).toEqual([])
    claimPin(state, pin, account)
    expect(rules(state)).toEqual(['poll-too-slow'])
  })

  it('finds more reads of one pin at once than one poller has under way that gives each up after five seconds', () => {
    const { state, add } = history()
    for (const at of [1, 2, 3, 4, 5, 6]) add(at, { endedAt: at * 1_000 + 5_000 })
    expect(rules(state)).toEqual([])
    for (const at of [20, 21, 22, 23, 24, 25]) add(at, { endedAt: 30_000 })
    expect(rules(state)).toEqual(['poll-too-slow', 'two-pollers'])
  })

  it.each(['gone', 'claimed'] as const)('finds a read after the answer was “%s”', outcome => {
    const { state, add } = history()
    add(2, { outcome })
    expect(rules(state)).toEqual([])
    add(4)
    expect(rules(state)).toEqual(['poll-after-end'])
  })

  it('forgives a read that had left before the last answer came, and finds the one after it', () => {
    const { state, add } = history()
    for (const at of [1, 2.5]) add(at)
    add(4.7, { outcome: 'claimed' })
    add(5.2)
    expect(rules(state)).toEqual([])
    add(6.7)
    expect(rules(state)).toEqual(['poll-after-end'])
  })

  it('finds a read that comes soon after a last answer which nothing held up', () => {
    const { state, add } = history()
    for (const at of [1, 2.5]) add(at)
    add(4, { outcome: 'claimed' })
    add(4.5)
    expect(rules(state)).toEqual(['poll-too-fast', 'poll-after-end'])
  })

  it('finds a read after the person cancelled, or signed out what the pin had given', () => {
    const { state, add, pin } = history()
    state.marks.push({ at: 3000, kind: 'cancelled', subject: pin.id })
    add(2)
    expect(rules(state)).toEqual([])
    add(4)
    expect(rules(state)).toEqual(['poll-after-end'])
    const second = history()
    const token = claimPin(second.state, second.pin, second.account)
    second.state.marks.push({ at: 3000, kind: 'signed-out', subject: token })
    second.add(4)
    expect(rules(second.state)).toEqual(['poll-after-end'])
  })

  it('does not mind that a pin is read on after the token of another one was signed out', () => {
    const { state, add } = history()
    state.marks.push({ at: 3000, kind: 'signed-out', subject: 'token of another pin' })
    add(4)
    expect(rules(state)).toEqual([])
  })

  it('finds pins minted less than five seconds apart', () => {
    const { state, add } = history()
    const again = { route: 'mint', method: 'POST', path: '/api/v2/pins', outcome: null } as const
    add(5, { ...again, pinId: 1 })
    expect(rules(state)).toEqual([])
    add(8, { ...again, pinId: 2 })
    expect(rules(state)).toEqual(['mint-too-often'])
  })

  it('finds a request with a token that was signed out', () => {
    const { state, add } = history()
    state.marks.push({ at: 3000, kind: 'signed-out', subject: 'token-of-ada' })
    add(2, { ...user, headers: { ...headers, 'x-plex-token': 'token-of-ada' } })
    expect(rules(state)).toEqual([])
    add(4, { ...user, headers: { ...headers, 'x-plex-token': 'token-of-ada' } })
    expect(rules(state)).toEqual(['token-after-sign-out'])
  })
})

test('conduct is judged on what really arrived', async ({ simulator }) => {
  const { id, code } = await mint(simulator)
  const token = simulator.claim(String(code))
  const signedIn = { headers: { ...wellBehaved, 'x-plex-token': token } }
  await ask(simulator, `/api/v2/pins/${String(id)}`)
  await ask(simulator, '/api/v2/user', signedIn)
  await ask(simulator, '/api/v2/users/signout', { method: 'DELETE', ...signedIn })
  expect(simulator.conduct()).toEqual([])
  await ask(simulator, '/api/v2/ping', signedIn)
  await ask(simulator, `/api/v2/pins/${String(id)}`, { headers: { ...wellBehaved, cookie: 'a=b' } })
  expect(simulator.conduct().map(({ rule }) => rule)).toEqual([
    'poll-too-fast',
    'poll-after-end',
    'cookie-sent',
    'token-after-sign-out',
  ])
})

test('a read whose answer was spoilt or not awaited does not end its pin', async ({ simulator }) => {
  const { id, code } = await mint(simulator)
  simulator.claim(String(code))
  simulator.fault('poll', { kind: 'truncated-json' })
  await ask(simulator, `/api/v2/pins/${String(id)}`)
  simulator.fault('poll', { kind: 'slow-body', milliseconds: 2000 })
  await expect(ask(simulator, `/api/v2/pins/${String(id)}`, { timeout: 30 })).rejects.toThrow('timed out')
  await expect.poll(() => simulator.log.at(-1)?.aborted).toBe(true)
  await ask(simulator, `/api/v2/pins/${String(id)}`)
  expect(simulator.conduct({ allow: ['poll-too-fast'] })).toEqual([])
  expect(simulator.log.map(({ outcome }) => outcome)).toEqual([null, null, null, 'claimed'])
})

test('a read after the test has noted a cancellation is found', async ({ simulator }) => {
  const { id, code } = await mint(simulator)
  simulator.noteCancelled(String(code))
  await ask(simulator, `/api/v2/pins/${String(id)}`)
  expect(simulator.conduct().map(({ rule }) => rule)).toEqual(['poll-after-end'])
})

test('a client whose time is moved along is judged by the time that passed', async ({ simulator }) => {
  const { id } = await mint(simulator)
  await ask(simulator, `/api/v2/pins/${String(id)}`)
  simulator.pass(2_000)
  const waited = await ask(simulator, `/api/v2/pins/${String(id)}`)
  expect([simulator.conduct(), waited.json()['expiresIn']]).toEqual([[], 898])
  simulator.advance(2_000)
  await ask(simulator, `/api/v2/pins/${String(id)}`)
  expect(simulator.conduct().map(({ rule }) => rule)).toEqual(['poll-too-fast'])
})
