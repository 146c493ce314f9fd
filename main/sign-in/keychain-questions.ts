import type { Problem } from '../../common/sign-in-view.ts'
import type { State } from './state.ts'

/** A token is stored, and the keychain that has it is locked, is away or cannot be asked. */
export const isOutOfReach = (problem: Problem | null): boolean =>
  problem !== null && OUT_OF_REACH.has(problem)

const OUT_OF_REACH: ReadonlySet<Problem> = new Set([
  'keychain-locked',
  'keychain-missing',
  'keychain-unreadable',
  'keychain-unstarted',
])

/** The person has been told that there is no keychain, and what a sign-in without one means. */
export const isToldOfNoKeychain = ({ phase }: State): boolean =>
  phase.kind === 'signed-out' && phase.problem === 'keychain-missing'

/**
 * Signed out, and a token may be there that cannot be read. A code that has expired since may be what is shown: there
 * may be a token all the same.
 */
export const isShutOut = ({ phase, shutOut }: State): boolean =>
  phase.kind === 'signed-out' && shutOut !== null

export const isSignedInAndShutOut = ({ phase }: State): boolean =>
  phase.kind === 'signed-in' && isOutOfReach(phase.problem)

/** A token is in the keychain and cannot be read, or is in memory for want of one. */
export const waitsForKeychain = (state: State): boolean =>
  isShutOut(state) ||
  isSignedInAndShutOut(state) ||
  (state.phase.kind === 'signed-in' && state.phase.kept !== 'keychain')
