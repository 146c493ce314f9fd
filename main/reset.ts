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
  /** Has the window open as if the person had never touched it. */
  readonly forgetPlace: () => void
  readonly launchAtLogin: Pick<LaunchAtLogin, 'set'>
}

/**
 * Gives up all that Latchkey has and knows: first what signs anybody in, which is revoked or owed, then what the person
 * chose. Does nothing while it cannot be told what there is to revoke.
 */
export function resetAll(snapshot: () => Snapshot, ports: Ports): boolean {
  const before = snapshot()
  if (whyNoReset(before) !== null) return false
  const { signIn, keys, answer, refuse, preferences, forgetPlace, launchAtLogin } = ports
  answerEach(() => snapshot().access.asking?.id, refuse)
  answerEach(
    () => snapshot().question?.id,
    id => answer(id, 'revoke'),
  )
  signIn.cancel()
  void keys.revokeWithAll()
  // What Latchkey cannot take back, or need not.
  for (const { id, state } of before.keys.list) {
    if (state === 'dead' || state === 'missing') keys.forget(id)
  }
  if (before.session?.kind === 'signed-in') signIn.signOut(before.session.id)
  if (before.launchAtLogin === 'on') void launchAtLogin.set(false)
  preferences.reset()
  forgetPlace()
  return true
}

/** Behind each question another may wait, which is told of once that is answered. */
function answerEach(next: () => QuestionId | undefined, answer: (id: QuestionId) => void) {
  const answered = new Set<QuestionId>()
  for (let id = next(); id !== undefined && !answered.has(id); id = next()) {
    answered.add(id)
    answer(id)
  }
}
