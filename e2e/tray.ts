import { type BusConnection, type BusReply, type IncomingCall, unwrap, variant } from './bus-connection.ts'
import { flatten, type MenuItem, pressMenuItem, readMenu } from './dbus-menu.ts'
import { eventually } from './eventually.ts'
import { type IconProperties, readTrayIcon, type TrayIcon } from './tray-icon.ts'

/** The panel of a desktop that holds the app's tray item, and the hand of the person who uses it. */
export interface Tray {
  /** Starts to be the panel. A desktop without one never calls this. */
  open(): Promise<void>
  /** The panel goes away, as when a shell restarts. */
  close(): Promise<void>
  waitForItem(): Promise<void>
  waitForNoItem(): Promise<void>
  itemCount(): number
  tooltip(): Promise<string>
  icon(): Promise<TrayIcon>
  menu(): Promise<readonly MenuItem[]>
  /** What a person reads in the menu now: labels of visible entries, without separators. */
  labels(): Promise<readonly string[]>
  /** Waits for an enabled, visible entry with this label and presses it. */
  click(label: string | RegExp): Promise<void>
  /** The primary click on the icon itself. */
  activate(): Promise<void>
  /** Waits for a visible entry with this label. */
  waitForLabel(label: string | RegExp, within?: number): Promise<MenuItem>
}

interface Item {
  /** Unique bus name of the app that owns the item. */
  readonly destination: string
  readonly path: string
}

interface ItemProperties extends IconProperties {
  readonly ToolTip: [iconName: string, icon: unknown, title: string, text: string]
  readonly Menu: string
}

const watcherName = 'org.kde.StatusNotifierWatcher'
const itemInterface = 'org.kde.StatusNotifierItem'
const propertiesInterface = 'org.freedesktop.DBus.Properties'

/** A panel on this bus; it is not there before `open`. */
export async function createTray(bus: BusConnection): Promise<Tray> {
  const items: Item[] = []
  bus.serve(call => (call.interface === propertiesInterface ? answerProperty(call, items) : register(call)))
  await bus.listen("type='signal',member='NameOwnerChanged',sender='org.freedesktop.DBus'", signal => {
    if (signal.member !== 'NameOwnerChanged') return
    const [name, , newOwner] = signal.body as [string, string, string]
    const index = items.findIndex(item => item.destination === name)
    if (newOwner === '' && index >= 0) announce('StatusNotifierItemUnregistered', items.splice(index, 1)[0])
  })

  function announce(member: string, item: Item | undefined): void {
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

  const present = (): Item => {
    const item = items.at(-1)
    if (item === undefined) throw new Error('there is no tray item')
    return item
  }
  const properties = async (): Promise<ItemProperties> => {
    const all = { ...present(), interface: propertiesInterface, member: 'GetAll' }
    const [answer] = await bus.call({ ...all, signature: 's', body: [itemInterface] })
    return unwrap(answer) as ItemProperties
  }
  const menuAddress = async () => ({ ...present(), path: (await properties()).Menu })

  const tray: Tray = {
    open: () => bus.own(watcherName),
    async close() {
      await bus.release(watcherName)
      items.length = 0
    },
    waitForItem: async () => void (await eventually('a tray item', () => items.length > 0)),
    waitForNoItem: async () => void (await eventually('the tray to be empty', () => items.length === 0)),
    itemCount: () => items.length,
    async tooltip() {
      const [, , title, text] = (await properties()).ToolTip
      return text === '' ? title : `${title}\n${text}`
    },
    icon: async () => readTrayIcon(await properties()),
    menu: async () => readMenu(bus, await menuAddress()),
    labels: async () =>
      flatten(await tray.menu())
        .filter(isReadable)
        .map(({ label }) => label),
    async click(label) {
      await eventually(`a press of ${String(label)}`, async () => {
        const item = await find(label, 10_000, ({ enabled }) => enabled)
        // The menu may have been replaced since it was read: then a person presses again.
        await pressMenuItem(bus, await menuAddress(), item.id)
        return true
      })
    },
    async activate() {
      await bus.call({
        ...present(),
        interface: itemInterface,
        member: 'Activate',
        signature: 'ii',
        body: [0, 0],
      })
    },
    waitForLabel: (label, within = 10_000) => find(label, within, () => true),
  }

  const find = (
    label: string | RegExp,
    within: number,
    fits: (item: MenuItem) => boolean,
  ): Promise<MenuItem> =>
    eventually(
      `the tray menu entry ${String(label)}`,
      async () => {
        const entries = flatten(await tray.menu()).filter(isReadable)
        return entries.find(item => matches(item.label, label) && fits(item))
      },
      { within, seen: () => tray.labels().catch(String) },
    )
  return tray
}

function answerProperty(call: IncomingCall, items: readonly Item[]): BusReply | null {
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

const isReadable = (item: MenuItem): boolean => item.visible && item.type === 'standard'
const matches = (text: string, label: string | RegExp): boolean =>
  typeof label === 'string' ? text === label : label.test(text)
