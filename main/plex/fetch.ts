import { session } from 'electron'

/** Requests of the main process alone: a session in memory, the system's proxy and certificates, no cookies. */
export function plexFetch(userAgent: string) {
  return async (url: string, init: RequestInit): Promise<Response> => {
    const own = session.fromPartition('plex-tv', { cache: false })
    own.setUserAgent(userAgent)
    return own.fetch(url, init)
  }
}
