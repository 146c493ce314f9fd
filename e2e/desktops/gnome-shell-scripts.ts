import type { Point } from './shell.ts'

// What GNOME Shell is asked by its `Eval`: bodies of functions, in which `Main`, `global` and what is imported there are known.

export const windows = `return global.get_window_actors()
  .filter(actor => actor.visible && actor.meta_window.showing_on_its_workspace())
  .map(({ meta_window: shown }) => ({ title: shown.title ?? '', focused: shown.has_focus() }))`

const middle = `const middle = actor => {
  const [x, y] = actor.get_transformed_position()
  const [width, height] = actor.get_transformed_size()
  return { x: x + width / 2, y: y + height / 2 }
}`

export const icon = `${middle}
const [, indicator] = Object.entries(Main.panel.statusArea)
  .find(([name, { container }]) => name.startsWith('appindicator-') && container.visible && container.width > 0) ?? []
return indicator === undefined ? null : middle(indicator)`

export const menuEntry = (label: string): string => `${middle}
const open = Object.values(Main.panel.statusArea).map(({ menu }) => menu).find(menu => menu?.isOpen)
const entries = open?._getMenuItems().flatMap(entry => [entry, ...(entry.menu?._getMenuItems() ?? [])]) ?? []
const entry = entries.find(entry => entry.visible && entry.label?.text === ${JSON.stringify(label)})
return entry?.mapped && entry.has_allocation() ? middle(entry) : null`

const pointer = `const seat = Clutter.get_default_backend().get_default_seat()
global.pointerOfTests ??= seat.create_virtual_device(Clutter.InputDeviceType.POINTER_DEVICE)
const pointer = global.pointerOfTests
const now = GLib.get_monotonic_time()`

export const move = ({ x, y }: Point): string => `${pointer}
pointer.notify_absolute_motion(now, ${x}, ${y})`

export const arrived = ({ x, y }: Point): string => `const [x, y] = global.get_pointer()
return Math.abs(x - ${x}) < 2 && Math.abs(y - ${y}) < 2`

export const button = (state: 'PRESSED' | 'RELEASED'): string => `${pointer}
pointer.notify_button(now, Clutter.BUTTON_PRIMARY, Clutter.ButtonState.${state})`

const clipboard = 'St.Clipboard.get_default()'
const kind = 'St.ClipboardType.CLIPBOARD'
export const askClipboard = `global.clipboardOfTests = undefined
${clipboard}.get_text(${kind}, (_clipboard, text) => { global.clipboardOfTests = text ?? '' })`
export const copy = (text: string): string => `${clipboard}.set_text(${kind}, ${JSON.stringify(text)})`

/** Every text in each notification, the oldest first. */
export const notifications = `
const texts = actor => [actor.clutter_text?.get_text() ?? '', ...actor.get_children().flatMap(texts)]
return Main.messageTray.getSources().flatMap(source => source.notifications).map(notification => {
  const banner = notification.createBanner()
  const shown = texts(banner).filter(text => text !== '')
  banner.destroy()
  return shown
})`

export const forgetNotifications = 'for (const source of Main.messageTray.getSources()) source.destroy()'
