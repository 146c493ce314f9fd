import type { Snapshot } from '../common/contract.ts'
import type { QuestionId } from '../common/ids.ts'
import { whyNoReset } from '../common/why-no-reset.ts'
import type { LaunchAtLogin } from './launch-at-login/launch-at-login.ts'
import type { PreferencesFile } from './preferences/preferences-file.ts'
import type { Services } from './services.ts'

interface Ports extends Pick<Services, 'answer'> {
  readonly signIn: Pick<Services['signIn'], 'cancel' | 'signOut'>
  readonly keys: Pick<Services['keys'], 'revokeWithAll' | 'forget'>
  /** Says no to a program that asks. */
  readonly refuse: (id: QuestionId) => void
  readonly preferences: Pick<PreferencesFile, 'reset'>
  readonly launchAtLogin: Pick<LaunchAtLogin, 'set'>
}

/**
 * Gives up all that Latchkey has and knows: first what signs anybody in, which is revoked or owed, then what the person
 * chose. Does nothing while it cannot be told what there is to revoke.
 */
export function resetAll(snapshot: Snapshot, ports: Ports): boolean {
  if (whyNoReset(snapshot) !== null) return false
  const { signIn, keys, answer, refuse, preferences, launchAtLogin } = ports
  const { access, question, session } = snapshot
  if (access.asking !== null) refuse(access.asking.id)
  if (question !== null) answer(question.id, 'revoke')
  signIn.cancel()
  void keys.revokeWithAll()
  // What Latchkey cannot take back, or need not.
  for (const { id, state } of snapshot.keys.list) {
    if (state === 'dead' || state === 'missing') keys.forget(id)
  }
  if (session?.kind === 'signed-in') signIn.signOut(session.id)
  if (snapshot.launchAtLogin === 'on') void launchAtLogin.set(false)
  preferences.reset()
  return true
}
