import type { Problem, Server } from '../../common/contract.ts'
import type { Secret } from '../secret.ts'
import type { Account, Kept, Pin } from './state.ts'

export interface IssuedPin {
  readonly pin: Pin
  /** Milliseconds the PIN has left at the moment of the answer. */
  readonly lifeMs: number
}

export type PinStatus =
  | { readonly kind: 'pending'; readonly lifeMs: number }
  | { readonly kind: 'gone' }
  | { readonly kind: 'claimed'; readonly token: Secret }

/** plex.tv, as far as signing in is concerned. Every failure is a `SignInError`. */
export interface PlexApi {
  /** `weak`: four characters for plex.tv/link, 15 minutes. `strong`: for app.plex.tv/auth, 30 minutes. */
  issue(kind: 'weak' | 'strong', signal: AbortSignal): Promise<IssuedPin>
  /** Answers within `withinMs` milliseconds. */
  check(pin: Pin, withinMs: number, signal: AbortSignal): Promise<PinStatus>
  /** Fails with `refused` only when plex.tv says that the token is dead. */
  account(token: Secret, signal: AbortSignal): Promise<Account>
  /** The Plex Media Servers that the account reaches. Fails with `refused` as `account` does. */
  servers(token: Secret, signal: AbortSignal): Promise<readonly Server[]>
  /** Signs the token out at plex.tv. Fails with `refused` when it was dead already. */
  revoke(token: Secret, signal: AbortSignal): Promise<void>
  /**
   * The servers that the account reaches, at most 1,000: its own first, then by name. Their tokens and addresses stay
   * behind. Fails with `refused` only when plex.tv says that the token is dead.
   */
  servers(token: Secret, signal: AbortSignal): Promise<readonly Server[]>
}

/** Where the token lives between uses. */
export interface TokenVault {
  /**
   * A locked keychain asks the person for its password, unless the token is to be read `silently`: for what nobody
   * waits for. Fails with `keychain-locked`, with `keychain-unreadable` or
   * `keychain-unstarted` where nobody can be asked, with `keychain-missing` where there is no keychain any more, or with
   * `keychain-emptied` where the token is known to be gone.
   */
  read(how?: {
    readonly silently?: boolean
  }): Promise<{ readonly token: Secret; readonly kept: Kept } | undefined>
  /** Never loses the token: falls back to memory and says so. `replacing`: as for `keep`. */
  write(token: Secret, replacing?: (token: Secret) => Promise<void>): Promise<Kept>
  /** The token that `write` would overwrite, as far as can be told without delay. */
  replaced(): Promise<Secret | undefined>
  /**
   * Tries once more to store a token that is held in memory. `replacing`: told of the one that it will overwrite, which
   * nobody could see when the keychain was locked.
   */
  keep(replacing?: (token: Secret) => Promise<void>): Promise<Kept>
  /** `replacing`: as for `keep`, of one that goes with it. */
  erase(replacing?: (token: Secret) => Promise<void>): Promise<void>
}

export class SignInError extends Error {
  override readonly name = 'SignInError'
  readonly problem: Problem
  /** How long plex.tv asked to be left alone, in milliseconds; 0 when it did not. */
  readonly retryAfterMs: number

  constructor(
    problem: Problem,
    { retryAfterMs = 0, cause }: { retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(problem, { cause })
    this.problem = problem
    this.retryAfterMs = retryAfterMs
  }
}

export const toProblem = (error: unknown): Problem =>
  error instanceof SignInError ? error.problem : 'unexpected'

/** How long plex.tv asked to be left alone, in milliseconds. */
export const toPause = (error: unknown): number => (error instanceof SignInError ? error.retryAfterMs : 0)
