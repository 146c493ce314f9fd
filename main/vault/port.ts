import type { Secret } from '../secret.ts'
import type { Mood } from './mood.ts'

/** The three calls of keytar this app makes. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

/** The keychain of a system, and what can be told of it without asking the person. */
export interface SystemKeychain {
  readonly open: () => Promise<Keychain>
  readonly mood: () => Promise<Mood>
  /** Whether the keychain, which has just answered, is known to be open, so that its null means nothing is there. */
  readonly isOpen: () => Promise<boolean>
  /** Whether an item that was just stored is there, seen by another way than the one that stored it. */
  readonly isThere: (service: string, account: string) => Promise<boolean>
  /** More than a name for it, where there is one: why a call is not answered. */
  readonly whyLate: () => Error | undefined
  /** Ends what was started for it; whether nothing of it is left. */
  readonly end: () => Promise<boolean>
}

/**
 * `memory`: the keychain would not take the token, so it lasts until the app quits. `unseen`: the same, and the keychain
 * said that it took it. `unreadable`, `unstarted`: nobody could ask it, as in the problems of these names.
 */
export type Kept = 'keychain' | 'memory' | 'unseen' | 'unreadable' | 'unstarted'

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
