import { isServerId } from './servers.ts'

/** What a person types at plex.tv/link. */
export const LINK_CODE = /^[A-Z0-9]{4,8}$/

/** The page where a person enters a weak code, with the code filled in. Source: support.plex.tv. */
export function linkPage(code: string): string {
  if (!LINK_CODE.test(code)) throw new Error('Not a link code')
  return `https://plex.tv/link/?pin=${code}`
}

const WEB_APP = 'https://app.plex.tv/desktop/#!'

/** A server in Plex's web app: its libraries. The id is the server's client identifier. Source: @ctrl/plex, `_buildWebURL`. */
export function serverPage(id: string): string {
  if (!isServerId(id)) throw new Error('Not the id of a server')
  return `${WEB_APP}/media/${id}/com.plexapp.plugins.library`
}

/** The page of Plex's web app that lists the account's devices, as other clients link to it. */
export const AUTHORIZED_DEVICES = `${WEB_APP}/settings/devices/all`
