import type { Problem } from '../../preload/contract.ts'
import type { Secret } from '../secret.ts'

export const POLL_EVERY_MS = 2_000
export const FASTEST_POLL_MS = 1_000
/** plex.tv keeps a claimed PIN for about ten seconds, so waiting longer could lose the token. */
export const SLOWEST_POLL_MS = 5_000
/** plex.tv counts PINs per address; asking for them faster ends in 429. */
export const MINT_EVERY_MS = 5_000
export const FIRST_CHECK_RETRY_MS = 5_000
export const SLOWEST_CHECK_RETRY_MS = 300_000

/** Both halves are credentials while the PIN lives: whoever has them reads the token. */
export interface Pin {
  readonly id: number
  readonly code: string
}

export interface Account {
  readonly name: string
}

/** `memory`: the keychain would not take the token, so it lasts until the app quits. */
export type Kept = 'keychain' | 'memory'

/** What the last request met, and when (on the clock of `now`) the next one starts. */
export interface Trouble {
  readonly problem: Problem
  readonly retryAt: number
}

export interface AwaitingApproval {
  readonly kind: 'awaiting-approval'
  readonly attempt: number
  readonly pin: Pin
  /** The whole life of the PIN as first told, in milliseconds. */
  readonly lifeMs: number
  readonly deadline: number
  /** When the latest poll started; before the first one, when the PIN was issued. */
  readonly polledAt: number
  readonly polling: boolean
  readonly misses: number
  readonly trouble: Trouble | null
}

export interface SignedIn {
  readonly kind: 'signed-in'
  readonly attempt: number
  /** Null until plex.tv has said whose token it is. */
  readonly account: Account | null
  readonly kept: Kept
  readonly problem: Problem | null
  readonly checking: boolean
  readonly misses: number
}

export type Phase =
  | { readonly kind: 'restoring'; readonly attempt: number }
  | { readonly kind: 'signed-out'; readonly problem: Problem | null }
  | { readonly kind: 'requesting-code'; readonly attempt: number; readonly asked: boolean }
  | AwaitingApproval
  | { readonly kind: 'saving'; readonly attempt: number }
  | SignedIn
  | { readonly kind: 'signing-out'; readonly attempt: number; readonly from: SignedIn }

export interface State {
  readonly phase: Phase
  /** No PIN is asked for before this moment. */
  readonly mintFrom: number
}

export type Event =
  | { readonly kind: 'launched' | 'start' | 'sign-out' | 'try-now'; readonly attempt: number }
  | { readonly kind: 'cancel' | 'resumed' }
  | Answer

/** What an effect reports back. Ignored unless `attempt` is still the current one. */
export type Answer = { readonly attempt: number } & (
  | { readonly kind: 'pin-issued'; readonly pin: Pin; readonly lifeMs: number }
  | { readonly kind: 'woken' | 'pin-gone' | 'nothing-held' | 'refused' | 'erased' }
  | { readonly kind: 'poll-pending'; readonly lifeMs: number }
  | { readonly kind: 'poll-missed'; readonly problem: Problem; readonly retryAfterMs: number }
  | { readonly kind: 'pin-claimed'; readonly token: Secret }
  | { readonly kind: 'held'; readonly kept: Kept }
  | { readonly kind: 'identified'; readonly account: Account }
  | { readonly kind: 'unidentified' | 'failed'; readonly problem: Problem }
)

/** An effect that is answered by an event. */
export type Request = { readonly attempt: number } & (
  | { readonly kind: 'restore' | 'request-pin' | 'identify' | 'erase' }
  | { readonly kind: 'check-pin'; readonly pin: Pin; readonly withinMs: number }
)

export type Effect =
  | Request
  | { readonly kind: 'stop'; readonly attempt: number }
  | { readonly kind: 'wake-at'; readonly attempt: number; readonly at: number }
  | { readonly kind: 'save'; readonly attempt: number; readonly token: Secret }

export type Step = readonly [State, ...Effect[]]

export const initial: State = { phase: { kind: 'signed-out', problem: null }, mintFrom: 0 }
