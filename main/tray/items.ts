import type { Commands } from '../../common/contract.ts'
import { shortened } from './shortened.ts'

/** What a click in the tray can do. */
export interface Actions extends Omit<Commands<void>, 'page' | 'keys' | 'access'> {
  readonly showWindow: () => void
  /** Shows the window, and the settings in it. */
  readonly showSettings: () => void
  /** Shows the window, and the keys in it. */
  readonly showKeys: () => void
  /** Shows the window in which a program asks. */
  readonly showAsks: () => void
}

/** As much of Electron's menu template as the tray uses. */
export type Item =
  | { readonly type: 'separator' }
  | {
      readonly type: 'normal'
      readonly label: string
      readonly enabled: boolean
      readonly click: () => void
      /** Distinguishes items that read the same but do different things. */
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

/** One that is for this session or question alone, and does nothing for the next. */
export const actionFor = (id: string, label: string, click: () => void): Item => ({
  type: 'normal',
  label,
  enabled: true,
  click,
  id,
})

/** Text that cannot be clicked. */
export const line = (label: string): Item => action(label, () => {}, false)

/** A name from outside, for a menu, where a single ampersand would mark a mnemonic. */
export const menuText = (name: string, longest?: number): string =>
  shortened(name, longest).replaceAll('&', '&&')
