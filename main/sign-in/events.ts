import type { QuestionId, SessionId } from '../../common/ids.ts'
import type { Problem } from '../../common/sign-in-view.ts'
import type { AttemptEffect, AttemptEvent, LeftOver } from '../attempt/events.ts'
import type { SessionEffect, SessionEvent } from '../session/events.ts'
import type { Kept } from '../vault/port.ts'
import type { State } from './state.ts'

export type Event = AttemptEvent | SessionEvent | Happening

/** What concerns both lives: the person, the computer and the keychain. */
export type Happening =
  | { readonly kind: 'cancel' | 'try-now' | 'doubted' | 'keychain-opened' }
  /** `silently`: nobody may be asked for a password. */
  | { readonly kind: 'launched'; readonly silently: boolean }
  /** `keychainMissing`: there is none, and the person does not know it yet. */
  | { readonly kind: 'start'; readonly keychainMissing: boolean }
  /** Ignored unless it names the present session. */
  | { readonly kind: 'sign-out' | 'disown'; readonly session: SessionId }
  /** The keychain was asked again to store a token that is only in memory. */
  | { readonly kind: 'moved'; readonly kept: Kept }
  /**
   * `sleptMs`: how long the computer slept by its calendar clock; its monotonic one stood still. `chance`: random, from
   * 0 to 1.
   */
  | { readonly kind: 'resumed'; readonly sleptMs: number; readonly chance: number }
  /** Ignored unless that question is open. `session`: a new id, for the session that may follow. */
  | {
      readonly kind: 'answer'
      readonly question: QuestionId
      readonly choice: 'keep' | 'revoke'
      readonly session: SessionId
    }
  /** What the keychain holds, and what an earlier run left. */
  | {
      readonly kind: 'restored'
      readonly found: { readonly session: SessionId; readonly kept: Kept } | null
      readonly left: LeftOver
    }
  | { readonly kind: 'not-restored'; readonly problem: Problem }
  /** The keychain has only now said what an earlier run left. */
  | { readonly kind: 'left-over'; readonly left: LeftOver }

export type Effect = AttemptEffect | SessionEffect

export type Step = readonly [State, ...Effect[]]
