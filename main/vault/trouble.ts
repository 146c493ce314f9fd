import { isKeychainOutOfReach, type KeychainTrouble } from '../../common/problems.ts'
import { toProblem, Failure } from '../failure.ts'
import type { Kept, Place, Room, StoredHint } from './port.ts'
import { EndedError, MissingError } from './process-answers.ts'
import { unstartedIn } from './unstarted.ts'

/** The keychain said that it stored an item, but does not have it. */
export class UnseenError extends Error {
  override readonly name = 'UnseenError'
}

/** The item is open, and did not go: its keychain asks the person before it deletes, or cannot delete. */
export class KeptError extends Failure {
  constructor(cause?: unknown) {
    super('keychain-denied', { cause })
  }
}

/** What keeps an item at such a place from being read, if anything does. */
export function whyUnread(place: Place): Failure | undefined {
  switch (place) {
    case 'locked':
    case 'hidden':
      return new Failure('keychain-locked')
    case 'guarded':
      return new Failure('keychain-denied')
    case 'no-keyring':
      return new Failure('keychain-broken')
    default:
      return undefined
  }
}

/** Where there is no keychain, nothing of ours is in it, unless we stored something: nobody has to be told. */
export const withoutKeychain =
  (hint: StoredHint) =>
  (error: unknown): { readonly place: Place; readonly allHidden?: boolean } => {
    if (hint === 'unknown' && toProblem(error) === 'keychain-missing') return { place: 'missing' }
    throw error
  }

/** What keeps a new item from being taken, if anything does. */
export function whyUntaken(room: Room): Failure | undefined {
  if (room === 'locked') return new Failure('keychain-locked')
  if (room === 'guarded') return new Failure('keychain-denied')
  return room === 'none' ? new Failure('keychain-broken') : undefined
}

/** Why a call failed, where that is known from the error alone. */
export function knownFailure(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error
  const unstarted = unstartedIn(error)
  if (unstarted !== undefined) return new Failure(`keychain-${unstarted.why}`, { cause: error })
  if (error instanceof EndedError) return new Failure('keychain-silent', { cause: error })
  return error instanceof MissingError ? new Failure('keychain-missing', { cause: error }) : undefined
}

/** Why a token stays in memory. */
export const whyInMemory = (error: unknown): Kept =>
  error instanceof UnseenError ? 'unseen' : troubleOf(error)

/** The keychain's trouble that an error stands for. */
export function troubleOf(error: unknown): KeychainTrouble {
  const problem = toProblem(error)
  return isKeychainOutOfReach(problem) ? problem : 'keychain-silent'
}
