import { SESSION } from '../../common/samples.fake.ts'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { contract } from '../../common/contract.ts'
import { english } from '../../common/english.fake.ts'
import type { Server } from '../../common/sign-in-view.ts'
import { problem, servers } from './api.fake.ts'
import { identifierMissing, notAuthenticated, type Recorded, resources } from './recorded.fake.ts'
import { readServers } from './servers.ts'

const item = (change: object = {}) => ({
  name: 'Attic',
  productVersion: '1.43.0.10000-abcdef012',
  clientIdentifier: '9a1f0c',
  provides: 'server',
  owned: true,
  sourceTitle: null,
  presence: true,
  ...change,
})
const attic: Server = {
  id: '9a1f0c',
  name: 'Attic',
  owner: null,
  owned: true,
  online: true,
  version: '1.43.0',
}
const withId = (id: string | number, change: object = {}) => item({ clientIdentifier: `id-${id}`, ...change })
const read = (items: readonly unknown[]) => readServers(items, english.compareNames)
const namesOf = (items: readonly unknown[]) => read(items).map(({ name }) => name)

describe('the servers of an account', () => {
  it('are found in the recorded answer, without a token or an address', async () => {
    const list = await servers({ body: resources })
    expect(list).toEqual([
      {
        id: 'd1b5ab2a6b1dd0d1ec66f0dc2c8a9d9c4d8b0f11',
        name: 'Attic',
        owner: null,
        owned: true,
        online: true,
        version: '1.43.0',
      },
      {
        id: '7f00c2fa3a2e4ac8b1f0aa5c31d8e52b94f6a772',
        name: 'Grace’s films',
        owner: 'grace',
        owned: false,
        online: false,
        version: '1.41.2',
      },
    ])
    expect(JSON.stringify(list)).not.toMatch(/XXXX|203\.0\.113|plex\.direct/)
  })

  it('may be none', async () => {
    expect(await servers({ body: '[]' })).toEqual([])
  })

  it.each<[string, object, object]>([
    ['no name', { name: null }, { name: 'Plex Media Server' }],
    ['a name that cannot be seen', { name: '\u200b\uffff\n' }, { name: 'Plex Media Server' }],
    ['a name of several lines', { name: ' At\u0000tic\r\n\u2028A ' }, { name: 'At tic A' }],
    ['a name that turns the text around it', { name: '\u202ecittA\u2066' }, { name: 'cittA' }],
    ['a name without end', { name: 'x'.repeat(1_000_000) }, { name: 'x'.repeat(200) }],
    ['emoji and two directions', { name: '🎬 أفلام 👩‍👧 סרטים' }, { name: '🎬 أفلام 👩‍👧 סרטים' }],
    ['an owner', { owned: false, sourceTitle: ' gra\nce ' }, { owned: false, owner: 'gra ce' }],
    ['an owner without a name', { owned: false, sourceTitle: null }, { owned: false, owner: null }],
    ['the name of its own owner', { sourceTitle: 'ada' }, { owner: null }],
    ['no word of whose it is', { owned: null, sourceTitle: 'grace' }, { owned: false, owner: 'grace' }],
    ['no presence', { presence: false }, { online: false }],
    ['no word of its presence', { presence: null }, { online: false }],
    ['a short version', { productVersion: '1.43.0' }, { version: '1.43.0' }],
    ['no version', { productVersion: null }, { version: null }],
    ['a version that says nothing', { productVersion: '-abc' }, { version: null }],
    ['several roles', { provides: 'player, server ,client' }, {}],
    [
      'fields of other kinds',
      { name: 5, productVersion: {}, owned: 1, presence: 'yes', sourceTitle: [] },
      {
        name: 'Plex Media Server',
        version: null,
        owned: false,
        online: false,
      },
    ],
    ['the longest id', { clientIdentifier: 'a'.repeat(64) }, { id: 'a'.repeat(64) }],
  ])('may have %s', (_what, change, shown) => {
    expect(read([item(change)])).toEqual([{ ...attic, ...shown }])
  })

  it.each([
    ['a player', item({ provides: 'client,player' })],
    ['something like a server', item({ provides: 'pubsub-server,server2' })],
    ['what does nothing', item({ provides: null })],
    ['one with roles of another kind', item({ provides: ['server'] })],
    ['one without an id', item({ clientIdentifier: null })],
    ['one with an id of another kind', item({ clientIdentifier: 5 })],
    ['one with an id that is a way', item({ clientIdentifier: '../../auth' })],
    ['one with an id that is too long', item({ clientIdentifier: 'a'.repeat(65) })],
    ['null', null],
    ['text', 'server'],
    ['a number', 5],
    ['a list', [item()]],
  ])('leave out %s and keep the others', (_what, other) => {
    expect(read([other, item(), other])).toEqual([attic])
  })

  it('have each server once', () => {
    expect(read([item(), item({ name: 'Again' }), withId(2, { name: 'B' })])).toEqual([
      attic,
      { ...attic, id: 'id-2', name: 'B' },
    ])
  })

  it('are sorted as a person would: its own first, then by name, then always the same', () => {
    const shared = { owned: false, sourceTitle: 'grace' }
    const list = [
      withId(1, { name: 'Aaa', ...shared }),
      withId(2, { name: 'Server 10' }),
      withId(3, { name: 'server 9' }),
      withId(4, { name: 'Écran' }),
      withId(5, { name: 'Zoo' }),
      withId(7, { name: 'Twin' }),
      withId(6, { name: 'Twin' }),
    ]
    const sorted = ['id-4', 'id-3', 'id-2', 'id-6', 'id-7', 'id-5', 'id-1']
    expect(read(list).map(({ id }) => id)).toEqual(sorted)
    expect(read(list.toReversed()).map(({ id }) => id)).toEqual(sorted)
  })

  it('are at most a thousand of ten thousand, its own among them', () => {
    const list = Array.from({ length: 10_000 }, (_, index) =>
      withId(index, { name: `Server ${index}`, owned: index >= 9_500 }),
    )
    const names = namesOf(list)
    expect(names).toHaveLength(1_000)
    expect([names[0], names[499], names[500], names[999]]).toEqual([
      'Server 9500',
      'Server 9999',
      'Server 0',
      'Server 499',
    ])
  })

  it('fit through the boundary, whatever plex.tv says', () => {
    const Boundary = contract.snapshot.entries.session
    const list = read([
      item(),
      item({ name: '\ud83d', clientIdentifier: 'B-2' }),
      withId(3, { name: 'ﷺ'.repeat(300) }),
    ])
    const view = {
      kind: 'signed-in',
      id: SESSION,
      account: null,
      kept: 'keychain',
      problem: null,
      checking: false,
      signedInAt: null,
      confirmedAgoMs: null,
      checkableInMs: 0,
      servers: { list, refreshing: false, problem: null },
    }
    expect(v.parse(Boundary, view)).toEqual(view)
    expect(list).toHaveLength(3)
  })
})

