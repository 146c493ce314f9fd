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
    const { provides, owned, accessToken, connections } = read.output
    if (!provides.split(',').some(role => role.trim() === 'server') || !isToken(accessToken)) continue
    return { owned: owned === true, token: new Secret(accessToken), ways: connections.flatMap(readWay) }
  }
  return undefined
}

function readWay(connection: unknown, index: number): Way[] {
  const read = v.safeParse(ConnectionAnswer, connection)
  if (!read.success || index >= MOST_WAYS) return []
  const { uri, address, port, local, relay } = read.output
  return [{ uri, address, port, local: local === true, relay: relay === true }]
}
