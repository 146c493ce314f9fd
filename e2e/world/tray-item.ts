import { setTimeout as pause } from 'node:timers/promises'
import { type BusConnection, unwrap } from './bus-connection.ts'
import { flatten, type MenuItem, pressMenuItem, readMenu } from './dbus-menu.ts'
import { eventually, PATIENCE_MS } from './eventually.ts'
import { type IconProperties, readTrayIcon, type TrayIcon } from './tray-icon.ts'

/** The app's item in a panel, and what a person does with it. */
export interface TrayItem {
  /** Its text, once it has come to rest: the panel hears of the label, the icon and the text one after the other. */
  tooltip(): Promise<string>
  /** Its picture, once it has come to rest. */
  icon(): Promise<TrayIcon>
  /** Its picture at this moment. */
  iconNow(): Promise<TrayIcon>
  menu(): Promise<readonly MenuItem[]>
  /** What a person reads in the menu now: labels of visible entries, without separators. */
  labels(): Promise<readonly string[]>
  /** Waits for an enabled, visible entry with this label and presses it. */
  click(label: string | RegExp): Promise<void>
  /** The primary click on the icon itself. */
  activate(): Promise<void>
  /** Waits for a visible entry with this label. */
  waitForLabel(label: string | RegExp, within?: number): Promise<MenuItem>
  /** Waits until it offers to sign in, as it does when signed out. */
  offersSignIn(): Promise<void>
}

/** Where an item is on the bus. */
export interface ItemAddress {
  /** Bus name of the app that owns it. */
  readonly destination: string
  readonly path: string
}

interface ItemProperties extends IconProperties {
  readonly ToolTip: [iconName: string, icon: unknown, title: string, text: string]
}

/** Milliseconds for which what a panel is shown has to stay the same. */
const RESTS_AFTER_MS = 300

async function rested<T>(read: () => Promise<T>): Promise<T> {
  let last = await read()
  await eventually('a tray item at rest', async () => {
    await pause(RESTS_AFTER_MS)
    const before = JSON.stringify(last)
    last = await read()
    return JSON.stringify(last) === before
  })
  return last
}

const itemInterface = 'org.kde.StatusNotifierItem'

/** The item that `present` finds each time; `present` throws while there is none. */
export function createTrayItem(
  bus: BusConnection,
  present: () => ItemAddress | Promise<ItemAddress>,
  owners: readonly ('org.kde' | 'org.freedesktop')[] = ['org.kde'],
): TrayItem {
  const ask = async (member: 'GetAll' | 'Get', ...names: readonly string[]): Promise<unknown> => {
    const call = { ...(await present()), interface: 'org.freedesktop.DBus.Properties', member }
    let failure: unknown
    for (const owner of owners) {
      try {
        const body = [`${owner}.StatusNotifierItem`, ...names]
        const [answer] = await bus.call({ ...call, signature: 's'.repeat(body.length), body })
        return unwrap(answer)
      } catch (error) {
        failure = error
      }
    }
    throw failure
  }
  const properties = async () => (await ask('GetAll')) as ItemProperties
  // Only this property: the others include pictures, and this is asked again and again.
  const menuAddress = async () => ({ ...(await present()), path: (await ask('Get', 'Menu')) as string })

  const item: TrayItem = {
    tooltip: () =>
      rested(async () => {
        const [, , title, text] = (await properties()).ToolTip
        return text === '' ? title : `${title}\n${text}`
      }),
    icon: () => rested(() => item.iconNow()),
    iconNow: async () => readTrayIcon(await properties()),
    menu: async () => readMenu(bus, await menuAddress()),
    labels: async () =>
      flatten(await item.menu())
        .filter(isReadable)
        .map(({ label }) => label),
    async click(label) {
      await eventually(`a press of ${String(label)}`, async () => {
        const entry = await find(label, PATIENCE_MS, ({ enabled }) => enabled)
        // A press on a menu that is being replaced is lost, and a person does not press one that moves.
        const again = await find(label, PATIENCE_MS, ({ enabled }) => enabled)
        if (again.id !== entry.id) return false
        await pressMenuItem(bus, await menuAddress(), entry.id)
        return true
      })
    },
    async activate() {
      const address = { ...(await present()), interface: itemInterface }
      await bus.call({ ...address, member: 'Activate', signature: 'ii', body: [0, 0] })
    },
    waitForLabel: (label, within = PATIENCE_MS) => find(label, within, () => true),
    offersSignIn: async () => void (await item.waitForLabel('Sign in to Plex…')),
  }

  const find = (
    label: string | RegExp,
    within: number,
    fits: (entry: MenuItem) => boolean,
  ): Promise<MenuItem> =>
    eventually(
      `the tray menu entry ${String(label)}`,
      async () => {
        const entries = flatten(await item.menu()).filter(isReadable)
        return entries.find(entry => matches(entry.label, label) && fits(entry))
      },
      // Each look costs the app three answers while it is busy.
      { within, every: 50, seen: () => item.labels().catch(String) },
    )
  return item
}

const isReadable = (entry: MenuItem): boolean => entry.visible && entry.type === 'standard'
const matches = (text: string, label: string | RegExp): boolean =>
  typeof label === 'string' ? text === label : label.test(text)
