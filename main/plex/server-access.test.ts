import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plex, problem, signal, token } from './api.fake.ts'
import { notAuthenticated, pinNotFound, type Recorded, resources } from './recorded.fake.ts'
import { readServerAccess } from './server-access.ts'

const OWN = 'd1b5ab2a6b1dd0d1ec66f0dc2c8a9d9c4d8b0f11'
const SHARED = '7f00c2fa3a2e4ac8b1f0aa5c31d8e52b94f6a772'
const recorded = JSON.parse(resources) as object[]

describe('what a program needs for a server', () => {
  it('is in the recorded answer: its own token, and where it can be reached', () => {
    const own = readServerAccess(recorded, OWN)
    expect([own?.owned, own?.token.reveal(), own?.ways]).toEqual([
      true,
      'XXXXXXXXXXXXXXXXXXXX',
      [
        {
          uri: 'https://203-0-113-20.00000000000000000000000000000000.plex.direct:32400',
          address: '203.0.113.20',
          port: 32_400,
          local: false,
          relay: false,
        },
      ],
    ])
    const shared = readServerAccess(recorded, SHARED)
    expect([shared?.owned, shared?.token.reveal(), shared?.ways]).toEqual([false, 'XXXXXXXXXXXXXXXXXXXY', []])
  })

  it('is of no player, and of no server that is not there', () => {
    expect([
      readServerAccess(recorded, 'a1b2c3d4e5f6a7b8-com-plexapp-android'),
      readServerAccess(recorded, 'x'),
    ]).toEqual([undefined, undefined])
  })

  it('has no address that a program could not use, whatever plex.tv says', () => {
    const server = { clientIdentifier: 'x', provides: 'server', owned: true, accessToken: 'X'.repeat(20) }
    fc.assert(
      fc.property(fc.array(fc.anything()), connections => {
        const found = readServerAccess([{ ...server, connections }], 'x')
        for (const { uri } of found?.ways ?? []) expect(uri).toMatch(/^https?:\/\/[!-~]+$/)
      }),
    )
    const odd = ['javascript:alert(1)', 'http://a b/', 'ftp://x', 'http://x\nevil', ''].map(uri => ({
      uri,
      address: '192.168.1.20',
      port: 32_400,
    }))
    expect(readServerAccess([{ ...server, connections: odd }], 'x')?.ways).toEqual([])
  })
})

describe('approving a code', () => {
  const link = (answer: Recorded) => plex(answer).api.link('KYLX', token, signal)

  it('sends the code in the body, by our sign-in and under the name that plex.tv wants', async () => {
    const { api, requests } = plex({ status: 204, body: '' })
    await api.link('KY LX&a=b', token, signal)
    expect(requests[0]).toMatchObject({
      url: 'https://plex.tv/api/v2/pins/link',
      method: 'PUT',
      content: 'code=KY+LX%26a%3Db',
      headers: {
        'X-Plex-Product': 'Plex SSO',
        'X-Plex-Token': token.reveal(),
        'Content-Type': 'application/x-www-form-urlencoded',
      },
    })
  })

  it.each<[string, Recorded, string]>([
    ['the token is dead', { status: 401, body: notAuthenticated }, 'refused'],
    ['a proxy wants a login', { status: 401, body: '{}' }, 'unexpected'],
    [
      'it is not allowed',
      { status: 403, body: '{"errors":[{"code":1068,"message":"","status":403}]}' },
      'not-allowed',
    ],
    ['the code is not known', { status: 404, body: pinNotFound }, 'not-allowed'],
    ['an edge answers', { status: 404, body: '', type: 'text/html' } as Recorded, 'service'],
    ['it is too often', { status: 429, body: '' }, 'rate-limited'],
    ['it has trouble', { status: 502, body: '' }, 'service'],
    ['a network answers for it', { status: 200, body: '<p>Welcome</p>', type: 'text/html' }, 'unexpected'],
    ['it says what nobody knows', { status: 418, body: '{}' }, 'unexpected'],
  ])('fails by name where %s', async (_what, answer, name) => {
    await expect(link(answer)).rejects.toMatchObject(problem(name))
  })
})
