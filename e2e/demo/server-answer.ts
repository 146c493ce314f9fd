import { createHash } from 'node:crypto'
import type { Simulator } from '../../simulator/server.ts'

/** A server that nobody runs. */
export interface MadeUpServer {
  readonly name: string
  /** Whose it is; left out for the account's own. */
  readonly owner?: string
  readonly online?: boolean
}

const rooms = ['Attic', 'Cellar', 'Films', 'Garage', 'Music', 'Nursery', 'Studio']

/** 200 servers: every fourth is shared, every fifth cannot be reached. */
export const manyServers: readonly MadeUpServer[] = Array.from({ length: 200 }, (_, index) => ({
  name: `${rooms[index % rooms.length]} ${index + 1}`,
  ...(index % 4 === 3 ? { owner: 'grace' } : {}),
  online: index % 5 !== 4,
}))

/** Names in three scripts, and one that does not fit into a line. */
export const namedServers: readonly MadeUpServer[] = [
  { name: 'Films أفلام סרטים', owner: 'ليلى', online: false },
  { name: 'خادم المنزل' },
  { name: 'Server in the cupboard under the stairs' },
]

/** plex.tv says that these are the servers of whoever asks, until it is cleared. */
export const answerWithServers = (
  simulator: Simulator,
  servers: readonly MadeUpServer[],
): { clear(): void } =>
  simulator.fault(
    'resources',
    {
      kind: 'status',
      status: 200,
      body: JSON.stringify(servers.map(resource)),
      contentType: 'application/json',
    },
    Infinity,
  )

const resource = ({ name, owner, online = true }: MadeUpServer) => ({
  name,
  productVersion: '1.43.0.10000-abcdef012',
  clientIdentifier: createHash('sha1').update(name).digest('hex'),
  provides: 'server',
  sourceTitle: owner ?? null,
  owned: owner === undefined,
  presence: online,
})
