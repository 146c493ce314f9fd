import type { QuestionId, SessionId } from '../../common/ids.ts'
import type { Account, Problem } from '../../common/sign-in-view.ts'
import type { Pin } from '../plex/port.ts'
import type { Secret } from '../secret.ts'
import type { Attempts, Watch } from './state.ts'

export type AttemptEvent = MintAnswer | PollAnswer | ClaimAnswer

/**
 * The outcome of a request for a PIN, or of the wait for the next one. Ignored unless `epoch` is the present attempt's.
 */
export type MintAnswer = { readonly epoch: number } & (
  | { readonly kind: 'mint-due' }
  | { readonly kind: 'pin-issued'; readonly pin: Pin; readonly lifeMs: number }
  | { readonly kind: 'mint-missed'; readonly problem: Problem; readonly retryAfterMs: number }
)

/** The outcome of a poll. Ignored unless the PIN is watched. */
export type PollAnswer = { readonly pinId: number } & (
  | { readonly kind: 'poll-due' }
  /** `askedAt`: when the poll started. */
  | { readonly kind: 'pin-gone'; readonly askedAt: number }
  | { readonly kind: 'poll-pending'; readonly askedAt: number; readonly lifeMs: number }
  | {
      readonly kind: 'poll-missed'
      readonly askedAt: number
      readonly problem: Problem
      readonly retryAfterMs: number
    }
  /** `session`: a new id, for the session that may follow. */
  | { readonly kind: 'pin-claimed'; readonly token: Secret; readonly session: SessionId }
)

/** What plex.tv says about a claim's token. */
export type ClaimAnswer = { readonly pinId: number } & (
  | { readonly kind: 'claim-identified'; readonly account: Account | null; readonly question: QuestionId }
  /** It is dead, so there is nothing to decide. */
  | { readonly kind: 'claim-refused' }
)

/** What an earlier run of the app left unfinished. */
export interface LeftOver {
  readonly pins: readonly RememberedPin[]
  readonly claims: readonly number[]
}

export interface RememberedPin {
  readonly pin: Pin
  readonly role: Watch['role']
  readonly lifeMs: number
  /** By the calendar clock, so only until plex.tv says more exactly. */
  readonly remainingMs: number
}

export type AttemptEffect =
  | { readonly kind: 'request-pin'; readonly epoch: number }
  | { readonly kind: 'mint-at'; readonly epoch: number; readonly at: number }
  /** Ends the request for a code and the timer for the next one. */
  | { readonly kind: 'stop-minting' }
  | {
      readonly kind: 'check-pin'
      readonly pin: Pin
      readonly askedAt: number
      readonly withinMs: number
    }
  | { readonly kind: 'poll-at'; readonly pinId: number; readonly at: number }
  | { readonly kind: 'hold-claim'; readonly pinId: number; readonly token: Secret }
  | { readonly kind: 'identify-claim'; readonly pinId: number }
  | { readonly kind: 'revoke-claim'; readonly pinId: number }

/** How an attempt ends. */
export type AttemptEnd =
  /** The one event that attempts and sessions share: a token, for a session of this id. */
  | { readonly kind: 'claimed'; readonly session: SessionId; readonly token: Secret }
  | { readonly kind: 'ended'; readonly problem: Problem | null }

export type AttemptStep = readonly [Attempts, ...(AttemptEffect | AttemptEnd)[]]
