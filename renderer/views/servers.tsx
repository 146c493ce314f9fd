import { useState } from 'preact/hooks'
import { announce } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { PageBar } from '../parts/page-bar.tsx'
import { Section } from '../parts/section.tsx'
import { ServerFilter } from '../parts/server-filter.tsx'
import { ServerList } from '../parts/server-list.tsx'
import { type OfServers, RefreshServers, ServersState } from '../parts/servers-state.tsx'
import { FILTERED_FROM, filterServers, groupServers } from '../server-filter.ts'
import { useText } from '../use-text.ts'

/** All servers that the account can reach, by whose they are, where there are more than the home shows. */
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
      {groupServers(found).map(({ group, servers }) => (
        <Section
          key={group}
          id={`servers-${group}`}
          title={text(`window.servers.groups.${group}`)}
          count={servers.length}
        >
          <ServerList servers={servers} open={id => bridge.session.openServer({ session, id })} />
        </Section>
      ))}
      {list.length > 0 && found.length === 0 && <p class="empty">{text('window.servers.noMatch')}</p>}
    </div>
  )
}
