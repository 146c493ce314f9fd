import type { Server, Servers } from '../../common/sign-in-view.ts'
import { text } from '../../common/text.ts'
import type { Actions } from './actions.ts'
import { action, type Item, menuText, separator } from './items.ts'

type Opening = Pick<Actions, 'openServer' | 'showWindow'>

const MOST_SHOWN = 20
/** Characters: two names and some words fit on a line. */
const LONGEST = 40

/** The submenu of servers; nothing where there is none to open. */
export function serverItems({ list }: Servers, actions: Opening): Item[] {
  if (list === null || list.length === 0) return []
  const shown = list.slice(0, MOST_SHOWN).map(server => serverItem(server, actions))
  const rest = action(text('tray.allServers', { total: list.length }), actions.showWindow)
  const submenu = list.length > MOST_SHOWN ? [...shown, separator, rest] : shown
  return [{ type: 'submenu', label: text('servers.title'), submenu }]
}

const serverItem = (server: Server, actions: Opening): Item => ({
  type: 'normal',
  label: label(server),
  enabled: true,
  click: () => actions.openServer(server.id),
  id: server.id,
})

function label(server: Server): string {
  if (server.owned && server.online) return menuText(server.name, LONGEST)
  const named = isolated(menuText(server.name, LONGEST))
  const whole = server.owned ? named : shared(named, server.owner)
  return server.online ? whole : text('tray.serverOffline', { server: whole })
}

const shared = (name: string, owner: string | null): string =>
  owner === null
    ? text('tray.serverShared', { name })
    : text('tray.serverSharedBy', { name, owner: isolated(menuText(owner, LONGEST)) })

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** A name in Hebrew or Arabic would turn the words around it: unicode.org/reports/tr9, first strong isolate. */
const isolated = (name: string): string => (RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name)
