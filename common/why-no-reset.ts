import { signInOf } from './lives.ts'
import { isKeychainOutOfReach } from './problems.ts'
import type { Lives } from './sign-in-view.ts'

/**
 * Why not everything can be given up now; null if it can. `busy`: a token is being looked for, stored or given up.
 * `keychain`: it may hold a token, which could not be revoked.
 */
export function whyNoReset(lives: Lives): 'busy' | 'keychain' | null {
  const signIn = signInOf(lives)
  switch (signIn.kind) {
    case 'restoring':
    case 'saving':
    case 'signing-out':
      return 'busy'
    case 'signed-out':
      return signIn.problem !== null && isKeychainOutOfReach(signIn.problem) ? 'keychain' : null
    default:
      return null
  }
}
