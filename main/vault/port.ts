import type { SessionId } from '../../common/ids.ts'
import type { KeychainTrouble } from '../../common/problems.ts'
import type { Secret } from '../secret.ts'

/** The three keytar calls that this app makes, and the one that finds copies of an item. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
  findCredentials(service: string): Promise<ReadonlyArray<{ account: string; password: string }>>
}

/**
 * Where an item is, as the keychain tells without asking anybody. `readable`: it can be read at once. `locked`: it is
 * there, behind a password. `guarded`: it is there and its keyring is open, but the person is asked before it is handed
 * out. `hidden`: it is not seen, but may be in a keyring that is locked and does not list what it holds. `missing`: it
 * is not there. `no-keyring`: it is not there, and neither is a keyring that new items would go to. `untold`: this
 * keychain does not tell (macOS, Windows).
 */
export type Place = 'readable' | 'locked' | 'guarded' | 'hidden' | 'missing' | 'no-keyring' | 'untold'

export interface Located {
  readonly place: Place
  /** How many items of that name can be read at once. */
  readonly copies: number
  /** Whether all copies can be read without a question, in one call. */
  readonly listable: boolean
  /**
   * Whether one more lies behind a lock. `locked`: it does. `maybe`: a closed keyring does not say what it has. `untold`:
   * this keychain does not tell.
   */
  readonly beyond: 'none' | 'locked' | 'maybe' | 'untold'
  /** Whether one more lies locked where a new one would be stored over it. */
  readonly isBeneath?: boolean
  /** Whether all keyrings are locked and list nothing. */
  readonly allHidden?: boolean
}

/**
 * Whether a new item is taken without a question. `locked`: somebody is asked for a password first. `guarded`: somebody is
 * asked to let us in. `none`: somebody is asked to make a keyring first.
 */
export type Room = 'open' | 'locked' | 'guarded' | 'none' | 'untold'

/** The system's keychain, and what it tells without asking the person. */
export interface SystemKeychain {
  readonly open: () => Promise<Keychain>
  /** Rejects with a `Failure`: `keychain-silent` if it does not answer, `keychain-missing` if there is none. */
  readonly locate: (account: string) => Promise<Located>
  /** Rejects as `locate` does. */
  readonly room: () => Promise<Room>
  /** Deletes copies of an item from every keyring but the one that new items go to, where that asks nobody. */
  readonly tidy: (account: string) => Promise<void>
  /**
   * Deletes an item where that asks nobody; whether none of it is left for a question. Null on a keychain that does not
   * tell whether it would ask. Rejects as `locate` does.
   */
  readonly eraseSilently: ((account: string) => Promise<boolean>) | null
  /**
   * The accounts of all items that can be seen without a question; none on a keychain that does not tell. Rejects as
   * `locate` does.
   */
  readonly accounts: () => Promise<readonly string[]>
  /** Whether the keychain answers anything at all, while one call to it has not come back. */
  readonly isAlive: () => Promise<boolean>
  /** Whether this computer has no keychain. Never rejects. */
  readonly isMissing: () => Promise<boolean>
  /** Why a call is not answered, if that is known. */
  readonly whyLate: () => Error | undefined
  /** Ends the calls under way; a dialog that they have put up may stay. Null where that cannot be done. */
  readonly stop: (() => void) | null
  /** The process that calls are made in; a keychain may let in just that one. Undefined if there is none now. */
  readonly process: () => object | undefined
  /** Has the next call made in a new process. */
  readonly renew: () => void
  /** Keeps that process, since the person has let it in. */
  readonly hold: () => void
  /** Ends the keychain's process; resolves with whether it is gone. */
  readonly end: () => Promise<boolean>
}

/**
 * Where the token is kept: in the keychain, or in memory until the app quits, and why. `unseen`: the keychain said that
 * it took it, but does not have it.
 */
export type Kept = 'keychain' | 'unseen' | KeychainTrouble

/** A token, and the session that it belongs to. */
export interface SessionToken {
  readonly session: SessionId
  readonly token: Secret
}

/**
 * What is remembered of a keychain item. `yes`: we stored it and did not erase it. `given-up`: what it may hold is over,
 * and has to be erased. `unknown`: a fresh install, a memory that was lost, or a change that was cut short.
 */
export type StoredHint = 'yes' | 'no' | 'unknown' | 'given-up'

/** What is remembered about the keychain item for the token. */
export interface StoredToken {
  readonly hint: StoredHint
  /** The session whose token was stored in it last; null if unknown. */
  readonly session: SessionId | null
}

/**
 * What is remembered of an item while another of ours may lie where nobody could reach it: the mark of the text that
 * counts. Any other text is of a session that is over, also in a later run. Null if none was left behind.
 */
export interface Mark {
  get(): string | null
  set(mark: string | null): void
}

/** Gives an owner to a token that is about to be overwritten or erased; fails if it must not be yet. */
export type Replacing = (token: Secret) => Promise<void>

/** Whether the person may be asked. Only a click asks, and a start by hand. */
export interface Asking {
  readonly silently?: boolean
}

/** Where the token lives between uses. */
export interface TokenVault {
  /**
   * Fails with a `Failure`: `keychain-asking` while the person is being asked, another problem of the keychain if it
   * cannot be read, `keychain-emptied` if the token is known to be gone.
   */
  read(how?: Asking): Promise<(SessionToken & { readonly kept: Kept }) | undefined>
  /**
   * Never loses the token: falls back to memory and says why. `replacing`: called with each other that it is about to
   * overwrite, also with one that was held.
   */
  write(token: SessionToken, replacing?: Replacing, how?: Asking): Promise<Kept>
  /** The token that is held, as far as we know without asking the keychain. */
  held(): Secret | undefined
  /** Tries again to store a token that is held in memory. */
  keep(how?: Asking, replacing?: Replacing): Promise<Kept>
  /** The session is over: from here on the token signs nobody in, also after a crash. */
  giveUp(): void
  /**
   * Erases the token of a session that is over, and each other that lies in its place. Never fails: what the keychain
   * does not let go of now is left to `clear`.
   */
  erase(how?: Asking, replacing?: Replacing): Promise<void>
  /** Erases silently what `erase` could not, and what lay out of reach when the token was stored beside it. */
  clear(replacing?: Replacing): Promise<void>
  /** Whether there is nothing for `clear` to do. */
  isClear(): boolean
  /** Whether the session is over, and all that the keychain may hold waits to be erased. */
  isGivenUp(): boolean
  /** What a silent try would meet now. */
  reach(): Promise<Reach>
}

/** What keeps what is wanted of the keychain from being had without a question. `open`: nothing; `untold`: only a try can tell. */
export type Reach = 'open' | 'untold' | KeychainTrouble

/** What an item needs of the system's keychain. */
export type ItemKeychain = Pick<
  SystemKeychain,
  'locate' | 'room' | 'tidy' | 'eraseSilently' | 'process' | 'hold' | 'renew'
>
