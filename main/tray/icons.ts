import type { Snapshot } from '../../common/contract.ts'

export const TRAY_ICONS = ['signed-out', 'waiting', 'signed-in', 'problem'] as const
export type TrayIcon = (typeof TRAY_ICONS)[number]

/** Which of the four icons a state shows. They differ in shape, not only in colour. */
export function trayIcon({ signIn, lateClaim }: Pick<Snapshot, 'signIn' | 'lateClaim'>): TrayIcon {
  if (lateClaim !== null) return 'problem'
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

/** macOS colours template images itself; Electron finds the `@2x` file beside the other. */
export const iconFile = (icon: TrayIcon, platform: NodeJS.Platform): string =>
  platform === 'darwin' ? `${icon}Template.png` : `${icon}.png`
