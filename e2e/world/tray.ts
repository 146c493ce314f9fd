import { type BusConnection, type BusReply, type IncomingCall, variant } from './bus-connection.ts'
import { eventually } from './eventually.ts'
import { createTrayItem, type ItemAddress, type TrayItem } from './tray-item.ts'

/** The panel of a desktop that shows the app's tray item, and what a person does with it. */
export interface Tray extends TrayItem {
  /** Starts the panel. Not called for a desktop without one. */
  open(): Promise<void>
  /** The panel goes away, as when a shell restarts. */
  close(): Promise<void>
  waitForItem(): Promise<void>
  waitForNoItem(): Promise<void>
  itemCount(): number
}

interface Item {
  /** The name that the app registered, or its unique name if it registered only a path. */
  readonly name: string
  readonly path: string
}

/**
 * How a panel calls an item. `kde`: by the name that it registered. `gnome`: by the unique name behind that, like the
 * AppIndicator extension. `xapp`: first by the interface of freedesktop.org, then by KDE's.
 */
export type Host = 'kde' | 'gnome' | 'xapp'

const watcherName = 'org.kde.StatusNotifierWatcher'
const propertiesInterface = 'org.freedesktop.DBus.Properties'

/** A panel on this bus; it is not there before `open`. */
export async function createTray(bus: BusConnection, host: Host = 'kde'): Promise<Tray> {
  const items: Item[] = []
  bus.serve(call => (call.interface === propertiesInterface ? answerProperty(call, items) : register(call)))
  await bus.listen("type='signal',member='NameOwnerChanged',sender='org.freedesktop.DBus'", signal => {
    if (signal.member !== 'NameOwnerChanged') return
    const [name, , newOwner] = signal.body as [string, string, string]
    const index = items.findIndex(item => item.name === name)
    if (newOwner === '' && index >= 0) announce('StatusNotifierItemUnregistered', items.splice(index, 1)[0])
  })

  function announce(member: string, item: Item | undefined): void {
    if (item === undefined) return
    const body = [item.name + item.path]
    bus.emit({ path: '/StatusNotifierWatcher', interface: watcherName, member, signature: 's', body })
  }

  function register(call: IncomingCall): BusReply | null {
    if (call.interface !== watcherName) return null
    if (call.member === 'RegisterStatusNotifierItem') {
      const [serviceOrPath] = call.body as [string]
      const isPath = serviceOrPath.startsWith('/')
      const item = isPath
        ? { name: call.sender, path: serviceOrPath }
        : { name: serviceOrPath, path: '/StatusNotifierItem' }
      // As real watchers do: Electron registers an icon once for each new owner of the name that it has heard of.
      const isKnown = items.some(({ name, path }) => name === item.name && path === item.path)
      if (!isKnown) items.push(item)
      if (!isKnown) announce('StatusNotifierItemRegistered', item)
    }
    return { signature: '', body: [] }
  }

  async function present(): Promise<ItemAddress> {
    const item = items.at(-1)
    if (item === undefined) throw new Error('there is no tray item')
    const { name, path } = item
    return { destination: host === 'gnome' ? await ownerOf(bus, name) : name, path }
  }
  return {
    ...createTrayItem(bus, present, host === 'xapp' ? ['org.freedesktop', 'org.kde'] : ['org.kde']),
    open: () => bus.own(watcherName),
    async close() {
      await bus.release(watcherName)
      items.length = 0
    },
    waitForItem: async () => void (await eventually('a tray item', () => items.length > 0)),
    waitForNoItem: async () => void (await eventually('the tray to be empty', () => items.length === 0)),
    itemCount: () => items.length,
  }
}

async function ownerOf(bus: BusConnection, name: string): Promise<string> {
  const daemon = 'org.freedesktop.DBus'
  const call = {
    destination: daemon,
    path: '/org/freedesktop/DBus',
    interface: daemon,
    member: 'GetNameOwner',
  }
  const [owner] = await bus.call({ ...call, signature: 's', body: [name] })
  return owner as string
}

function answerProperty(call: IncomingCall, items: readonly Item[]): BusReply | null {
  const [owner, name] = call.body as [string, string | undefined]
  if (owner !== watcherName) return null
  const properties = {
    IsStatusNotifierHostRegistered: variant('b', true),
    ProtocolVersion: variant('i', 0),
    RegisteredStatusNotifierItems: variant(
      'as',
      items.map(item => item.name + item.path),
    ),
  }
  if (call.member === 'GetAll') return { signature: 'a{sv}', body: [properties] }
  const entry = Object.entries(properties).find(([key]) => key === name)
  return entry === undefined ? null : { signature: 'v', body: [entry[1]] }
}
