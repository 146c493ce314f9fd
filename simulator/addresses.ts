/** Where a weak code is typed: what plex.tv's own QR image holds. */
export const linkPageAddress = (code: string): string => `https://www.plex.tv/link/?pin=${code}`

/** Where a strong code is approved: everything is in the fragment. */
export const authPageAddress = (clientIdentifier: string, code: string): string =>
  `https://app.plex.tv/auth#?clientID=${encodeURIComponent(clientIdentifier)}&code=${code}`
