import type { Servers as ServersView, ViewOf } from '../../common/sign-in-view.ts'
import { type Problem, whyUnconfirmed } from '../../common/problems.ts'
import type { Text } from '../../common/text.ts'
import { bridge } from '../bridge.ts'
import { useText } from '../use-text.ts'
import { Icon } from './icons.tsx'
import { ToolButton } from './tool-button.tsx'

export type OfServers = Pick<ViewOf<'signed-in'>, 'id' | 'servers' | 'problem'>

/** Asks plex.tv for the servers again. */
export function RefreshServers({ view: { id, servers } }: { readonly view: OfServers }) {
  const text = useText()
  return (
    <ToolButton
      icon="refresh"
      label={text(servers.refreshing ? 'window.servers.refreshing' : 'window.servers.refresh')}
      onPress={() => bridge.session.refreshServers(id)}
      disabled={servers.refreshing}
    />
  )
}

/** What is wrong with the list, and why there is none. */
export function ServersState({ view: { servers, problem: unconfirmed } }: { readonly view: OfServers }) {
  const text = useText()
  const { list, refreshing, problem } = servers
  const trouble = troubleOf(text, servers, unconfirmed)
  return (
    <>
      {trouble !== null && (
        <p class="trouble">
          <Icon name="alert" />
          {trouble}
        </p>
      )}
      {list === null && problem === null && (
        <p class="empty">{text(refreshing ? 'window.servers.looking' : 'window.servers.unknown')}</p>
      )}
      {list !== null && list.length === 0 && <p class="empty">{text('window.servers.none')}</p>}
    </>
  )
}

/** That Plex cannot be reached is said above it, of the sign-in. */
function troubleOf(text: Text, { list, problem }: ServersView, unconfirmed: Problem | null): string | null {
  if (problem !== null) {
    const title = text(`problems.${problem}.title`)
    return list === null ? title : text('window.servers.outdated', { problem: title })
  }
  const isOld = list !== null && unconfirmed !== null && whyUnconfirmed(unconfirmed) === 'unreachable'
  return isOld ? text('window.servers.before') : null
}
