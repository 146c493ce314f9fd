import type { Problem, SignInView, Snapshot } from '../../preload/contract.ts'
import { text } from '../text.ts'
import { shortened } from './shortened.ts'

export interface Actions {
  readonly startSignIn: () => void
  readonly cancelSignIn: () => void
  readonly copyCode: () => void
  readonly openLinkPage: () => void
  readonly tryNow: () => void
  readonly signOut: () => void
  readonly keepLateClaim: () => void
  readonly revokeLateClaim: () => void
  readonly showWindow: () => void
  readonly setLaunchAtLogin: (on: boolean) => void
  readonly quit: () => void
}

/** As much of Electron's menu template as the tray uses. */
export type Item =
  | { readonly type: 'separator' }
  | { readonly type: 'normal'; readonly label: string; readonly enabled: boolean; readonly click: () => void }
  | {
      readonly type: 'checkbox'
      readonly label: string
      readonly checked: boolean
      readonly click: () => void
    }

const separator: Item = { type: 'separator' }
const action = (label: string, click: () => void): Item => ({ type: 'normal', label, enabled: true, click })
const line = (label: string): Item => ({ type: 'normal', label, enabled: false, click: () => {} })

/** The tray menu for a state. Enough to sign in and out without any window. */
export function menu(
  { signIn, launchAtLogin, lateClaim }: Pick<Snapshot, 'signIn' | 'launchAtLogin' | 'lateClaim'>,
  actions: Actions,
): Item[] {
  return [
    ...(lateClaim === null ? [] : [...question(lateClaim, actions), separator]),
    ...stateItems(signIn, actions),
    separator,
    ...(launchAtLogin === null ? [] : [loginItem(launchAtLogin, actions)]),
    action(text('tray.quit'), actions.quit),
  ]
}

const question = ({ account }: NonNullable<Snapshot['lateClaim']>, actions: Actions): Item[] => [
  line(text('tray.lateClaim')),
  action(
    account === null
      ? text('tray.keepLateClaim')
      : text('tray.keepLateClaimAs', { name: menuText(account.name) }),
    actions.keepLateClaim,
  ),
  action(text('tray.revokeLateClaim'), actions.revokeLateClaim),
]

function stateItems(signIn: SignInView, actions: Actions): Item[] {
  switch (signIn.kind) {
    case 'restoring':
      return [line(text('tray.restoring')), action(text('tray.openWindow'), actions.showWindow)]
    case 'signed-out':
      return signedOut(signIn, actions)
    case 'requesting-code':
      return [
        line(text('tray.requestingCode')),
        ...retry(signIn.trouble, actions),
        action(text('tray.showWindow'), actions.showWindow),
        action(text('tray.cancelSignIn'), actions.cancelSignIn),
      ]
    case 'awaiting-approval':
      return awaitingApproval(signIn, actions)
    case 'saving':
      return [line(text('tray.saving'))]
    case 'signed-in':
      return [
        ...trouble(signIn.problem),
        ...(signIn.kept === 'memory' ? [line(text('tray.keptUntilQuit'))] : []),
        action(
          signIn.account === null
            ? text('tray.signedIn')
            : text('tray.signedInAs', { name: menuText(signIn.account.name) }),
          actions.showWindow,
        ),
        action(text('tray.signOut'), actions.signOut),
      ]
    case 'signing-out':
      return [line(text('tray.signingOut'))]
  }
}

function signedOut({ problem }: Extract<SignInView, { kind: 'signed-out' }>, actions: Actions): Item[] {
  return [
    ...trouble(problem),
    ...(problem === 'keychain-locked' ? [action(text('tray.tryNow'), actions.tryNow)] : []),
    action(text('tray.signIn'), actions.startSignIn),
    action(text('tray.openWindow'), actions.showWindow),
  ]
}

function awaitingApproval(
  { code, remainingMs, trouble: met }: Extract<SignInView, { kind: 'awaiting-approval' }>,
  actions: Actions,
): Item[] {
  return [
    line(text('tray.code', { code, time: timeLeft(remainingMs) })),
    ...retry(met, actions),
    action(text('tray.copyCode', { code }), actions.copyCode),
    action(text('tray.openLinkPage'), actions.openLinkPage),
    action(text('tray.showWindow'), actions.showWindow),
    action(text('tray.cancelSignIn'), actions.cancelSignIn),
  ]
}

const retry = (met: { readonly problem: Problem } | null, actions: Actions): Item[] =>
  met === null ? [] : [...trouble(met.problem), action(text('tray.tryNow'), actions.tryNow)]

const trouble = (problem: Problem | null): Item[] =>
  problem === null ? [] : [line(text(`problems.${problem}.title`))]

const loginItem = (on: boolean, actions: Actions): Item => ({
  type: 'checkbox',
  label: text('tray.launchAtLogin'),
  checked: on,
  click: () => actions.setLaunchAtLogin(!on),
})

/** In whole minutes, so that an open menu is not rebuilt under the pointer every second. */
function timeLeft(remainingMs: number): string {
  return text('tray.minutes', { count: Math.max(1, Math.ceil(remainingMs / 60_000)) })
}

/** In a menu an ampersand alone would make a mnemonic. */
const menuText = (name: string): string => shortened(name).replaceAll('&', '&&')
