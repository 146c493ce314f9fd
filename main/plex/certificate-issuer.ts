import type { Session } from 'electron'

export interface Issuer {
  readonly name: string
  /** Its authority came with Chromium, not from somebody who looks after this computer. */
  readonly isKnown: boolean
}

/**
 * Electron's answer for "as Chromium itself says". Sources: Electron's documentation, `setCertificateVerifyProc`; its
 * patch network_service_allow_remote_certificate_verification_logic.patch, where `net::ERR_ABORTED` leaves the result of
 * Chromium's own check.
 */
const AS_CHROMIUM_SAYS = -3

/**
 * Who issued the certificate of a host, seen in passing in a session of its own: Electron tells it nowhere else. Never
 * answers anything but what Chromium says, so that nothing is trusted that would not be anyway.
 */
export function watchIssuer(
  own: Pick<Session, 'setCertificateVerifyProc'>,
  host: string,
): () => Issuer | null {
  // Chromium asks once for each certificate and remembers: the last one seen is the one of later connections.
  let seen: Issuer | null = null
  own.setCertificateVerifyProc(({ hostname, certificate, isIssuedByKnownRoot }, answer) => {
    answer(AS_CHROMIUM_SAYS)
    if (hostname !== host) return
    const name = [certificate?.issuer?.organizations?.[0], certificate?.issuerName].filter(Boolean).join(', ')
    if (name !== '') seen = { name: name.slice(0, 200), isKnown: isIssuedByKnownRoot === true }
  })
  return () => seen
}
