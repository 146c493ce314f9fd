import { session } from 'electron'
import { systemClock } from '../clock.ts'
import { exchange } from '../plex/exchange.ts'
import { plexRequest } from '../plex/network.ts'
import type { ServersAnswer } from '../../common/access-answers.ts'
import { createProbe } from './probe.ts'
import { probeServers } from './probe-servers.ts'

/**
 * Tries servers over Chromium's network, with its certificates and proxies, in a session of its own. No proxy gets a
 * password for it. Nothing stays open afterwards.
 */
export function openProbe(userAgent: string) {
  const own = session.fromPartition('servers', { cache: false })
  own.setUserAgent(userAgent)
  const probe = createProbe({
    ask: question => exchange(plexRequest(own, question), question),
    clock: systemClock,
  })
  let running = 0
  return async (servers: ServersAnswer, signal: AbortSignal): Promise<ServersAnswer> => {
    running++
    try {
      return await probeServers(probe, servers, signal)
    } finally {
      if (--running === 0) await own.closeAllConnections().catch(() => {})
    }
  }
}
