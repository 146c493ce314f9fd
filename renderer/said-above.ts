import type { Snapshot } from '../common/contract.ts'
import { signInOf } from '../common/lives.ts'
import { problems } from '../common/problems.ts'
import type { ViewOf } from '../common/sign-in-view.ts'
import type { View } from './key-route.ts'

/** What the strips above a page say: each thing that the page does not say itself, in the place that it is about. */
export const saidAbove = (snapshot: Snapshot, view: View): Pick<Snapshot, 'askingKeychain' | 'notice'> => ({
  askingKeychain: saysItAsks(snapshot, view) ? null : snapshot.askingKeychain,
  notice: snapshot.notice === 'revocation-given-up' && saysGivenUp(snapshot, view) ? null : snapshot.notice,
})

/** Whether this is what the sign-in waits for where the keychain asks: the person can answer it, or try again. */
export const waitsForAnswer = (kept: ViewOf<'signed-in'>['kept']): boolean =>
  kept !== 'keychain' && kept !== 'unseen' && ['answer', 'unlock'].includes(problems[kept].next)

function saysItAsks(snapshot: Snapshot, view: View): boolean {
  const { failed, making } = snapshot.keys
  // The form shows what is being made instead.
  if (view === 'keys' || (view === 'new-key' && making === null)) return failed?.problem === 'keychain-asking'
  if (view !== 'sign-in') return false
  const signIn = signInOf(snapshot)
  if (signIn.kind === 'signed-out') return signIn.problem === 'keychain-asking'
  return signIn.kind === 'signed-in' && waitsForAnswer(signIn.kept)
}

function saysGivenUp(snapshot: Snapshot, view: View): boolean {
  const signIn = signInOf(snapshot)
  return view === 'sign-in' && signIn.kind === 'signed-out' && signIn.revocation === 'given-up'
}
