import type { BusConnection } from '../bus-connection.ts'
import { createTrayItem, type ItemAddress, type TrayItem } from '../tray-item.ts'

const name = 'org.kde.StatusNotifierWatcher'
/** The one that knows all items of the session. */
export const watcher = { destination: name, path: '/StatusNotifierWatcher', interface: name }

/** Where the items are that the desktop's own watcher knows. */
export async function registeredItems(bus: BusConnection): Promise<readonly ItemAddress[]> {
  const known = (await bus.property({ ...watcher, name: 'RegisteredStatusNotifierItems' })) as string[]
  return known.map(address)
}

/** The app's item, as the desktop's own watcher knows it. */
export const createRegisteredItem = (bus: BusConnection): TrayItem =>
  createTrayItem(bus, async () => {
    const item = (await registeredItems(bus)).at(-1)
    if (item === undefined) throw new Error('no tray item is registered')
    return item
  })

/** Watchers write `:1.5/StatusNotifierItem`, `:1.5@/StatusNotifierItem` or the name alone. */
function address(registered: string): ItemAddress {
  const [, destination = registered, path = '/StatusNotifierItem'] =
    /^([^/@]+)@?(\/.*)?$/.exec(registered) ?? []
  return { destination, path }
}
