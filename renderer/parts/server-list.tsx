import { useState } from 'preact/hooks'
import type { Server } from '../../common/sign-in-view.ts'
import { isolate, type Text } from '../../common/text.ts'
import { useText } from '../use-text.ts'
import { Icon } from './icons.tsx'

interface Props {
  readonly servers: readonly Server[]
  readonly open: (id: string) => Promise<void>
}

/** A long list: one stop for the Tab key, and the arrow keys move in it. */
export function ServerList({ servers, open }: Props) {
  const [chosen, setChosen] = useState<string | null>(null)
  const stop = servers.some(({ id }) => id === chosen) ? chosen : servers[0]?.id
  return (
    <ul class="card rows" onKeyDown={moveFocus}>
      {servers.map(server => (
        <ServerRow
          key={server.id}
          server={server}
          reachable={server.id === stop}
          isGrouped
          onFocus={() => setChosen(server.id)}
          open={() => open(server.id)}
        />
      ))}
    </ul>
  )
}

/** Where each key leads from a place in a list of `length`. */
const moves: Readonly<Record<string, (index: number, length: number) => number>> = {
  ArrowDown: (index, length) => Math.min(index + 1, length - 1),
  ArrowUp: index => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_, length) => length - 1,
}

function moveFocus(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const move = moves[event.key]
  if (move === undefined) return
  const buttons = Array.from(event.currentTarget.querySelectorAll('button'))
  const index = buttons.findIndex(button => button === document.activeElement)
  event.preventDefault()
  buttons[move(index, buttons.length)]?.focus()
}

interface RowProps {
  readonly server: Server
  /** Whether the Tab key stops at it. */
  readonly reachable?: boolean
  /** Whether a heading says whose it is. */
  readonly isGrouped?: boolean
  readonly onFocus?: () => void
  readonly open: () => Promise<void>
}

/** A server, as a button that opens it in the browser. It covers the whole row, but its text is only the name. */
export function ServerRow({ server, reachable = true, isGrouped = false, onFocus, open }: RowProps) {
  const text = useText()
  const { id, name, owner, online, version } = server
  return (
    <li class={online ? 'server online' : 'server'}>
      <span class="dot" />
      <div class="what">
        <button
          type="button"
          class="row-hit row-name"
          aria-label={text('window.servers.open', { name })}
          aria-describedby={`server-${id}`}
          tabIndex={reachable ? 0 : -1}
          onClick={() => void open()}
          {...(onFocus === undefined ? {} : { onFocus })}
        >
          <bdi>{name}</bdi>
        </button>
        <p class="particulars parts" id={`server-${id}`}>
          <span>{text(online ? 'window.servers.online' : 'window.servers.offline')}</span>
          {(!isGrouped || owner !== null) && <span>{ownership(text, server)}</span>}
          {version !== null && <span>{version}</span>}
        </p>
      </div>
      <span class="way">
        <Icon name="outside" />
      </span>
    </li>
  )
}

function ownership(text: Text, { owned, owner }: Server): string {
  if (owned) return text('window.servers.yours')
  return owner === null
    ? text('window.servers.shared')
    : text('window.servers.sharedBy', { name: isolate(owner) })
}
