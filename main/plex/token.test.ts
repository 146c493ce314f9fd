import { describe, expect, it } from 'vitest'
import { account, changed, plex, problem, revoke, signal, token } from './api.fake.ts'
import { identifierMissing, notAuthenticated, rateLimited, type Recorded, user } from './recorded.fake.ts'

/** Refusals that say nothing of the token. */
const notOfTheToken: ReadonlyArray<readonly [string, Recorded, string]> = [
  ['a 401 of a network’s sign-in page', { status: 401, body: '<html>', type: 'text/html' }, 'unexpected'],
  ['1001 in a page', { status: 401, body: notAuthenticated, type: 'text/html' }, 'unexpected'],
  ['a 401 without a word', { status: 401 }, 'unexpected'],
  ['a 401 with other JSON', { status: 401, body: '{"error":"Unauthorized"}' }, 'unexpected'],
  ['a 401 of a locked-out address', { status: 401, body: '{"errors":[{"code":1031}]}' }, 'unexpected'],
  ['a 401 that wants a one-time code', { status: 401, body: '{"errors":[{"code":1029}]}' }, 'unexpected'],
  ['a 401 with a code that is text', { status: 401, body: '{"errors":[{"code":"1001"}]}' }, 'unexpected'],
  ['1001 with a status of 200', { body: notAuthenticated }, 'unexpected'],
  ['1001 with a status of 403', { status: 403, body: notAuthenticated }, 'unexpected'],
  ['1001 with a status of 503', { status: 503, body: notAuthenticated }, 'service'],
]

const recordedAccount = {
  name: 'Ada Lovelace',
  username: 'ada',
  email: 'ada@example.com',
  plexPass: false,
  membership: 'none',
}

