import { describe, expect, it } from 'vitest'
import { addAccount } from './accounts.ts'
import { judgeConduct } from './conduct.ts'
import type { SimulatorOptions } from './options.ts'
import { claimPin, mintPin } from './pins.ts'
import { createState, type LogEntry } from './state.ts'
import { ask, signIn, test, wellBehaved } from './testing.ts'

const own = { 'x-plex-client-identifier': 'own', 'x-plex-product': 'Tray', 'x-plex-version': '1' }
const kometa = { ...own, 'x-plex-client-identifier': 'of kometa', 'x-plex-product': 'Kometa' }
const tautulli = { ...own, 'x-plex-client-identifier': 'of tautulli', 'x-plex-product': 'Tautulli' }

/** One request, and who makes it. A token is named by the identifier that it was given to, a pin by its number. */
type Step = Partial<LogEntry> & {
  readonly as: Readonly<Record<string, string>>
  readonly tokenOf?: string
  readonly pin?: number
}

const mint = (as: Step['as'], at: number): Step => ({ as, at, route: 'mint', method: 'POST' })
const check = (as: Step['as'], at: number, tokenOf = as['x-plex-client-identifier'] ?? ''): Step => ({
  as,
  at,
  route: 'user',
  tokenOf,
})
const link = (as: Step['as'], at: number, over: Partial<Step> = {}): Step => ({
  as: { ...as, 'x-plex-product': 'Plex SSO' },
  at,
  route: 'link',
  method: 'PUT',
  tokenOf: 'own',
  ...over,
})

/** A world in which the client, Kometa and Tautulli have a token each, and these requests were made. */
const judge = (steps: readonly Step[], options: Partial<SimulatorOptions> = {}) => {
  const state = createState(options)
  const ada = addAccount(state)
  const device = { product: 'Any', version: '1', name: 'Any', platform: '', platformVersion: '', device: '' }
  const pins = ['own', 'of kometa', 'of tautulli'].map(clientIdentifier => {
    const pin = mintPin(state, true, { ...device, clientIdentifier })
    return { clientIdentifier, id: pin.id, token: claimPin(state, pin, ada) }
  })
  for (const { as, at = 0, tokenOf, pin, ...over } of steps) {
    const token = pins.find(({ clientIdentifier }) => clientIdentifier === tokenOf)?.token
    state.log.push({
      at: at * 1000,
      endedAt: at * 1000 + 20,
      route: 'other',
      method: 'GET',
      host: 'plex.tv',
      path: '/somewhere',
      query: {},
      body: '',
      httpVersion: '1.1',
      status: 200,
      fault: null,
      aborted: false,
      cut: false,
      outcome: null,
      ...over,
      pinId: pin === undefined ? null : (pins[pin]?.id ?? null),
      headers: token === undefined ? as : { ...as, 'x-plex-token': token },
    })
  }
  return judgeConduct(state).map(({ rule }) => rule)
}

const renamed = { ...kometa, 'x-plex-product': 'Kometa on the NAS' }
const wanderer = { ...own, 'x-plex-client-identifier': 'new' }

