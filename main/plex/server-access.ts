import * as v from 'valibot'
import { Secret } from '../secret.ts'
import { isToken } from '../token.ts'
import { ConnectionAnswer, ReachableAnswer } from './answers.ts'
import type { ServerAccess, Way } from './port.ts'

const MOST_WAYS = 50

/** The one server of this id among an account's resources; undefined if it is not there, or has no token. */
export function readServerAccess(resources: readonly unknown[], id: string): ServerAccess | undefined {
  for (const resource of resources) {
    const read = v.safeParse(ReachableAnswer, resource)
    if (!read.success || read.output.clientIdentifier !== id) continue
    const { owned, accessToken, connections } = read.output
    if (!isServer(read.output) || !isToken(accessToken)) continue
    return { owned: owned === true, token: new Secret(accessToken), ways: connections.flatMap(readWay) }
  }
  return undefined
}

/** The ways to each server among an account's resources, by its id. */
export const readServerWays = (resources: readonly unknown[]): ReadonlyMap<string, readonly Way[]> =>
  new Map(
    resources.flatMap(resource => {
      const read = v.safeParse(ReachableAnswer, resource)
      if (!read.success || !isServer(read.output)) return []
      const { clientIdentifier, connections } = read.output
      return [[clientIdentifier, connections.flatMap(readWay)] as const]
    }),
  )

const isServer = ({ provides }: { readonly provides: string }): boolean =>
  provides.split(',').some(role => role.trim() === 'server')

function readWay(connection: unknown, index: number): Way[] {
  const read = v.safeParse(ConnectionAnswer, connection)
  if (!read.success || index >= MOST_WAYS) return []
  const { uri, address, port, local, relay } = read.output
  return [{ uri, address, port, local: local === true, relay: relay === true }]
}
