import { describe, expect, it, vi } from 'vitest'
import {
  calls,
  changed,
  check,
  claimed,
  headers,
  issue,
  pin,
  plex,
  problem,
  signal,
  token,
} from './api.fake.ts'
import {
  claimedPin,
  CLIENT_IDENTIFIER,
  noSuchEndpoint,
  pinNotFound,
  rateLimited,
  user,
  weakPin,
} from './recorded.fake.ts'
import type { Question } from './exchange.ts'

describe('asking for a PIN', () => {
  it.each([201, 200])('takes the recorded answer with status %d', async status => {
    expect(await issue({ status, body: weakPin })).toEqual({ pin, lifeMs: 900_000 })
  })

  it('asks for a strong one when told to', async () => {
    const { api, requests } = plex({
      status: 201,
      body: changed(claimedPin, { expiresIn: 1800, authToken: null }),
    })
    expect(await api.issue('strong', signal)).toEqual({ pin: claimed, lifeMs: 1_800_000 })
    expect(requests[0]?.url).toBe('https://plex.tv/api/v2/pins?strong=true')
  })

  it.each([
    ['a weak one for a strong one', 'strong', { status: 201, body: weakPin }],
    ['a strong one for a weak one', 'weak', { status: 201, body: claimedPin }],
    ['one that has no time left', 'weak', { status: 201, body: changed(weakPin, { expiresIn: 0 }) }],
  ] as const)('does not take %s', async (_what, kind, recorded) => {
    await expect(issue(recorded, kind)).rejects.toMatchObject(problem('unexpected'))
  })
})

describe('reading a PIN', () => {
  it('waits while it is not claimed, for as long as plex.tv says', async () => {
    expect(await check({ body: changed(weakPin, { expiresIn: 876 }) })).toEqual({
      kind: 'pending',
      lifeMs: 876_000,
    })
  })

  it('finds the token once it is claimed', async () => {
    const status = await check({ body: claimedPin }, claimed)
    expect(status.kind === 'claimed' && status.token.reveal()).toBe('XXXXXXXXXXXXXXXXXXXX')
  })

  it.each(['', 'null', null])('goes on waiting where the token is %j', async authToken => {
    expect(await check({ body: changed(weakPin, { authToken }) })).toEqual({
      kind: 'pending',
      lifeMs: 900_000,
    })
  })

  it.each(['short', 'with space in it 123', 'naïve-token-12345678', 'x'.repeat(4_097)])(
    'says that %j is not what it expects of a token',
    async authToken => {
      await expect(check({ body: changed(weakPin, { authToken }) })).rejects.toMatchObject(
        problem('unexpected'),
      )
    },
  )

  it('does not take the token of another PIN', async () => {
    await expect(check({ body: claimedPin })).rejects.toMatchObject(problem('unexpected'))
  })

  it.each([
    ['as recorded', pinNotFound],
    ['with a status in it', '{"errors":[{"code":1020,"message":"Code not found or expired","status":404}]}'],
    ['among others', '{"errors":[{"code":1002},{"code":1020}],"more":1}'],
  ])('ends on 1020, %s', async (_what, body) => {
    expect(await check({ status: 404, body })).toEqual({ kind: 'gone' })
  })

  it.each([
    ['an empty 404 of the edge', { status: 404 }, 'service'],
    ['a 404 that is a page', { status: 404, body: '<html>', type: 'text/html' }, 'service'],
    ['a 404 with another code', { status: 404, body: noSuchEndpoint }, 'unexpected'],
    ['a 404 with a code that is text', { status: 404, body: '{"errors":[{"code":"1020"}]}' }, 'unexpected'],
    ['1020 in a page', { status: 404, body: pinNotFound, type: 'text/html' }, 'service'],
    ['1020 with a status of 200', { body: pinNotFound }, 'unexpected'],
    ['1020 with a status of 400', { status: 400, body: pinNotFound }, 'unexpected'],
    ['1020 with a status of 410', { status: 410, body: pinNotFound }, 'unexpected'],
    ['1020 with a status of 500', { status: 500, body: pinNotFound }, 'service'],
  ])('does not end on %s', async (_what, recorded, expected) => {
    await expect(check(recorded)).rejects.toMatchObject(problem(expected))
  })
})

