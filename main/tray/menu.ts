import type { Snapshot } from '../../common/contract.ts'
import type { Problem, SignInView, ViewOf } from '../../common/sign-in-view.ts'
import { isLoginChoosable, startsAtLogin } from '../../common/starts-at-login.ts'
import { text } from '../../common/text.ts'
import type { Actions } from './actions.ts'
import { action, type Item, line, menuText, separator } from './items.ts'
import { signedInItems } from './signed-in-items.ts'

/** What the tray shows of a snapshot. */
export interface TraySnapshot extends Pick<Snapshot, 'signIn' | 'lateClaim' | 'notice' | 'update'> {
  /** Null while it is not looked at yet. */
  readonly launchAtLogin: Snapshot['launchAtLogin'] | null
}

/** The tray menu for a state. Enough to sign in and out without any window. */
export function menu(
  { signIn, launchAtLogin, lateClaim, notice, update }: TraySnapshot,
  actions: Actions,
): Item[] {
  return [
    ...(notice === null ? [] : [action(text(`tray.notice.${notice}`), actions.showWindow), separator]),
    ...(lateClaim === null ? [] : [...question(lateClaim, actions), separator]),
    ...stateItems(signIn, actions),
    separator,
    ...(launchAtLogin === null ? [] : loginItems(launchAtLogin, actions)),
    ...(update === null ? [] : updateItems(update, actions)),
    action(text('action.quit'), actions.quit),
  ]
}

const question = ({ account }: NonNullable<Snapshot['lateClaim']>, actions: Actions): Item[] => [
  line(text('tray.lateClaim')),
  action(
    account === null
      ? text('lateClaim.keep')
      : text('tray.keepLateClaimAs', { name: menuText(account.name) }),
    actions.keepLateClaim,
  ),
  action(text('lateClaim.revoke'), actions.revokeLateClaim),
]

function stateItems(signIn: SignInView, actions: Actions): Item[] {
  switch (signIn.kind) {
    case 'restoring':
      return [line(text('state.restoring')), action(text('tray.openWindow'), actions.showWindow)]
    case 'signed-out':
      return signedOut(signIn, actions)
    case 'requesting-code':
      return [
        line(text('state.requestingCode')),
        ...retry(signIn.trouble, actions),
        action(text('tray.showWindow'), actions.showWindow),
        action(text('tray.cancelSignIn'), actions.cancelSignIn),
      ]
    case 'awaiting-approval':
      return awaitingApproval(signIn, actions)
    case 'saving':
      return [line(text('state.saving'))]
    case 'signed-in':
      return signedInItems(signIn, actions)
    case 'signing-out':
      return [line(text('state.signingOut'))]
  }
}

function signedOut({ problem, revocation }: ViewOf<'signed-out'>, actions: Actions): Item[] {
  return [
    ...trouble(problem),
    ...(revocation === 'given-up' ? [line(text('state.revocationGivenUp'))] : []),
    ...waysIn(problem, actions),
    action(text('tray.openWindow'), actions.showWindow),
  ]
}

function waysIn(problem: Problem | null, actions: Actions): Item[] {
  const signIn = action(text('action.signIn'), actions.startSignIn)
  if (problem === 'keychain-locked') return [action(text('action.tryNow'), actions.tryNow), signIn]
  if (problem === 'ended-unseen') {
    return [signIn, action(text('window.revocation.devices'), actions.openAuthorizedDevices)]
  }
  if (!isWithoutKeychain(problem)) return [signIn]
  return [
    action(text('action.tryAgain'), actions.tryNow),
    action(text('action.signInUntilQuit'), actions.startSignIn),
  ]
}

const isWithoutKeychain = (problem: Problem | null) =>
  problem === 'keychain-missing' || problem === 'keychain-unreadable' || problem === 'keychain-unstarted'

function awaitingApproval(
  { code, remainingMs, trouble: met }: ViewOf<'awaiting-approval'>,
  actions: Actions,
): Item[] {
  return [
    line(text('tray.code', { code, time: timeLeft(remainingMs) })),
    ...retry(met, actions),
    action(text('tray.copyCode', { code }), actions.copyCode),
    action(text('action.openLinkPage'), actions.openLinkPage),
    action(text('tray.showWindow'), actions.showWindow),
    action(text('tray.cancelSignIn'), actions.cancelSignIn),
  ]
}

const retry = (met: { readonly problem: Problem } | null, actions: Actions): Item[] =>
  met === null ? [] : [...trouble(met.problem), action(text('action.tryNow'), actions.tryNow)]

const trouble = (problem: Problem | null): Item[] =>
  problem === null ? [] : [line(text(`problems.${problem}.title`))]

function loginItems(state: Snapshot['launchAtLogin'], actions: Actions): Item[] {
  const item: Item = {
    type: 'checkbox',
    label: text('action.launchAtLogin'),
    enabled: isLoginChoosable(state),
    checked: startsAtLogin(state),
    click: () => actions.setLaunchAtLogin(!startsAtLogin(state)),
  }
  return state === 'on' || state === 'off' ? [item] : [item, line(text(`tray.launchAtLoginHint.${state}`))]
}

function updateItems({ version, stage }: NonNullable<Snapshot['update']>, actions: Actions): Item[] {
  const named = { version: menuText(version) }
  const download = action(text('update.download', named), actions.downloadUpdate)
  if (stage === 'available') return [download]
  const said = line(text(`update.${stage}`, named))
  return stage === 'failed' ? [said, download] : [said]
}

/** In whole minutes, so that an open menu is not rebuilt under the pointer every second. */
function timeLeft(remainingMs: number): string {
  return text('tray.minutes', { count: Math.max(1, Math.ceil(remainingMs / 60_000)) })
}
