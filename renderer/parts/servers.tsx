import { useState } from 'preact/hooks'
import type { Server, Servers as ServersView } from '../../common/sign-in-view.ts'
import { announce } from '../announcer.tsx'
import { bridge } from '../bridge.ts'
import { FILTERED_FROM, filterServers } from '../server-filter.ts'
import { text } from '../../common/text.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'
import { ServerFilter } from './server-filter.tsx'
import { ServerList } from './server-list.tsx'

/** A list longer than this scrolls by itself. */
const SCROLLS_FROM = 3

function lengthClass(list: ServersView['list']): string {
  if (list === null || list.length < 2) return 'servers'
  return list.length > SCROLLS_FROM ? 'servers long' : 'servers several'
}

/** The servers that the account reaches. */
export function Servers({ servers: { list, refreshing, problem } }: { readonly servers: ServersView }) {
  return (
    <section class={lengthClass(list)} aria-labelledby="servers-title" aria-busy={refreshing}>
      <div class="section-head">
        <h2 id="servers-title">
          {text('servers.title')}
          {list !== null && <span class="count"> {list.length}</span>}
        </h2>
        <Button kind="quiet" onPress={bridge.refreshServers} disabled={refreshing}>
          {text(refreshing ? 'window.servers.refreshing' : 'window.servers.refresh')}
        </Button>
      </div>
      {problem !== null && (
        <p class="trouble">
          <Icon name="alert" />
          {list === null
            ? text(`problems.${problem}.title`)
            : text('window.servers.outdated', { problem: text(`problems.${problem}.title`) })}
        </p>
      )}
      {list === null ? problem === null && <Unknown refreshing={refreshing} /> : <Known list={list} />}
    </section>
  )
}

const Unknown = ({ refreshing }: { readonly refreshing: boolean }) => (
  <p class="empty">{text(refreshing ? 'window.servers.looking' : 'window.servers.unknown')}</p>
)

function Known({ list }: { readonly list: readonly Server[] }) {
  const [wanted, setWanted] = useState('')
  if (list.length === 0) return <p class="empty">{text('window.servers.none')}</p>
  if (list.length <= FILTERED_FROM) return <ServerList servers={list} scrolls={list.length > SCROLLS_FROM} />
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
        <ServerList servers={found} scrolls />
      )}
    </>
  )
}
