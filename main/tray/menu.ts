import type { Problem, SignInView } from '../../preload/contract.ts'
import { text } from '../text.ts'

export interface Actions {
  readonly startSignIn: () => void
  readonly cancelSignIn: () => void
  readonly copyCode: () => void
  readonly openLinkPage: () => void
  readonly tryNow: () => void
  readonly signOut: () => void
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
export function menu(signIn: SignInView, launchAtLogin: boolean | null, actions: Actions): Item[] {
  return [
    ...stateItems(signIn, actions),
    separator,
    ...(launchAtLogin === null ? [] : [loginItem(launchAtLogin, actions)]),
    action(text('tray.quit'), actions.quit),
  ]
}

function stateItems(signIn: SignInView, actions: Actions): Item[] {
  switch (signIn.kind) {
    case 'restoring':
      return [line(text('tray.restoring'))]
    case 'signed-out':
      return signedOut(signIn, actions)
    case 'requesting-code':
      return [
        line(text('tray.requestingCode')),
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
    ...(met === null ? [] : [...trouble(met.problem), action(text('tray.tryNow'), actions.tryNow)]),
    action(text('tray.copyCode', { code }), actions.copyCode),
    action(text('tray.openLinkPage'), actions.openLinkPage),
    action(text('tray.showWindow'), actions.showWindow),
    action(text('tray.cancelSignIn'), actions.cancelSignIn),
  ]
}

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

/** Names come from outside: one line, of a length that fits. */
function shortened(name: string): string {
  const characters = Array.from(
    new Intl.Segmenter().segment(name.replace(/\s+/g, ' ').trim()),
    ({ segment }) => segment,
  )
  const short = characters.length > 60 ? [...characters.slice(0, 59), '…'] : characters
  return short.join('')
}

/** In a menu an ampersand alone would make a mnemonic. */
const menuText = (name: string): string => shortened(name).replaceAll('&', '&&')

/** One line for the tooltip. */
export function tooltip(signIn: SignInView): string {
  const problem =
    signIn.kind === 'awaiting-approval'
      ? signIn.trouble?.problem
      : 'problem' in signIn
        ? signIn.problem
        : null
  if (problem) return text('tray.tooltip.problem', { problem: text(`problems.${problem}.title`) })
  switch (signIn.kind) {
    case 'restoring':
      return text('tray.tooltip.restoring')
    case 'signed-out':
      return text('tray.tooltip.signedOut')
    case 'requesting-code':
      return text('tray.tooltip.requestingCode')
    case 'awaiting-approval':
      return text('tray.tooltip.awaitingApproval', { code: signIn.code })
    case 'saving':
      return text('tray.tooltip.saving')
    case 'signed-in':
      return signIn.account === null
        ? text('tray.tooltip.signedIn')
        : text('tray.tooltip.signedInAs', { name: shortened(signIn.account.name) })
    case 'signing-out':
      return text('tray.tooltip.signingOut')
  }
}
