const LINK_CODE = /^[A-Z0-9]{4,8}$/

/** The page where a person enters a weak code, with the code filled in. Source: support.plex.tv. */
export function linkPage(code: string): string {
  if (!LINK_CODE.test(code)) throw new Error('Not a link code')
  return `https://plex.tv/link/?pin=${code}`
}
