import { type BusConnection, DBusError, unwrap, variant } from './bus-connection.ts'

/** One entry of a menu as a panel would show it. */
export interface MenuItem {
  readonly id: number
  /** As a person reads it, without the mark of the keyboard shortcut. */
  readonly label: string
  readonly type: 'standard' | 'separator'
  readonly enabled: boolean
  readonly visible: boolean
  readonly toggleType: 'none' | 'checkmark' | 'radio'
  readonly toggleState: 'off' | 'on' | 'indeterminate'
  readonly children: readonly MenuItem[]
}

export interface MenuAddress {
  readonly destination: string
  readonly path: string
}

type Layout = [id: number, properties: Record<string, unknown>, children: Layout[]]

const menuInterface = 'com.canonical.dbusmenu'

/** Reads a whole menu as it is now, after telling its owner that it is about to be shown. */
export async function readMenu(bus: BusConnection, menu: MenuAddress): Promise<readonly MenuItem[]> {
  const target = { ...menu, interface: menuInterface }
  // Chromium answers with an error for a menu that it need not build first; panels ignore it.
  await bus.call({ ...target, member: 'AboutToShow', signature: 'i', body: [0] }).catch(() => undefined)
  const answer = await bus.call({ ...target, member: 'GetLayout', signature: 'iias', body: [0, -1, []] })
  const [, , children] = unwrap(answer[1]) as Layout
  return children.map(asMenuItem)
}

/** Presses an entry. Its owner may be gone before it answers, as after "Quit". */
export async function pressMenuItem(bus: BusConnection, menu: MenuAddress, id: number): Promise<void> {
  const body = [id, 'clicked', variant('i', 0), 0]
  const press = bus.call({ ...menu, interface: menuInterface, member: 'Event', signature: 'isvu', body })
  await press.catch((error: unknown) => {
    if (!(error instanceof DBusError && error.type === 'org.freedesktop.DBus.Error.NoReply')) throw error
  })
}

/** All entries, with those of a submenu after the entry that opens it. */
export const flatten = (items: readonly MenuItem[]): readonly MenuItem[] =>
  items.flatMap(item => [item, ...flatten(item.children)])

function asMenuItem([id, properties, children]: Layout): MenuItem {
  return {
    id,
    // A number and its word are one there; a test writes them with any space.
    label: withoutMnemonic(text(properties['label'], '')).replaceAll('\u00a0', ' '),
    type: properties['type'] === 'separator' ? 'separator' : 'standard',
    enabled: properties['enabled'] !== false,
    visible: properties['visible'] !== false,
    toggleType: toggleTypes[text(properties['toggle-type'], '')] ?? 'none',
    toggleState: toggleStates[Number(properties['toggle-state'] ?? -1)] ?? 'indeterminate',
    children: children.map(asMenuItem),
  }
}

const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)
const toggleTypes: Record<string, MenuItem['toggleType']> = { checkmark: 'checkmark', radio: 'radio' }
const toggleStates: Record<number, MenuItem['toggleState']> = { 0: 'off', 1: 'on' }

// dbusmenu: one underscore marks the shortcut's letter, two are a real underscore.
const withoutMnemonic = (label: string): string =>
  label.replaceAll(/_(_)?/g, (_match, second: string | undefined) => second ?? '')
