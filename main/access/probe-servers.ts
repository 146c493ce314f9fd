import type { ServersAnswer } from '../../common/access-answers.ts'
import type { Probe } from './probe.ts'

/** The same servers, each of their addresses with whether it answers; those that do come first. */
export async function probeServers(
  probe: Probe,
  { servers }: ServersAnswer,
  signal: AbortSignal,
): Promise<ServersAnswer> {
  const probed = servers.map(async server => {
    const answers = await probe({ id: server.id, urls: server.addresses.map(({ url }) => url) }, signal)
    const addresses = server.addresses.map(address => ({
      ...address,
      answers: answers.get(address.url) ?? null,
    }))
    const isFirst = (answering: boolean | null): number => Number(answering !== true)
    return {
      ...server,
      addresses: addresses.toSorted((one, other) => isFirst(one.answers) - isFirst(other.answers)),
    }
  })
  return { servers: await Promise.all(probed) }
}