describe('plex.tv in trouble', () => {
  it.each([500, 502, 503, 599])('is told apart from a wrong answer: %d', async status => {
    for (const name of ['issue', 'check', 'account', 'revoke', 'servers'] as const) {
      await expect(calls[name]({ status, body: '<html>', type: 'text/html' })).rejects.toMatchObject(
        problem('service'),
      )
    }
  })

  it.each([600, 999])('is not what a status says that there is not: %d', async status => {
    for (const name of ['issue', 'check', 'account', 'revoke', 'servers'] as const)
      await expect(calls[name]({ status, body: '{}' })).rejects.toMatchObject(problem('unexpected'))
  })

  it.each([
    [{}, 0],
    [{ 'retry-after': '2' }, 2_000],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT', date: 'Wed, 21 Oct 2026 07:28:00 GMT' }, 30_000],
  ])('says for how long it wants to be left alone: %j', async (sent, retryAfterMs) => {
    for (const name of ['issue', 'check', 'account', 'revoke', 'servers'] as const) {
      await expect(calls[name]({ status: 429, body: rateLimited, headers: sent })).rejects.toMatchObject({
        problem: 'rate-limited',
        retryAfterMs,
      })
      await expect(calls[name]({ status: 503, headers: sent })).rejects.toMatchObject({
        problem: 'service',
        retryAfterMs,
      })
    }
  })
})

describe('every request', () => {
  it('says who asks, and shows the token in one header alone', async () => {
    const { api, requests } = plex(
      { status: 201, body: weakPin },
      { body: weakPin },
      { body: user },
      { status: 204 },
      { body: '[]' },
    )
    await api.issue('weak', signal)
    await api.check(pin, 10_000, signal)
    await api.account(token, signal)
    await api.revoke(token, signal)
    await api.servers(token, signal)
    const withToken = { ...headers, 'X-Plex-Token': 'sentinel-token-12345' }
    const common = {
      signal: expect.any(AbortSignal) as AbortSignal,
      wants: expect.any(Function) as Question['wants'],
      mostBytes: 1_048_576,
    }
    expect(requests).toEqual([
      { ...common, url: 'https://plex.tv/api/v2/pins', method: 'POST', headers },
      { ...common, url: 'https://plex.tv/api/v2/pins/1174342418', method: 'GET', headers },
      { ...common, url: 'https://plex.tv/api/v2/user', method: 'GET', headers: withToken },
      { ...common, url: 'https://plex.tv/api/v2/users/signout', method: 'DELETE', headers: withToken },
      {
        ...common,
        url: 'https://plex.tv/api/v2/resources',
        method: 'GET',
        headers: withToken,
        mostBytes: 8_388_608,
      },
    ])
    expect(headers['X-Plex-Client-Identifier']).toBe(CLIENT_IDENTIFIER)
  })

  it('has ten seconds, and a poll as long as it is told', async () => {
    const limit = vi.spyOn(AbortSignal, 'timeout')
    const { api } = plex(
      { status: 201, body: weakPin },
      { body: weakPin },
      { body: weakPin },
      { body: user },
      { status: 204 },
      { body: '[]' },
    )
    await api.issue('weak', signal)
    await api.check(pin, 5_000, signal)
    await api.check(pin, 1_200, signal)
    await api.account(token, signal)
    await api.revoke(token, signal)
    await api.servers(token, signal)
    expect(limit.mock.calls).toEqual([[10_000], [5_000], [1_200], [10_000], [10_000], [10_000]])
    limit.mockRestore()
  })
})
