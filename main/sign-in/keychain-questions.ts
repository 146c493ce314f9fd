import type { State } from './state.ts'

export const isToldOfNoKeychain = ({ phase }: State): boolean =>
  phase.kind === 'signed-out' && phase.problem === 'keychain-missing'

export const isSignedInAndLocked = ({ phase }: State): boolean =>
  phase.kind === 'signed-in' && phase.problem === 'keychain-locked'

/** A token is in the keychain and cannot be read, or is in memory for want of one. */
export const waitsForKeychain = (state: State): boolean => {
  const { phase } = state
  if (phase.kind === 'signed-out') return phase.problem === 'keychain-locked'
  return isSignedInAndLocked(state) || (phase.kind === 'signed-in' && phase.kept === 'memory')
}
