import { createHash } from 'node:crypto'
import type { Content } from './answer.ts'
import type { Account } from './records.ts'
import type { Token, State } from './state.ts'
import { xmlElement } from './xml.ts'

interface Wanted {
  readonly https: boolean
  readonly relay: boolean
  readonly ipv6: boolean
}

type Connection = Readonly<Record<string, string | number | boolean>>
type Resource = Readonly<Record<string, unknown>> & { readonly connections: readonly Connection[] }

/** The client identifier of the server of this name, unless two have it. */
export const serverId = (name: string): string => identifier(name)

/** What lets this account into the servers that others share with it. */
export const sharedAccessToken = ({ uuid }: Pick<Account, 'uuid'>): string =>
  identifier(`shared with ${uuid}`).slice(0, 20)

const identifier = (seed: string): string => createHash('sha1').update(seed).digest('hex')

const connection = (address: string, { https }: Wanted, over: Partial<Connection> = {}): Connection => {
  const named = `${address.replaceAll(/[.:]/g, '-')}.${'0'.repeat(32)}.plex.direct`
  const bare = address.includes(':') ? `[${address}]` : address
  return {
    protocol: https ? 'https' : 'http',
    address,
    port: 32400,
    uri: https ? `https://${named}:32400` : `http://${bare}:32400`,
    local: true,
    relay: false,
    IPv6: false,
    ...over,
  } as Connection
}

const connections = (wanted: Wanted): Connection[] => [
  connection('192.168.1.20', wanted),
  connection('172.17.0.1', wanted),
  connection('203.0.113.20', wanted, { local: false }),
  ...(wanted.ipv6 ? [connection('2001:db8::20', wanted, { local: false, IPv6: true })] : []),
  ...(wanted.relay ? [connection('198.51.100.7', wanted, { local: false, relay: true, port: 8443 })] : []),
]

const resource = (name: string, over: Readonly<Record<string, unknown>>, wanted: Wanted): Resource => ({
  name,
  product: 'Plex Media Server',
  productVersion: '1.43.0.10000-abcdef012',
  platform: 'Linux',
  platformVersion: '12',
  device: 'PC',
  clientIdentifier: serverId(name),
  createdAt: '2024-01-02T03:04:05Z',
  lastSeenAt: '2026-10-04T12:00:00Z',
  provides: 'server',
  ownerId: null,
  sourceTitle: null,
  publicAddress: '203.0.113.20',
  accessToken: null,
  searchEnabled: true,
  owned: true,
  home: false,
  synced: false,
  relay: true,
  presence: true,
  httpsRequired: false,
  publicAddressMatches: true,
  dnsRebindingProtection: false,
  natLoopbackSupported: false,
  connections: connections(wanted),
  ...over,
})

/** What a server is to whom somebody else shares it. */
const shared = (token: Token, sourceTitle: string | null) => ({
  accessToken: sharedAccessToken(token.account),
  owned: false,
  ownerId: 4_242,
  sourceTitle,
  publicAddressMatches: false,
})

const player = {
  product: 'Plex for Android',
  provides: 'client,player',
  accessToken: undefined,
  connections: [],
}

const usual = (token: Token, wanted: Wanted): Resource[] => {
  const owned = { accessToken: token.token }
  const old = { platform: null, platformVersion: null, device: null, presence: false }
  return [
    resource('Attic', owned, wanted),
    resource('Old box', { ...owned, ...old }, wanted),
    resource('Grace’s films', shared(token, 'grace'), wanted),
    resource('Phone', player, wanted),
  ]
}

const mixed = 'Films أفلام 🎬 סרטים'

/** Everything that a list of servers has to cope with, in no order. */
const varied = (token: Token, wanted: Wanted): Resource[] => {
  const owned = { accessToken: token.token }
  const offline = { presence: false }
  return [
    resource('Zoo', shared(token, null), wanted),
    resource(mixed, { ...shared(token, 'ليلى 👩‍🚀'), ...offline }, wanted),
    resource('Grace’s films', shared(token, 'grace'), wanted),
    resource('Cellar', { ...owned, ...offline }, wanted),
    resource('🎬 Séries & films 👩‍👧', owned, wanted),
    resource('خادم المنزل', owned, wanted),
    resource('Attic 10', owned, wanted),
    resource('Attic 9', { ...owned, provides: 'server,player' }, wanted),
    resource('Twin', owned, wanted),
    resource('Twin', { ...owned, clientIdentifier: identifier('the other twin') }, wanted),
    resource(`A server whose name does not end ${'and does not end '.repeat(20)}`, owned, wanted),
    resource('Phone', player, wanted),
  ]
}

const rooms = ['Attic', 'Cellar', 'Films & more', '🎬 Séries', 'خادم المنزل', mixed, 'סלון']
const owners = ['grace', 'ليلى', null, 'somebody with a rather long name']

/** 200 servers: every third is shared, every fifth cannot be reached. */
const many = (token: Token, wanted: Wanted): Resource[] =>
  Array.from({ length: 200 }, (_, index) => {
    const name = `${rooms[index % rooms.length]} ${index + 1}`
    const whose = index % 3 === 2 ? shared(token, owners[index % owners.length] ?? null) : {}
    return resource(name, { accessToken: token.token, ...whose, presence: index % 5 !== 4 }, wanted)
  })

const shapes: Readonly<
  Record<State['options']['resourcesShape'], (token: Token, wanted: Wanted) => Resource[]>
> = {
  usual,
  empty: () => [],
  many,
  varied,
  emoji: (token, wanted) => [resource('🎬 Séries & films 👩‍👧', { accessToken: token.token }, wanted)],
  'right-to-left': (token, wanted) => [resource('خادم المنزل', { accessToken: token.token }, wanted)],
}

const resourceXml = ({ connections: ways, ...fields }: Resource): string =>
  xmlElement('resource', fields, [
    xmlElement(
      'connections',
      {},
      ways.map(way => xmlElement('connection', way)),
    ),
  ])

/** The answer of `/api/v2/resources` for the owner of a token. */
export function resourcesContent(state: State, token: Token, wanted: Wanted): Content {
  const list = shapes[state.options.resourcesShape](token, wanted)
  return { json: list, xml: xmlElement('resources', {}, list.map(resourceXml)) }
}
