import type { Account, Problem } from '../../common/sign-in-view.ts'
import type { Pin } from '../plex/port.ts'
import type { Kept } from '../vault/port.ts'

/** What the last request met, and when (on the clock of `now`) the next one starts. */
export interface Trouble {
  readonly problem: Problem
  readonly retryAt: number
}

/**
 * A PIN that may still be approved, and is therefore asked after until its end.
 *
 * `current` is the one on screen. `replaced` was on screen when it ended. `cancelled` is one that the person gave
 * up, or whose sign-in another PIN completed: a claim of it is a surprise, and the person is asked about it.
 */
export interface Watch {
  readonly pin: Pin
  readonly role: 'current' | 'replaced' | 'cancelled'
  /** The whole life of the PIN as first told, in milliseconds. */
  readonly lifeMs: number
  readonly deadline: number
  /** No answer moves the deadline beyond this: a PIN lives no longer than first told. */
  readonly latest: number
  /** When the latest poll started; before the first one, when the PIN was issued. */
  readonly polledAt: number
  /** When each poll started that has no answer yet. */
  readonly looks: readonly number[]
  /** When the latest poll started that found it waiting for approval. */
  readonly seenAt: number
  /** The latest moment that nobody looked at: when a poll started that failed, when the computer woke up or the app started. */
  readonly lostAt: number
  /** When the poll started that found it gone. An earlier one may still bring its token. */
  readonly goneAt: number | null
  readonly trouble: Trouble | null
}

/** A token that nobody waits for, kept until the person has said what becomes of it. */
export interface Claim {
  readonly pinId: number
  /** Null until plex.tv has said whose token it is. */
  readonly account: Account | null
  /** It is known whether there is anything to decide, so the person is asked. */
  readonly asked: boolean
}

export interface RequestingCode {
  readonly kind: 'requesting-code'
  readonly attempt: number
  readonly renewals: number
  /** A request for a PIN is on its way. */
  readonly asked: boolean
  readonly misses: number
  readonly trouble: Trouble | null
}

export interface AwaitingApproval {
  readonly kind: 'awaiting-approval'
  readonly attempt: number
  readonly renewals: number
}

export interface SignedIn {
  readonly kind: 'signed-in'
  readonly attempt: number
  /** Null until plex.tv has said whose token it is. */
  readonly account: Account | null
  readonly kept: Kept
  /** Why plex.tv could not say whether the token is alive. */
  readonly problem: Problem | null
  readonly checking: boolean
  /** Checks in a row that failed. */
  readonly misses: number
  /** plex.tv has refused the token once. */
  readonly refused: boolean
  /** When the next check is due. */
  readonly checkAt: number
  /** No check is made before this moment. */
  readonly checkFrom: number
}

export type Phase =
  | { readonly kind: 'restoring'; readonly attempt: number }
  | { readonly kind: 'signed-out'; readonly problem: Problem | null }
  | RequestingCode
  | AwaitingApproval
  | { readonly kind: 'saving'; readonly attempt: number }
  | SignedIn
  | {
      readonly kind: 'signing-out'
      readonly attempt: number
      readonly from: SignedIn
      /** Whether a new sign-in follows: it was the wrong account. */
      readonly thenStart: boolean
    }

export interface State {
  readonly phase: Phase
  /** No PIN is asked for before this moment. */
  readonly mintFrom: number
  /** At most one is `current`, and exactly one while a code is on screen. */
  readonly watches: readonly Watch[]
  readonly claims: readonly Claim[]
  /** Why the keychain would not say whether it holds a token; null where it said. */
  readonly shutOut: Problem | null
}

export const initial: State = {
  phase: { kind: 'signed-out', problem: null },
  mintFrom: 0,
  watches: [],
  claims: [],
  shutOut: null,
}
