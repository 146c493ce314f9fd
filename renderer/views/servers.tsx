import { useState } from 'preact/hooks'
import { announce } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { PageBar } from '../parts/page-bar.tsx'
import { ServerFilter } from '../parts/server-filter.tsx'
import { ServerList } from '../parts/server-list.tsx'
import { type OfServers, RefreshServers, ServersState } from '../parts/servers-state.tsx'
import { FILTERED_FROM, filterServers } from '../server-filter.ts'
import { useText } from '../use-text.ts'

/** All servers that the account can reach, where there are more than the home shows. */
export function Servers({ view }: { readonly view: OfServers }) {
  const { id: session, servers } = view
  const list = servers.list ?? []
  const text = useText()
  const [wanted, setWanted] = useState('')
  const found = filterServers(list, wanted)
  const filter = (next: string) => {
    setWanted(next)
    announce(text('window.servers.found', { count: filterServers(list, next).length }))
  }
  return (
    <div class="view page" data-testid="servers">
      <PageBar
        title={text('servers.title')}
        heading={
          <>
            {text('servers.title')} <span class="count">{list.length}</span>
          </>
        }
      >
        <RefreshServers view={view} />
      </PageBar>
      {list.length > FILTERED_FROM && <ServerFilter wanted={wanted} found={found.length} onChange={filter} />}
      <ServersState view={view} />
      {found.length > 0 && (
        <ServerList servers={found} open={id => bridge.session.openServer({ session, id })} />
      )}
      {list.length > 0 && found.length === 0 && <p class="empty">{text('window.servers.noMatch')}</p>}
    </div>
  )
}
