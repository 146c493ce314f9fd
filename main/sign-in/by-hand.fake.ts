import type { QuestionId, SessionId } from '../../common/ids.ts'
import { askedClaim } from '../attempt/claims.ts'
import type { createSignIn } from './service.ts'
import { stage } from './state.ts'

const NOBODY = '00000000-0000-4000-8000-000000000000'

/** A sign-in used by somebody who clicks on what is shown: the present session, the open question. */
export function byHand(signIn: ReturnType<typeof createSignIn>) {
  const shown = () => {
    const now = stage(signIn.state())
    return ('id' in now ? now.id : NOBODY) as SessionId
  }
  const asked = () => (askedClaim(signIn.state().attempts)?.question ?? NOBODY) as QuestionId
  return {
    ...signIn,
    signOut: () => signIn.signOut(shown()),
    disown: () => signIn.disown(shown()),
    keepClaim: () => signIn.answer(asked(), 'keep'),
    revokeClaim: () => signIn.answer(asked(), 'revoke'),
  }
}
