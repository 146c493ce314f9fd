import type { Snapshot } from '../../common/contract.ts'
import { signInOf } from '../../common/lives.ts'
import { problems } from '../../common/problems.ts'
import type { Preferences } from '../../common/preferences.ts'
import type { Lives, Problem } from '../../common/sign-in-view.ts'

export const TRAY_ICONS = [
  'signed-out',
  'waiting',
  'signed-in',
  'unconfirmed',
  'needs-you',
  'keychain-waits',
] as const
export type TrayIcon = (typeof TRAY_ICONS)[number]
export type TrayStyle = Preferences['trayIcon']

/** In pixels: for panels of all heights, and for screens with twice as many. */
export const TRAY_SIZES = [22, 24, 32, 44, 48, 64] as const

/** The icon for a state. The six differ in shape, not only in colour. */
export function trayIcon(
  snapshot: Lives & Pick<Snapshot, 'access' | 'question' | 'askingKeychain'>,
): TrayIcon {
  if (snapshot.question !== null || snapshot.access.asking !== null) return 'needs-you'
  if (snapshot.askingKeychain !== null) return 'keychain-waits'
  const signIn = signInOf(snapshot)
  switch (signIn.kind) {
    case 'restoring':
      return 'signed-out'
    case 'signed-out':
      return signIn.problem === null ? 'signed-out' : whyOut(signIn.problem)
    case 'requesting-code':
    case 'awaiting-approval':
    case 'saving':
    case 'signing-out':
      return 'waiting'
    case 'signed-in':
      return signIn.problem === null ? 'signed-in' : 'unconfirmed'
  }
}

/** Whether the person has to do something with the keychain, or with something else. */
const whyOut = (problem: Problem): TrayIcon =>
  ['unlock', 'answer'].includes(problems[problem].next) ? 'keychain-waits' : 'needs-you'

/** macOS colours template images itself; Electron finds the `@2x` file by itself. */
export const templateFile = (icon: TrayIcon): string => `${icon}Template.png`

export const iconFile = (icon: TrayIcon, style: TrayStyle, size: (typeof TRAY_SIZES)[number]): string =>
  `${icon}-${style}-${size}.png`
