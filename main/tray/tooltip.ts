import type { Snapshot } from '../../common/contract.ts'
import { signInOf } from '../../common/lives.ts'
import type { Lives, Problem, SignInView } from '../../common/sign-in-view.ts'
import type { Text } from '../../common/text.ts'
import { shortened } from './shortened.ts'

/** One line for the tooltip of the tray: in words what the icon says. */
export function tooltip(
  text: Text,
  snapshot: Lives & Pick<Snapshot, 'access' | 'askingKeychain' | 'question'>,
): string {
  const { asking } = snapshot.access
  if (asking !== null) {
    const problem = text('tray.asks', { name: text.named(shortened(asking.name)) })
    return text('tray.tooltip.problem', { problem })
  }
  if (snapshot.question !== null) return text('tray.tooltip.problem', { problem: text('tray.lateClaim') })
  if (snapshot.askingKeychain !== null)
    return text('tray.tooltip.problem', { problem: text('problems.keychain-asking.title') })
  const signIn = signInOf(snapshot)
  const problem = problemOf(signIn)
  if (problem === null) return calm(text, signIn)
  const title = text(`problems.${problem}.title`)
  return signIn.kind === 'signed-in'
    ? text('tray.tooltip.signedInProblem', { problem: title })
    : text('tray.tooltip.problem', { problem: title })
}

function problemOf(signIn: SignInView): Problem | null {
  if ('problem' in signIn) return signIn.problem
  return 'trouble' in signIn && signIn.trouble !== null ? signIn.trouble.problem : null
}

function calm(text: Text, signIn: SignInView): string {
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
        : text('tray.tooltip.signedInAs', { name: text.named(shortened(signIn.account.name)) })
    case 'signing-out':
      return text('tray.tooltip.signingOut')
  }
}
