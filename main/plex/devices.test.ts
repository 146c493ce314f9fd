import { expect, it } from 'vitest'
import { plex, signal, token } from './api.fake.ts'
import { notAuthenticated } from './recorded.fake.ts'

const devices = JSON.stringify([
  {
    clientIdentifier: 'a',
    name: 'TV',
    product: 'Plex',
    createdAt: '2026-11-29T10:00:00Z',
    token: 'sentinel-token-of-tv',
  },
  { clientIdentifier: 'b', name: '', product: 'Kometa', createdAt: 1_795_392_000 },
  { clientIdentifier: 'c', name: 'A\u202eB\nC', createdAt: 'soon' },
  { clientIdentifier: '', name: 'Nobody' },
  { clientIdentifier: 7 },
  null,
])

it('devices are read without their tokens', async () => {
  const { api, requests } = plex({ status: 200, body: devices })
  const found = await api.devices(token, signal)
  expect(found).toEqual([
    { identifier: 'a', name: 'TV', addedAt: 1_795_946_400_000 },
    { identifier: 'b', name: 'Kometa', addedAt: 1_795_392_000_000 },
    { identifier: 'c', name: 'A B C', addedAt: null },
  ])
  expect(JSON.stringify(found)).not.toContain('sentinel')
  expect(requests.map(({ url, method }) => [url, method])).toEqual([
    ['https://plex.tv/api/v2/devices', 'GET'],
  ])
})

it.each([
  [{ status: 401, body: notAuthenticated }, 'refused'],
  [{ status: 200, body: '{}' }, 'unexpected'],
  [{ status: 503, body: '' }, 'service'],
])('an answer %j is told as %s', async (recorded, expected) => {
  await expect(plex(recorded).api.devices(token, signal)).rejects.toMatchObject({ problem: expected })
})
