import { type Problem, problems } from '../../common/problems.ts'
import type { SignInView, ViewOf } from '../../common/sign-in-view.ts'
import type { Text } from '../../common/text.ts'
import { action, type Actions, type Item, line } from './items.ts'
import { signedInItems } from './signed-in-items.ts'

/** The menu of each state of signing in: what it is, and the way on. */
export function signInItems(text: Text, signIn: SignInView, keys: number, actions: Actions): Item[] {
  switch (signIn.kind) {
    case 'restoring':
      return [line(text('state.restoring')), action(text('tray.openWindow'), actions.showWindow)]
    case 'signed-out':
      return signedOut(text, signIn, actions)
    case 'requesting-code':
      return [
        line(text('state.requestingCode')),
        ...retry(text, signIn.trouble, actions),
        action(text('tray.showWindow'), actions.showWindow),
        action(text('tray.cancelSignIn'), actions.signIn.cancel),
      ]
    case 'awaiting-approval':
      return awaitingApproval(text, signIn, actions)
    case 'saving':
      return [line(text('state.saving'))]
    case 'signed-in':
      return signedInItems(text, signIn, keys, actions)
    case 'signing-out':
      return [line(text('state.signingOut'))]
  }
}

function signedOut(text: Text, { problem, revocation }: ViewOf<'signed-out'>, actions: Actions): Item[] {
  return [
    ...trouble(text, problem),
    ...(revocation === 'given-up' ? [line(text('state.revocationGivenUp'))] : []),
    ...waysIn(text, problem, actions),
    action(text('tray.openWindow'), actions.showWindow),
  ]
}

function waysIn(text: Text, problem: Problem | null, actions: Actions): Item[] {
  const signIn = action(text('action.signIn'), actions.signIn.start)
  if (problem === null) return [signIn]
  switch (problems[problem].next) {
    case 'unlock':
      return [action(text('action.tryNow'), actions.signIn.tryNow), signIn]
    case 'answer':
      return [action(text('action.signInUntilQuit'), actions.signIn.start)]
    case 'until-quit':
      return [
        action(text('action.tryAgain'), actions.signIn.tryNow),
        action(text('action.signInUntilQuit'), actions.signIn.start),
      ]
    case 'devices':
      return [signIn, action(text('window.revocation.devices'), actions.session.openAuthorizedDevices)]
    default:
      return [signIn]
  }
}

function awaitingApproval(
  text: Text,
  { code, remainingMs, trouble: met }: ViewOf<'awaiting-approval'>,
  actions: Actions,
): Item[] {
  return [
    line(text('tray.code', { code, time: timeLeft(text, remainingMs) })),
    ...retry(text, met, actions),
    action(text('tray.copyCode', { code }), actions.signIn.copyCode),
    action(text('action.openLinkPage'), actions.signIn.openLinkPage),
    action(text('tray.showWindow'), actions.showWindow),
    action(text('tray.cancelSignIn'), actions.signIn.cancel),
  ]
}

const retry = (text: Text, met: { readonly problem: Problem } | null, actions: Actions): Item[] =>
  met === null ? [] : [...trouble(text, met.problem), action(text('action.tryNow'), actions.signIn.tryNow)]

const trouble = (text: Text, problem: Problem | null): Item[] =>
  problem === null ? [] : [line(text(`problems.${problem}.title`))]

/** In whole minutes, so that an open menu is not rebuilt under the pointer every second. */
function timeLeft(text: Text, remainingMs: number): string {
  return text('tray.minutes', { count: Math.max(1, Math.ceil(remainingMs / 60_000)) })
}
