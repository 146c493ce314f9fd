import * as v from 'valibot'
import { Server } from '../../common/sign-in-view.ts'
import type { Text } from '../../common/text.ts'
import { ResourceAnswer } from './answers.ts'
import { readable } from '../../common/readable.ts'

const MOST_SERVERS = 1_000

/** The servers among an account's resources: its own first, then by name. */
export function readServers(
  resources: readonly unknown[],
  compareNames: Text['compareNames'],
): readonly Server[] {
  const byId = new Map<string, Server>()
  for (const resource of resources) {
    const server = readServer(resource)
    if (server !== undefined && !byId.has(server.id)) byId.set(server.id, server)
  }
  return [...byId.values()].sort(inOrder(compareNames)).slice(0, MOST_SERVERS)
}

function readServer(resource: unknown): Server | undefined {
  const read = v.safeParse(ResourceAnswer, resource)
  if (!read.success) return undefined
  const { name, productVersion, clientIdentifier: id, provides, owned, sourceTitle, presence } = read.output
  const roles = (provides ?? '').split(',').map(role => role.trim())
  if (!roles.includes('server') || !isServerId(id)) return undefined
  return {
    id,
    name: readable(name) ?? 'Plex Media Server',
    owner: owned === true ? null : readable(sourceTitle),
    owned: owned === true,
    online: presence === true,
    version: readable(productVersion?.split('-')[0]?.split('.').slice(0, 3).join('.')),
  }
}

/** The id decides last, so that a refresh does not shuffle servers with the same name. */
const inOrder =
  (compareNames: Text['compareNames']) =>
  (one: Server, other: Server): number =>
    Number(other.owned) - Number(one.owned) ||
    compareNames(one.name, other.name) ||
    compareNames(one.id, other.id)

/** Whether it can name a server, here and at the boundary. */
export const isServerId = (id: unknown): id is string => v.is(Server.entries.id, id)
