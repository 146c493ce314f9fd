import type { SessionId } from '../../common/ids.ts'
import type { Account, Problem } from '../../common/sign-in-view.ts'
import type { Kept } from '../vault/port.ts'

interface Identified {
  readonly id: SessionId
}

/** The keychain is being asked for its token, so this session has no id yet. */
export interface Restoring {
  readonly kind: 'restoring'
}

export interface Saving extends Identified {
  readonly kind: 'saving'
  /** The session that this one replaces, if its token is still alive. */
  readonly before: SignedIn | null
}

export interface SignedIn extends Identified {
  readonly kind: 'signed-in'
  /** Null until plex.tv has said whose token it is. */
  readonly account: Account | null
  readonly kept: Kept
  /** Why plex.tv could not say whether the token is alive. */
  readonly problem: Problem | null
  readonly checking: boolean
  /** How many checks have failed in a row. */
  readonly misses: number
  /** plex.tv has refused the token once. */
  readonly refused: boolean
  /** When the next check is due. */
  readonly checkAt: number
  /** No check is made before this moment. */
  readonly checkFrom: number
}

export interface SigningOut extends Identified {
  readonly kind: 'signing-out'
  /** Whether a new attempt follows, since it was the wrong account. */
  readonly thenStart: boolean
}

export type Session = Restoring | Saving | SignedIn | SigningOut

export interface Sessions {
  readonly session: Session | null
  /** Why the keychain did not say whether it holds a token; null if it did. */
  readonly shutOut: Problem | null
}

export const noSession: Sessions = { session: null, shutOut: null }
