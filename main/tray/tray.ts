import { Menu, type MenuItemConstructorOptions, type NativeImage, Tray as ElectronTray } from 'electron'
import { type TrayIcon, trayIcon } from './icons.ts'
import type { Actions } from './actions.ts'
import type { Item } from './items.ts'
import { menu, type TraySnapshot } from './menu.ts'
import { tooltip } from './tooltip.ts'

interface Options {
  readonly image: (icon: TrayIcon) => NativeImage
  readonly actions: Actions
  /** The pointer came to the icon: what the menu says is about to be read. Not told on Linux. */
  readonly approached: () => void
}

export type Tray = ReturnType<typeof createTray>

/** The tray icon, drawn from snapshots. What has not changed is not set again: an open menu stays open. */
export function createTray({ image, actions, approached }: Options, first: TraySnapshot) {
  const tray = new ElectronTray(image(trayIcon(first)))
  let shown = { icon: trayIcon(first) as string, tip: '', menu: '' }

  function render(snapshot: TraySnapshot) {
    const icon = trayIcon(snapshot)
    const tip = tooltip(snapshot)
    const items = menu(snapshot, actions)
    const next = { icon, tip, menu: JSON.stringify(items) }
    if (next.icon !== shown.icon) tray.setImage(image(icon))
    if (next.tip !== shown.tip) tray.setToolTip(tip)
    // Linux shows changes only in a menu that is set anew: electronjs.org/docs/latest/api/tray.
    if (next.menu !== shown.menu) tray.setContextMenu(Menu.buildFromTemplate(items.map(forElectron)))
    shown = next
  }

  /** Electron turns a checkbox itself on a click, whatever comes of it: the next menu shows what is. */
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

  return { render, destroy: () => tray.destroy() }
}
