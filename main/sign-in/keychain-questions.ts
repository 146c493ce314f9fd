import type { State } from './state.ts'

export const isToldOfNoKeychain = ({ phase }: State): boolean =>
  phase.kind === 'signed-out' && phase.problem === 'keychain-missing'

export const isSignedInAndLocked = ({ phase }: State): boolean =>
  phase.kind === 'signed-in' && phase.problem === 'keychain-locked'

/** A code that has expired since may be what is shown; there may be a token all the same. */
export const isSignedOutAndLocked = ({ phase, locked }: State): boolean =>
  phase.kind === 'signed-out' && locked

/** A token is in the keychain and cannot be read, or is in memory for want of one. */
export const waitsForKeychain = (state: State): boolean => {
  const { phase } = state
  return (
    isSignedOutAndLocked(state) ||
    isSignedInAndLocked(state) ||
    (phase.kind === 'signed-in' && phase.kept === 'memory')
  )
}
