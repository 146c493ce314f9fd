import type { BusConnection } from '../world/bus-connection.ts'
import { createTrayItem, type ItemAddress, type TrayItem } from '../world/tray-item.ts'

const name = 'org.kde.StatusNotifierWatcher'
export const watcher = { destination: name, path: '/StatusNotifierWatcher', interface: name }

/** Whether the desktop's watcher has a panel that shows its items. */
export const showsItems = async (bus: BusConnection): Promise<boolean> =>
  (await bus.property({ ...watcher, name: 'IsStatusNotifierHostRegistered' })) === true

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
