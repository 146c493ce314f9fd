import { expect, it } from 'vitest'
import type { Way } from '../plex/port.ts'
import { addressesOf } from './addresses.ts'

const way = (address: string, over: Partial<Way> = {}): Way => ({
  uri: `https://${address.replaceAll(/[.:]/g, '-')}.0123.plex.direct:32400`,
  address,
  port: 32_400,
  local: false,
  relay: false,
  ...over,
})

const named = (address: string) => `https://${address.replaceAll(/[.:]/g, '-')}.0123.plex.direct:32400`

it('puts the home network first, containers’ networks behind it, the relay last', () => {
  const ways = [
    way('203.0.113.20', { relay: true }),
    way('203.0.113.20', { uri: 'https://203-0-113-20.0123.plex.direct:1' }),
    way('172.17.0.2', { local: true }),
    way('192.168.1.20', { local: true }),
    way('172.32.0.1', { local: true }),
    way('fd00::20', { local: true }),
  ]
  expect(addressesOf(ways).map(({ url, reach }) => `${reach} ${url}`)).toEqual([
    'home http://192.168.1.20:32400',
    `home ${named('192.168.1.20')}`,
    'home http://172.32.0.1:32400',
    `home ${named('172.32.0.1')}`,
    'home http://[fd00::20]:32400',
    `home ${named('fd00::20')}`,
    'home http://172.17.0.2:32400',
    `home ${named('172.17.0.2')}`,
    'away https://203-0-113-20.0123.plex.direct:1',
    `relay ${named('203.0.113.20')}`,
  ])
})

it('names each address once, and none where plex.tv lists none', () => {
  const same = way('192.168.1.20', { local: true })
  expect([addressesOf([same, same]).length, addressesOf([])]).toEqual([2, []])
})
