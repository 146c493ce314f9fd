import type { KeyAddresses } from '../../common/keys.ts'
import type { Way } from '../plex/port.ts'

type Address = Extract<KeyAddresses, { addresses: unknown }>['addresses'][number]

/** 172.16.0.0/12: networks of containers, which reach no further than their own computer. */
const BRIDGE = /^172\.(?:1[6-9]|2\d|3[01])\./

/**
 * The addresses that a program can be given for a server, best first: in the home network, from outside, through Plex's
 * relay. The plain address in the home network comes before its long name, since most programs' settings show it so.
 */
export function addressesOf(ways: readonly Way[]): Address[] {
  const found = ways.flatMap(({ uri, address, port, local, relay }): Address[] => {
    if (relay) return [{ url: uri, reach: 'relay' }]
    if (!local) return [{ url: uri, reach: 'away' }]
    const host = address.includes(':') ? `[${address}]` : address
    return [
      { url: `http://${host}:${port}`, reach: 'home' },
      { url: uri, reach: 'home' },
    ]
  })
  const byUrl = new Map(found.map(one => [one.url, one]))
  return [...byUrl.values()].toSorted((one, other) => rank(one) - rank(other))
}

const order = { home: 0, away: 2, relay: 3 } as const

const rank = ({ url, reach }: Address): number =>
  reach === 'home' && BRIDGE.test(new URL(url).hostname.replaceAll('-', '.')) ? 1 : order[reach]
