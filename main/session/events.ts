import type { SessionId } from '../../common/ids.ts'
import type { Account, Problem } from '../../common/sign-in-view.ts'
import type { Secret } from '../secret.ts'
import type { Kept } from '../vault/port.ts'
import type { Sessions } from './state.ts'

/** Ignored unless it is for the present session, and that session asked for it. */
export type SessionEvent = { readonly session: SessionId } & (
  | { readonly kind: 'held'; readonly kept: Kept }
  /** The token that was to be adopted is dead. */
  | { readonly kind: 'nothing-to-adopt' }
  | { readonly kind: 'check-due' | 'nothing-held' | 'refused' | 'erased' }
  /** `chance`: random, from 0 to 1. */
  | { readonly kind: 'identified'; readonly account: Account; readonly chance: number }
  | {
      readonly kind: 'unidentified'
      readonly problem: Problem
      readonly retryAfterMs: number
      readonly chance: number
    }
)

/** What the person may be asked for: a start by hand asks for the token alone. */
export type Asks = 'for-nothing' | 'for-token' | 'for-all'

export type SessionEffect =
  | { readonly kind: 'restore'; readonly asks: Asks }
  | { readonly kind: 'save'; readonly session: SessionId; readonly token: Secret }
  | { readonly kind: 'adopt-claim'; readonly session: SessionId; readonly pinId: number }
  | { readonly kind: 'identify' | 'sign-out' | 'erase'; readonly session: SessionId }
  | { readonly kind: 'check-at'; readonly session: SessionId; readonly at: number }
  /** Ends the check that is under way and the timer for the next one. */
  | { readonly kind: 'stop-checking' }
  /** Tries again to move the token from memory into the keychain. */
  | { readonly kind: 'keep'; readonly silently: boolean }

export type SessionEnd =
  | { readonly kind: 'ended'; readonly problem: Problem | null }
  | { readonly kind: 'start-again' }

export type SessionStep = readonly [Sessions, ...(SessionEffect | SessionEnd)[]]
