import { bridge } from '../bridge.ts'
import { openServers } from '../route.ts'
import { useText } from '../use-text.ts'
import { MoreRow } from './more-row.tsx'
import { Section } from './section.tsx'
import { ServerRow } from './server-list.tsx'
import { type OfServers, RefreshServers, ServersState } from './servers-state.tsx'

/** More servers than this have a page. */
const MOST_AT_HOME = 3

/** The first servers that the account can reach, and the way to all. */
export function HomeServers({ view }: { readonly view: OfServers }) {
  const { id: session, servers } = view
  const { list, refreshing } = servers
  const text = useText()
  return (
    <Section
      id="servers-title"
      title={text('servers.title')}
      count={list === null ? null : list.length}
      isBusy={refreshing}
      tool={<RefreshServers view={view} />}
    >
      <ServersState view={view} />
      {list !== null && list.length > 0 && (
        <ul class="card rows">
          {list.slice(0, MOST_AT_HOME).map(server => (
            <ServerRow
              key={server.id}
              server={server}
              open={() => bridge.session.openServer({ session, id: server.id })}
            />
          ))}
          {list.length > MOST_AT_HOME && (
            <MoreRow
              label={text('window.servers.all', { count: list.length })}
              to="servers"
              open={openServers}
            />
          )}
        </ul>
      )}
    </Section>
  )
}
