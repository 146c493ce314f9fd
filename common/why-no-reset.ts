import type { Lives } from './sign-in-view.ts'

/**
 * Why not everything can be given up now; null if it can. `busy`: a token is being looked for, stored or given up.
 * `keychain`: it may hold a token, which could not be revoked.
 */
export function whyNoReset({ session, shutOut }: Lives): 'busy' | 'keychain' | null {
  if (session === null) return shutOut === null ? null : 'keychain'
  return session.kind === 'signed-in' ? null : 'busy'
}
