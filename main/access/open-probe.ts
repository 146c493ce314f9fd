import { session } from 'electron'
import { systemClock } from '../clock.ts'
import { exchange } from '../plex/exchange.ts'
import { plexRequest } from '../plex/network.ts'
import { createProbe, type Probe } from './probe.ts'

/**
 * Tries servers over Chromium's network, with its certificates and proxies, in a session of its own. No proxy gets a
 * password for it. Nothing stays open afterwards.
 */
export function openProbe(userAgent: string): Probe {
  const own = session.fromPartition('servers', { cache: false })
  own.setUserAgent(userAgent)
  const probe = createProbe({
    ask: question => exchange(plexRequest(own, question), question),
    clock: systemClock,
  })
  let running = 0
  return async (probed, signal) => {
    running++
    try {
      return await probe(probed, signal)
    } finally {
      if (--running === 0) await own.closeAllConnections().catch(() => {})
    }
  }
}
