import type { Account, Problem } from '../../common/sign-in-view.ts'
import type { Secret } from '../secret.ts'
import type { Pin } from '../plex/port.ts'
import type { State, Watch } from './state.ts'
import type { Kept } from '../vault/port.ts'

export type Event =
  | { readonly kind: 'launched' | 'sign-out' | 'disown' | 'try-now'; readonly attempt: number }
  /** `keychainMissing`: there is none, and the person has not been told yet. */
  | { readonly kind: 'start'; readonly attempt: number; readonly keychainMissing: boolean }
  | { readonly kind: 'cancel' | 'doubted' }
  /** What was in memory alone has been tried once more. */
  | { readonly kind: 'moved'; readonly kept: Kept }
  | { readonly kind: 'keychain-opened'; readonly attempt: number }
  /**
   * `sleptMs`: how long the computer slept by its calendar clock; its monotonic one stood still.
   * `chance`: by chance from 0 to 1.
   */
  | {
      readonly kind: 'resumed'
      readonly attempt: number
      readonly sleptMs: number
      readonly chance: number
    }
  | { readonly kind: 'keep-claim'; readonly attempt: number; readonly pinId: number }
  | { readonly kind: 'revoke-claim'; readonly pinId: number }
  /** The keychain has told only now what an earlier run left. */
  | { readonly kind: 'left-over'; readonly left: LeftOver }
  | PinAnswer
  | Answer

/** What became of a poll. Ignored unless the PIN is watched. */
export type PinAnswer = { readonly pinId: number } & (
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
  /** `attempt`: a new number, for the saving that may follow. */
  | { readonly kind: 'pin-claimed'; readonly token: Secret; readonly attempt: number }
  | { readonly kind: 'claim-identified'; readonly account: Account | null }
  /** The token of the claim is dead, so there is nothing to decide. */
  | { readonly kind: 'claim-refused' }
)

/** What an effect reports back. Ignored unless `attempt` is still the current one. */
export type Answer = { readonly attempt: number } & (
  | { readonly kind: 'pin-issued'; readonly pin: Pin; readonly lifeMs: number }
  | { readonly kind: 'woken' | 'nothing-held' | 'refused' | 'erased' }
  | { readonly kind: 'restored'; readonly kept: Kept | null; readonly left: LeftOver }
  | { readonly kind: 'held'; readonly kept: Kept }
  /** `chance`: by chance from 0 to 1. */
  | { readonly kind: 'identified'; readonly account: Account; readonly chance: number }
  | {
      readonly kind: 'unidentified'
      readonly problem: Problem
      readonly retryAfterMs: number
      readonly chance: number
    }
  | { readonly kind: 'failed'; readonly problem: Problem; readonly retryAfterMs: number }
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
  /** By the calendar clock, so only until plex.tv has said better. */
  readonly remainingMs: number
}

/** An effect that is answered by an event. */
export type Request = { readonly attempt: number } & {
  readonly kind: 'restore' | 'request-pin' | 'identify' | 'erase' | 'revoke'
}

export type Effect =
  | Request
  | {
      readonly kind: 'check-pin'
      readonly pin: Pin
      readonly askedAt: number
      readonly withinMs: number
    }
  | { readonly kind: 'poll-at'; readonly pinId: number; readonly at: number }
  | { readonly kind: 'stop'; readonly attempt: number }
  | { readonly kind: 'wake-at'; readonly attempt: number; readonly at: number }
  | { readonly kind: 'save'; readonly attempt: number; readonly token: Secret }
  | { readonly kind: 'hold-claim'; readonly pinId: number; readonly token: Secret }
  | { readonly kind: 'identify-claim'; readonly pinId: number }
  | { readonly kind: 'adopt-claim'; readonly attempt: number; readonly pinId: number }
  | { readonly kind: 'revoke-claim'; readonly pinId: number }
  /** Tries once more to bring the token from memory into the keychain. */
  | { readonly kind: 'keep' }

export type Step = readonly [State, ...Effect[]]
