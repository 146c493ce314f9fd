/** plex.tv's own, which clients are led here from. */
export const plexHosts = ['plex.tv', 'www.plex.tv', 'clients.plex.tv', 'app.plex.tv']

/** What the simulator is called on this computer. */
export const ownHosts = ['localhost', '127.0.0.1']

/** What it is called besides, if it listens there. */
export const ipv6Host = '[::1]'

/**
 * Whether a listener is meant by a `Host`. SECURITY: a page can have its own name led to this computer (DNS rebinding),
 * and would then read what is served here as its own; its name stays in `Host`.
 */
export const isHostOf = (
  listener: 'tls' | 'plain',
  host: string,
  { ipv6 }: { readonly ipv6: boolean },
): boolean =>
  ownHosts.includes(host) || (listener === 'tls' && (plexHosts.includes(host) || (ipv6 && host === ipv6Host)))
