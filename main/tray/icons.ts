import type { Snapshot } from '../../common/contract.ts'
import { signInOf } from '../../common/lives.ts'
import type { Lives } from '../../common/sign-in-view.ts'

export const TRAY_ICONS = ['signed-out', 'waiting', 'signed-in', 'problem'] as const
export type TrayIcon = (typeof TRAY_ICONS)[number]

/** The icon for a state. The four differ in shape, not only in colour. */
export function trayIcon(snapshot: Lives & Pick<Snapshot, 'access' | 'question'>): TrayIcon {
  if (snapshot.question !== null || snapshot.access.asking !== null) return 'problem'
  const signIn = signInOf(snapshot)
  switch (signIn.kind) {
    case 'restoring':
      return 'signed-out'
    case 'signed-out':
      return signIn.problem === null ? 'signed-out' : 'problem'
    case 'requesting-code':
    case 'awaiting-approval':
    case 'saving':
    case 'signing-out':
      return 'waiting'
    case 'signed-in':
      return 'signed-in'
  }
}

/** macOS colours template images itself; Electron finds the `@2x` file by itself. */
export const iconFile = (icon: TrayIcon, platform: NodeJS.Platform): string =>
  platform === 'darwin' ? `${icon}Template.png` : `${icon}.png`
