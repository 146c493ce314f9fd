import { useState } from 'preact/hooks'
import type { SessionId } from '../../common/ids.ts'
import type { Server, Servers as ServersView, ViewOf } from '../../common/sign-in-view.ts'
import { type Problem, whyUnconfirmed } from '../../common/problems.ts'
import type { Text } from '../../common/text.ts'
import { announce } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { FILTERED_FROM, filterServers } from '../server-filter.ts'
import { useText } from '../use-text.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'
import { ServerFilter } from './server-filter.tsx'
import { ServerList } from './server-list.tsx'

/** A longer list scrolls by itself. */
const SCROLLS_FROM = 3

function lengthClass(list: ServersView['list']): string {
  if (list === null || list.length < 2) return 'servers'
  return list.length > SCROLLS_FROM ? 'servers long' : 'servers several'
}

/** The servers that the account can reach. */
export function Servers({
  view: { id: session, servers, problem: unconfirmed },
}: {
  readonly view: Pick<ViewOf<'signed-in'>, 'id' | 'servers' | 'problem'>
}) {
  const { list, refreshing, problem } = servers
  const text = useText()
  const trouble = troubleOf(text, servers, unconfirmed)
  return (
    <section class={lengthClass(list)} aria-labelledby="servers-title" aria-busy={refreshing}>
      <div class="section-head">
        <h2 id="servers-title">
          {text('servers.title')}
          {list !== null && <span class="count"> {list.length}</span>}
        </h2>
        <Button kind="quiet" onPress={() => bridge.session.refreshServers(session)} disabled={refreshing}>
          {text(refreshing ? 'window.servers.refreshing' : 'window.servers.refresh')}
        </Button>
      </div>
      {trouble !== null && (
        <p class="trouble">
          <Icon name="alert" />
          {trouble}
        </p>
      )}
      {list === null ? (
        problem === null && <Unknown refreshing={refreshing} />
      ) : (
        <Known session={session} list={list} />
      )}
    </section>
  )
}

function Unknown({ refreshing }: { readonly refreshing: boolean }) {
  const text = useText()
  return <p class="empty">{text(refreshing ? 'window.servers.looking' : 'window.servers.unknown')}</p>
}

function Known({ session, list }: { readonly session: SessionId; readonly list: readonly Server[] }) {
  const text = useText()
  const [wanted, setWanted] = useState('')
  if (list.length === 0) return <p class="empty">{text('window.servers.none')}</p>
  const open = (id: string) => void bridge.session.openServer({ session, id })
  if (list.length <= FILTERED_FROM) {
    return <ServerList servers={list} scrolls={list.length > SCROLLS_FROM} open={open} />
  }
  const found = filterServers(list, wanted)
  const filter = (next: string) => {
    setWanted(next)
    announce(text('window.servers.found', { count: filterServers(list, next).length }))
  }
  return (
    <>
      <ServerFilter wanted={wanted} onChange={filter} />
      {found.length === 0 ? (
        <p class="empty">{text('window.servers.noMatch')}</p>
      ) : (
        <ServerList servers={found} scrolls open={open} />
      )}
    </>
  )
}

/** What is wrong with the list. That Plex cannot be reached is said above it, of the sign-in. */
function troubleOf(text: Text, { list, problem }: ServersView, unconfirmed: Problem | null): string | null {
  if (problem !== null) {
    const title = text(`problems.${problem}.title`)
    return list === null ? title : text('window.servers.outdated', { problem: title })
  }
  const isOld = list !== null && unconfirmed !== null && whyUnconfirmed(unconfirmed) === 'unreachable'
  return isOld ? text('window.servers.before') : null
}