describe('asking whose token it is', () => {
  it('finds everything in the recorded answer', async () => {
    expect(await account({ body: user })).toEqual(recordedAccount)
  })

  it.each([
    ['the title', { title: ' Ada ' }, 'Ada'],
    ['the friendly name of one without title', { title: null, friendlyName: 'A. L.' }, 'A. L.'],
    ['the user name of one without both', { title: ' ', friendlyName: null }, 'ada'],
    ['Plex for one without any', { title: '', friendlyName: 5, username: null }, 'Plex'],
    ['at most 200 units', { title: 'a'.repeat(201) }, 'a'.repeat(200)],
    ['no half of a character', { title: `${'a'.repeat(199)}😀` }, 'a'.repeat(199)],
    ['one line', { title: 'Ada\u0000\n\u2028 Lovelace\u001b' }, 'Ada Lovelace'],
    ['no noncharacters', { title: 'Ada\uffff\ufdd0\u{1fffe}' }, 'Ada'],
    ['no half of a pair', { title: 'Ada \ud83d x' }, 'Ada x'],
    ['nothing that turns the text around it', { title: '\u202eecalevoL\u202c' }, 'ecalevoL'],
    ['the user name of one with nothing to read', { title: '\uffff', friendlyName: '\u0007' }, 'ada'],
    ['the user name of one that cannot be seen', { title: '\u200b\u3164\u00ad\u200f' }, 'ada'],
    ['joined emoji', { title: '👩‍👩‍👧‍👦' }, '👩‍👩‍👧‍👦'],
  ])('is shown as %s', async (_what, change, name) => {
    expect(await account({ body: changed(user, change) })).toMatchObject({ name })
  })

  it.each<[string, object, object]>([
    ['no user name beside a title that says the same', { title: 'ada' }, { name: 'ada', username: null }],
    ['no user name where it is the name', { title: '' }, { name: 'ada', username: null }],
    ['a user name on one line', { username: 'a\nda\u202e' }, { username: 'a da' }],
    ['an e-mail address on one line', { email: ' ada\u0000@example.com\n' }, { email: 'ada @example.com' }],
    ['an account with Plex Pass', { subscription: { active: true, features: ['x'] } }, { plexPass: true }],
    ['one of a Home', { home: true }, { membership: 'home' }],
    [
      'a managed user',
      { username: '', email: '', restricted: true, home: true },
      { username: null, email: null, membership: 'managed' },
    ],
    [
      'nulls',
      { username: null, email: null, subscription: null, restricted: null, home: null },
      { username: null, email: null, plexPass: null },
    ],
    [
      'other kinds',
      { username: 5, email: ['x'], subscription: [], restricted: 'yes', home: 1 },
      { username: null, email: null, plexPass: null },
    ],
    ['a subscription that says nothing', { subscription: {} }, { plexPass: null }],
    ['a subscription of another kind', { subscription: { active: 'yes' } }, { plexPass: null }],
    [
      'text without end',
      { username: 'u'.repeat(900_000), email: 'e'.repeat(201) },
      { username: 'u'.repeat(200), email: 'e'.repeat(200) },
    ],
  ])('shows an account with %s', async (_what, change, shown) => {
    expect(await account({ body: changed(user, change) })).toEqual({ ...recordedAccount, ...shown })
  })

  it('ends the session when plex.tv says that the token is dead', async () => {
    await expect(account({ status: 401, body: notAuthenticated })).rejects.toMatchObject(problem('refused'))
  })

  it.each(notOfTheToken)('does not end the session on %s', async (_what, recorded, expected) => {
    await expect(account(recorded)).rejects.toMatchObject(problem(expected))
  })

  it.each([
    [400, identifierMissing, 'unexpected'],
    [403, '{"errors":[{"code":1009}]}', 'unexpected'],
    [404, null, 'service'],
    [408, null, 'unexpected'],
    [422, '{"error":"Invalid token"}', 'unexpected'],
    [429, rateLimited, 'rate-limited'],
    [498, null, 'unexpected'],
    [500, '{"errors":[{"code":1007}]}', 'service'],
    [503, null, 'service'],
  ])('does not end the session on %d', async (status, body, expected) => {
    await expect(account({ status, body })).rejects.toMatchObject(problem(expected))
  })

  it.each(['[]', '{}', '{"portal":true}', '{"title":"Free Wi-Fi"}', 'null'])(
    'does not take %s for an account',
    async body => {
      await expect(account({ body })).rejects.toMatchObject(problem('unexpected'))
    },
  )

  it('takes an account whose fields drifted', async () => {
    expect(
      await account({ body: changed(user, { id: 'drifted', thumb: 5, profile: 'x', new: {} }) }),
    ).toEqual(recordedAccount)
  })
})

describe('revoking a token', () => {
  it('signs it out at plex.tv', async () => {
    const { api, requests } = plex({ status: 204 })
    expect(await api.revoke(token, signal)).toBeUndefined()
    expect(requests.map(({ url, method }) => `${method} ${url}`)).toEqual([
      'DELETE https://plex.tv/api/v2/users/signout',
    ])
  })

  it('says when the token was dead already', async () => {
    await expect(revoke({ status: 401, body: notAuthenticated })).rejects.toMatchObject(problem('refused'))
  })

  it.each<readonly [string, Recorded, string]>([
    ...notOfTheToken,
    ['success with a page', { body: '<html>', type: 'text/html' }, 'unexpected'],
    ['success with JSON', { body: '{}' }, 'unexpected'],
    ['success of another kind', { status: 202 }, 'unexpected'],
    ['a redirect', { status: 302, headers: { location: 'https://example.com' } }, 'unexpected'],
    ['a refusal of another kind', { status: 403 }, 'unexpected'],
    ['an empty 404', { status: 404 }, 'service'],
    ['too many requests', { status: 429, body: rateLimited }, 'rate-limited'],
    ['an outage', { status: 500 }, 'service'],
  ])('is not done on %s', async (_what, recorded, expected) => {
    await expect(revoke(recorded)).rejects.toMatchObject(problem(expected))
  })
})
