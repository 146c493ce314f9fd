import type { Account, Server } from '../../common/sign-in-view.ts'
import type { Secret } from '../secret.ts'

/** Both halves are credentials while the PIN lives: whoever has them reads the token. */
export interface Pin {
  readonly id: number
  readonly code: string
}

export interface IssuedPin {
  readonly pin: Pin
  /** Milliseconds the PIN has left at the moment of the answer. */
  readonly lifeMs: number
}

export type PinStatus =
  | { readonly kind: 'pending'; readonly lifeMs: number }
  | { readonly kind: 'gone' }
  | { readonly kind: 'claimed'; readonly token: Secret }

/** plex.tv, as far as signing in is concerned. Every failure is a `Failure`. */
export interface PlexApi {
  /** `weak`: four characters for plex.tv/link, 15 minutes. `strong`: for app.plex.tv/auth, 30 minutes. */
  issue(kind: 'weak' | 'strong', signal: AbortSignal): Promise<IssuedPin>
  /** Answers within `withinMs` milliseconds. */
  check(pin: Pin, withinMs: number, signal: AbortSignal): Promise<PinStatus>
  /** Fails with `refused` only when plex.tv says that the token is dead. */
  account(token: Secret, signal: AbortSignal): Promise<Account>
  /** Signs the token out at plex.tv. Fails with `refused` when it was dead already. */
  revoke(token: Secret, signal: AbortSignal): Promise<void>
  /**
   * The servers that the account reaches, at most 1,000: its own first, then by name. Their tokens and addresses stay
   * behind. Fails with `refused` only when plex.tv says that the token is dead.
   */
  servers(token: Secret, signal: AbortSignal): Promise<readonly Server[]>
}
