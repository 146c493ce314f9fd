import { type BusConnection, type BusReply, type IncomingCall, variant } from './bus-connection.ts'
import { eventually } from './eventually.ts'
import { createTrayItem, type ItemAddress, type TrayItem } from './tray-item.ts'

/** The panel of a desktop that holds the app's tray item, and the hand of the person who uses it. */
export interface Tray extends TrayItem {
  /** Starts to be the panel. A desktop without one never calls this. */
  open(): Promise<void>
  /** The panel goes away, as when a shell restarts. */
  close(): Promise<void>
  waitForItem(): Promise<void>
  waitForNoItem(): Promise<void>
  itemCount(): number
}

const watcherName = 'org.kde.StatusNotifierWatcher'
const propertiesInterface = 'org.freedesktop.DBus.Properties'

/** A panel on this bus; it is not there before `open`. */
export async function createTray(bus: BusConnection): Promise<Tray> {
  const items: ItemAddress[] = []
  bus.serve(call => (call.interface === propertiesInterface ? answerProperty(call, items) : register(call)))
  await bus.listen("type='signal',member='NameOwnerChanged',sender='org.freedesktop.DBus'", signal => {
    if (signal.member !== 'NameOwnerChanged') return
    const [name, , newOwner] = signal.body as [string, string, string]
    const index = items.findIndex(item => item.destination === name)
    if (newOwner === '' && index >= 0) announce('StatusNotifierItemUnregistered', items.splice(index, 1)[0])
  })

  function announce(member: string, item: ItemAddress | undefined): void {
    if (item === undefined) return
    const body = [item.destination + item.path]
    bus.emit({ path: '/StatusNotifierWatcher', interface: watcherName, member, signature: 's', body })
  }

  function register(call: IncomingCall): BusReply | null {
    if (call.interface !== watcherName) return null
    if (call.member === 'RegisterStatusNotifierItem') {
      const [serviceOrPath] = call.body as [string]
      const path = serviceOrPath.startsWith('/') ? serviceOrPath : '/StatusNotifierItem'
      const item = { destination: call.sender, path }
      items.push(item)
      announce('StatusNotifierItemRegistered', item)
    }
    return { signature: '', body: [] }
  }

  const present = (): ItemAddress => {
    const item = items.at(-1)
    if (item === undefined) throw new Error('there is no tray item')
    return item
  }
  return {
    ...createTrayItem(bus, present),
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

function answerProperty(call: IncomingCall, items: readonly ItemAddress[]): BusReply | null {
  const [owner, name] = call.body as [string, string | undefined]
  if (owner !== watcherName) return null
  const properties = {
    IsStatusNotifierHostRegistered: variant('b', true),
    ProtocolVersion: variant('i', 0),
    RegisteredStatusNotifierItems: variant(
      'as',
      items.map(item => item.destination + item.path),
    ),
  }
  if (call.member === 'GetAll') return { signature: 'a{sv}', body: [properties] }
  const entry = Object.entries(properties).find(([key]) => key === name)
  return entry === undefined ? null : { signature: 'v', body: [entry[1]] }
}
