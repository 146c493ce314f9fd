import { Menu, type MenuItemConstructorOptions, type NativeImage, Tray as ElectronTray } from 'electron'
import { type TrayIcon, trayIcon, type TrayStyle } from './icons.ts'
import type { Text } from '../../common/text.ts'
import type { Actions, Item } from './items.ts'
import { menu, type TraySnapshot } from './menu.ts'
import { tooltip } from './tooltip.ts'

interface Options {
  readonly text: Text
  readonly image: (icon: TrayIcon, style: TrayStyle) => NativeImage
  readonly actions: Actions
  /** Called when the pointer comes to the icon, since the menu may be read next. Not on Linux. */
  readonly approached: () => void
}

export type Tray = ReturnType<typeof createTray>

/** The tray icon, drawn from snapshots. Sets only what has changed, so that an open menu stays open. */
export function createTray({ text, image, actions, approached }: Options, first: TraySnapshot) {
  let shown = { icon: trayIcon(first), style: first.preferences.trayIcon, tip: '', menu: '' }
  const tray = new ElectronTray(image(shown.icon, shown.style))

  function render(snapshot: TraySnapshot) {
    const icon = trayIcon(snapshot)
    const style = snapshot.preferences.trayIcon
    const tip = tooltip(text, snapshot)
    const items = menu(text, snapshot, actions)
    const next = { icon, style, tip, menu: JSON.stringify(items) }
    if (icon !== shown.icon || style !== shown.style) tray.setImage(image(icon, style))
    if (next.tip !== shown.tip) tray.setToolTip(tip)
    // Linux shows changes only in a menu that is set anew: electronjs.org/docs/latest/api/tray.
    if (next.menu !== shown.menu) tray.setContextMenu(Menu.buildFromTemplate(items.map(forElectron)))
    shown = next
  }

  /** Electron toggles a checkbox by itself on a click, whatever comes of it: the next menu shows the real state. */
  function forElectron(item: Item): MenuItemConstructorOptions {
    if (item.type === 'submenu') return { ...item, submenu: item.submenu.map(forElectron) }
    if (item.type !== 'checkbox') return { ...item }
    const click = () => {
      shown = { ...shown, menu: '' }
      item.click()
    }
    return { ...item, click }
  }

  tray.setIgnoreDoubleClickEvents(true)
  // On macOS and Linux a click opens the menu; on Windows the menu is on the other button.
  if (process.platform !== 'darwin') tray.on('click', actions.showWindow)
  if (process.platform !== 'linux') tray.on('mouse-enter', approached)
  render(first)

  return { render, bounds: () => tray.getBounds(), destroy: () => tray.destroy() }
}
