import type { Account, Server } from '../../common/sign-in-view.ts'
import type { KeyIdentity } from './headers.ts'
import type { Secret } from '../secret.ts'

/** Both halves are credentials while the PIN lives: whoever has them reads the token. */
export interface Pin {
  readonly id: number
  readonly code: string
}

export interface IssuedPin {
  readonly pin: Pin
  /** How long the PIN lives, in milliseconds from the answer. */
  readonly lifeMs: number
}

export type PinStatus =
  | { readonly kind: 'pending'; readonly lifeMs: number }
  | { readonly kind: 'gone' }
  | { readonly kind: 'claimed'; readonly token: Secret }

/** The plex.tv calls of a sign-in, and of a key. Every failure is a `Failure`. */
export interface PlexApi {
  /** `weak`: four characters for plex.tv/link, 15 minutes. `strong`: for app.plex.tv/auth, 30 minutes. */
  issue(kind: 'weak' | 'strong', signal: AbortSignal): Promise<IssuedPin>
  /** Answers within `withinMs` milliseconds. */
  check(pin: Pin, withinMs: number, signal: AbortSignal): Promise<PinStatus>
  /** Fails with `refused` only when plex.tv says that the token is dead. */
  account(token: Secret, signal: AbortSignal): Promise<Account>
  /** Signs the token out at plex.tv. Fails with `refused` if it was dead already. */
  revoke(token: Secret, signal: AbortSignal): Promise<void>
  /**
   * The servers that the account can reach, at most 1,000: its own first, then by name; without their tokens and
   * addresses. Fails with `refused` only when plex.tv says that the token is dead.
   */
  servers(token: Secret, signal: AbortSignal): Promise<readonly Server[]>
  /**
   * The devices that are signed in to the account, at most 1,000; without their tokens. Fails with `refused` only when
   * plex.tv says that the token is dead.
   */
  devices(token: Secret, signal: AbortSignal): Promise<readonly Device[]>
  /**
   * Approves a PIN for the account of the token. Fails with `refused` only when plex.tv says that the token is dead,
   * with `not-allowed` when it does not let this token approve that PIN.
   */
  link(code: string, token: Secret, signal: AbortSignal): Promise<void>
  /**
   * What a program needs for one server; undefined if the token does not reach it. `token`: the server's own, which for
   * one's own server is the same that plex.tv was asked with.
   */
  serverAccess(id: string, token: Secret, signal: AbortSignal): Promise<ServerAccess | undefined>
  /** Where each server can be reached, by its id, without any token. Fails as `servers` does. */
  serverWays(token: Secret, signal: AbortSignal): Promise<ReadonlyMap<string, readonly Way[]>>
}

/** A server's own token, and where it can be reached, as plex.tv lists that: nobody has tried. */
export interface ServerAccess {
  readonly owned: boolean
  readonly token: Secret
  readonly ways: readonly Way[]
}

export interface Way {
  /** As in `https://192-168-1-20.0123456789abcdef.plex.direct:32400`. */
  readonly uri: string
  /** IP address or host name. */
  readonly address: string
  readonly port: number
  /** In the server's own network. */
  readonly local: boolean
  /** Through Plex's own servers, slowly. */
  readonly relay: boolean
}

/** A program or an appliance with a token of its own. */
export interface Device {
  readonly identifier: string
  readonly name: string
  /** In milliseconds since 1970; null if plex.tv did not say. */
  readonly addedAt: number | null
}

/** plex.tv as a key's own program speaks to it. */
export type PlexFor = (key: KeyIdentity) => PlexApi
