import type { Ending, ServersAnswer } from '../../common/access-answers.ts'
import { stage } from '../sign-in/state.ts'
import type { Call } from './connection.ts'
import { done, refused, troubled } from './ending.ts'
import type { Parts } from './parts.ts'
import { restored, serversTold } from './settled.ts'

const WITHIN_MS = 15_000

/** The account's servers as plex.tv told them last. Nothing contacts them, but where that was asked for by name. */
export async function servers(
  parts: Parts,
  { probe }: { readonly probe: boolean },
  call: Call,
): Promise<Ending> {
  await restored(parts, call)
  await serversTold(parts, call)
  const now = stage(parts.services.signIn.state())
  if (now.kind === 'signed-out' && now.problem !== null) return troubled(now.problem)
  if (now.kind !== 'signed-in') return refused('signed-out')
  const { list, problem } = parts.services.servers.state()
  if (list === null) return troubled(problem ?? now.problem ?? 'unexpected')
  const signal = AbortSignal.any([call.gone, AbortSignal.timeout(WITHIN_MS)])
  const found = await parts.services.addressesOfServers(signal)
  if (typeof found === 'string') return troubled(found)
  const addressesOf = (id: string) => (found.get(id) ?? []).map(one => ({ ...one, answers: null }))
  const data: ServersAnswer = {
    servers: list.map(server => ({ ...server, addresses: addressesOf(server.id) })),
  }
  if (!probe) return done(data)
  return parts.more.probe === null ? refused('failed') : done(await parts.more.probe(data, call.gone))
}