describe('the identifiers of a client that makes keys', () => {
  it.each<[string, readonly Step[]]>([
    ['a key of its own for each program', [mint(own, 0), mint(kometa, 1), check(own, 2), mint(tautulli, 7)]],
    ['a key whose pin is linked', [mint(own, 0), mint(kometa, 6), link(own, 7), check(kometa, 8)]],
    ['a sign-in after a link', [check(own, 0), mint(kometa, 1), link(own, 2), mint(own, 7)]],
    [
      'two keys with one name',
      [mint(own, 0), mint(kometa, 6), mint({ ...tautulli, 'x-plex-product': 'Kometa' }, 12)],
    ],
    ['a key that is asked for again', [mint(own, 0), mint(kometa, 6), mint(kometa, 12)]],
    ['a key that is renamed', [mint(own, 0), mint(kometa, 6), check(renamed, 7), check(renamed, 8)]],
    [
      'a key that is renamed and asked for again',
      [mint(own, 0), mint(kometa, 6), check(renamed, 7), mint(renamed, 12)],
    ],
    ['another person who links', [mint(own, 0), link(wanderer, 1, { tokenOf: '', query: { code: 'KYLX' } })]],
  ])('find nothing in %s', (_, steps) => {
    expect(judge(steps)).toEqual([])
  })

  it.each<[string, readonly string[], readonly Step[]]>([
    [
      'a key minted with the client’s identifier',
      ['identifier-shared'],
      [mint(own, 0), mint({ ...own, 'x-plex-product': 'Kometa' }, 6)],
    ],
    [
      'a key minted so after a start',
      ['identifier-shared'],
      [check(own, 0), mint({ ...own, 'x-plex-product': 'Kometa' }, 6)],
    ],
    ['an identifier for two keys', ['identifier-shared'], [mint(own, 0), mint(kometa, 6), mint(renamed, 12)]],
    [
      'a client that mints as a key',
      ['identifier-changed', 'identifier-shared'],
      [mint(own, 0), mint(kometa, 6), mint({ ...kometa, 'x-plex-product': 'Tray' }, 12)],
    ],
    ['a new identifier of the client', ['identifier-changed'], [check(own, 0), mint(wanderer, 6)]],
    [
      'a key used with the client’s identifier',
      ['identifier-changed'],
      [check(own, 0), check({ ...own, 'x-plex-product': 'Kometa' }, 1, 'of kometa')],
    ],
    [
      'the client’s token used with a key’s identifier',
      ['identifier-changed'],
      [check(own, 0), check(kometa, 1, 'own')],
    ],
    [
      'a pin read with another identifier than it was minted with',
      ['identifier-changed'],
      [check(own, 0), { as: own, at: 1, route: 'poll', pin: 1 }],
    ],
    [
      'a pin linked with a key’s identifier',
      ['identifier-changed'],
      [check(own, 0), mint(kometa, 1), link(kometa, 2)],
    ],
    [
      'a pin linked with an identifier that nothing else has',
      ['identifier-changed'],
      [check(own, 0), link(wanderer, 2)],
    ],
    [
      'a code in the address of a link',
      ['secret-in-url'],
      [check(own, 0), link(own, 2, { query: { who: 'person1@example.com' } })],
    ],
    [
      'a link without a version',
      ['version-missing'],
      [check(own, 0), link({ ...own, 'x-plex-version': '' }, 2)],
    ],
    ['two pins in a row for one key', ['mint-too-often'], [mint(own, 0), mint(kometa, 6), mint(kometa, 8)]],
  ])('find %s', (_, rules, steps) => {
    expect(judge(steps).toSorted()).toEqual(rules)
  })

  it('know the client by the name that a test gives, not by who comes first', () => {
    const steps = [check(kometa, 0), check(own, 1), mint({ ...tautulli, 'x-plex-product': 'Kometa' }, 6)]
    expect(judge(steps)).toEqual(['identifier-changed'])
    expect(judge(steps, { clientProduct: 'Tray' })).toEqual([])
  })
})

test('a key made by the rules is without findings, on what really arrived', async ({ simulator }) => {
  const token = await signIn(simulator)
  const program = { ...wellBehaved, 'x-plex-client-identifier': 'of kometa', 'x-plex-product': 'Kometa' }
  const pin = (await ask(simulator, '/api/v2/pins?strong=true', { method: 'POST', headers: program })).json()
  const headers = {
    ...wellBehaved,
    'x-plex-token': token,
    'x-plex-product': 'Plex SSO',
    'content-type': 'application/x-www-form-urlencoded',
  }
  await ask(simulator, '/api/v2/pins/link', { method: 'PUT', headers, body: `code=${String(pin['code'])}` })
  const read = await ask(simulator, `/api/v2/pins/${String(pin['id'])}`, { headers: program })
  const key = String(read.json()['authToken'])
  await ask(simulator, '/api/v2/user', { headers: { ...program, 'x-plex-token': key } })
  expect(simulator.conduct()).toEqual([])
  await ask(simulator, '/api/v2/user', { headers: { ...wellBehaved, 'x-plex-token': key } })
  expect(simulator.conduct().map(({ rule }) => rule)).toEqual(['identifier-changed'])
})
