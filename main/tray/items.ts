import { shortened } from './shortened.ts'

/** As much of Electron's menu template as the tray uses. */
export type Item =
  | { readonly type: 'separator' }
  | {
      readonly type: 'normal'
      readonly label: string
      readonly enabled: boolean
      readonly click: () => void
      /** Tells items apart that read the same and do something else. */
      readonly id?: string
    }
  | {
      readonly type: 'checkbox'
      readonly label: string
      readonly enabled: boolean
      readonly checked: boolean
      readonly click: () => void
    }
  | { readonly type: 'submenu'; readonly label: string; readonly submenu: readonly Item[] }

export const separator: Item = { type: 'separator' }

export const action = (label: string, click: () => void, enabled = true): Item => ({
  type: 'normal',
  label,
  enabled,
  click,
})

/** Text that cannot be clicked. */
export const line = (label: string): Item => action(label, () => {}, false)

/** A name from outside, for a menu. There an ampersand alone would make a mnemonic. */
export const menuText = (name: string, longest?: number): string =>
  shortened(name, longest).replaceAll('&', '&&')