describe('asking for the servers', () => {
  it('says when the token is dead', async () => {
    await expect(servers({ status: 401, body: notAuthenticated })).rejects.toMatchObject(problem('refused'))
  })

  it.each<[string, Recorded, string]>([
    ['a 401 of a network’s sign-in page', { status: 401, body: '<html>', type: 'text/html' }, 'unexpected'],
    ['a refusal that is not of the token', { status: 400, body: identifierMissing }, 'unexpected'],
    ['what is no list', { body: '{"MediaContainer":{}}' }, 'unexpected'],
    ['an outage', { status: 503 }, 'service'],
  ])('fails on %s, and does not end the session', async (_what, recorded, expected) => {
    await expect(servers(recorded)).rejects.toMatchObject(problem(expected))
  })

  it('takes a list that is larger than other answers', async () => {
    const list = Array.from({ length: 3_000 }, (_, index) =>
      withId(index, { connections: [{ uri: 'x'.repeat(2_000) }] }),
    )
    expect(await servers({ body: JSON.stringify(list) })).toHaveLength(1_000)
  })

  it('does not take one without end', async () => {
    const body = JSON.stringify([item({ connections: 'x'.repeat(8_388_608) })])
    await expect(servers({ body })).rejects.toMatchObject(problem('unexpected'))
  })
})
