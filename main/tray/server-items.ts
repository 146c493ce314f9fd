import type { SessionId } from '../../common/ids.ts'
import type { Server, ViewOf } from '../../common/sign-in-view.ts'
import type { Text } from '../../common/text.ts'
import { action, type Actions, type Item, menuText, separator } from './items.ts'

type Reached = Pick<ViewOf<'signed-in'>, 'id' | 'servers'>
type Opening = Pick<Actions, 'session' | 'showWindow'>

const MOST_SHOWN = 20
/** In characters: two names and some words fit on a line. */
const LONGEST = 40

/** The submenu of servers; empty if there is none to open. */
export function serverItems(text: Text, { id, servers: { list } }: Reached, actions: Opening): Item[] {
  if (list === null || list.length === 0) return []
  const shown = list.slice(0, MOST_SHOWN).map(server => serverItem(text, id, server, actions))
  const rest = action(text('tray.allServers', { total: list.length }), actions.showWindow)
  const submenu = list.length > MOST_SHOWN ? [...shown, separator, rest] : shown
  return [{ type: 'submenu', label: text('servers.title'), submenu }]
}

const serverItem = (text: Text, session: SessionId, server: Server, actions: Opening): Item => ({
  type: 'normal',
  label: label(text, server),
  enabled: true,
  click: () => actions.session.openServer({ session, id: server.id }),
  id: `${session} ${server.id}`,
})

function label(text: Text, server: Server): string {
  if (server.owned && server.online) return menuText(server.name, LONGEST)
  const named = text.named(menuText(server.name, LONGEST))
  const whole = server.owned ? named : shared(text, named, server.owner)
  return server.online ? whole : text('tray.serverOffline', { server: whole })
}

const shared = (text: Text, name: string, owner: string | null): string =>
  owner === null
    ? text('tray.serverShared', { name })
    : text('tray.serverSharedBy', { name, owner: text.named(menuText(owner, LONGEST)) })
