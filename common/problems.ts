// Without the contract's schemas: the tray's icon needs this before they are loaded.

interface Meaning {
  readonly of: 'network' | 'plex' | 'code' | 'keychain'
  /** The session is over: its token is dead, or gone. */
  readonly endsSession?: true
  /** Trying again does not help: somebody has to do something first. */
  readonly needsSomebody?: true
  readonly next: NextStep
}

/**
 * What somebody who is signed out by it can do. `devices`: get a new code, and look at Plex whether the last one was
 * approved. `unlock`: have the keychain asked again, or sign in anyway. `answer`: answer the keychain's own question, or
 * sign in without it. `until-quit`: as `unlock`, but a new sign-in lasts only until Latchkey quits. `proxy-login`: enter
 * the password for the proxy.
 */
type NextStep =
  | 'again'
  | 'new-code'
  | 'devices'
  | 'sign-in'
  | 'unlock'
  | 'answer'
  | 'until-quit'
  | 'proxy-login'

/**
 * Why an attempt or a session is not going well, or ended. Code that depends on which problem it is asks this table.
 */
const table = {
  /** There is no network. */
  offline: { of: 'network', next: 'again' },
  /** DNS does not know plex.tv. */
  name: { of: 'network', next: 'again' },
  /** Refused, reset or timed out. */
  connection: { of: 'network', next: 'again' },
  /** The proxy refused, or nothing came through it. */
  proxy: { of: 'network', next: 'again' },
  /** 407. */
  'proxy-password': { of: 'network', needsSomebody: true, next: 'proxy-login' },
  /** Not trusted. */
  certificate: { of: 'network', needsSomebody: true, next: 'again' },
  /** This computer does not know the authority that issued the certificate. */
  authority: { of: 'network', needsSomebody: true, next: 'again' },
  /** The dates of the certificate do not fit this computer's clock. */
  clock: { of: 'network', needsSomebody: true, next: 'again' },
  /** 5xx, or an empty 404. */
  service: { of: 'plex', next: 'again' },
  /** 429. */
  'rate-limited': { of: 'plex', next: 'again' },
  /** An answer that is not plex.tv's. */
  unexpected: { of: 'plex', next: 'again' },
  /** 401: the token is dead. */
  refused: { of: 'plex', endsSession: true, next: 'sign-in' },
  /** 403, or 404 with 1020: plex.tv does not let this sign-in approve that code. */
  'not-allowed': { of: 'plex', needsSomebody: true, next: 'again' },
  /** plex.tv lists no such server for this key. */
  'no-server': { of: 'plex', needsSomebody: true, next: 'again' },
  expired: { of: 'code', next: 'new-code' },
  'used-elsewhere': { of: 'code', next: 'new-code' },
  /** The code ended while plex.tv could not be polled. */
  'ended-unseen': { of: 'code', next: 'devices' },
  /** The person is being asked, for a password or for leave, and has not answered yet. */
  'keychain-asking': { of: 'keychain', next: 'answer' },
  /** What we look for is behind a password. */
  'keychain-locked': { of: 'keychain', next: 'unlock' },
  /** It is open, but hands out or takes nothing unless somebody allows it. */
  'keychain-denied': { of: 'keychain', next: 'unlock' },
  /** It does not answer. */
  'keychain-silent': { of: 'keychain', next: 'until-quit' },
  /** It has no keyring that new items would go to: none was made yet, or its file cannot be read. */
  'keychain-broken': { of: 'keychain', next: 'unlock' },
  /** This computer has none. */
  'keychain-missing': { of: 'keychain', next: 'until-quit' },
  /** The token is no longer in it. */
  'keychain-emptied': { of: 'keychain', endsSession: true, next: 'sign-in' },
  /** The process that asks it cannot be started: one of the app's files has changed. */
  'keychain-unreadable': { of: 'keychain', next: 'until-quit' },
  /** The system does not start the process that asks it. */
  'keychain-unstarted': { of: 'keychain', next: 'until-quit' },
} as const satisfies Readonly<Record<string, Meaning>>

export type Problem = keyof typeof table

/** Why the keychain does not hand out or take something that is ours. */
export type KeychainTrouble = Exclude<Extract<Problem, `keychain-${string}`>, 'keychain-emptied'>

export const problems: Readonly<Record<Problem, Meaning>> = table

export const problemNames = Object.keys(table) as readonly Problem[]

/**
 * What keeps a sign-in from being confirmed. `unreachable`: plex.tv was not reached, or may not have been. `answered`:
 * somebody with plex.tv's certificate answered, but did not confirm it. `own`: no request is to blame; the problem
 * explains itself.
 */
export function whyUnconfirmed(problem: Problem): 'unreachable' | 'answered' | 'own' {
  const { of, endsSession } = problems[problem]
  if (of === 'network') return 'unreachable'
  return of === 'plex' && !endsSession ? 'answered' : 'own'
}

/** A token may be stored, but its keychain does not hand it out. */
export const isKeychainOutOfReach = (problem: Problem): problem is KeychainTrouble =>
  problems[problem].of === 'keychain' && !problems[problem].endsSession

/** What `isKeychainOutOfReach` is true of. */
export const keychainTroubles = problemNames.filter(isKeychainOutOfReach)

/** It may go away as soon as there is a network. */
export const waitsForNetwork = (problem: Problem): boolean =>
  problems[problem].of === 'network' && !problems[problem].needsSomebody

export const waitsForProxyLogin = (problem: Problem): boolean => problems[problem].next === 'proxy-login'

/** The code simply ended; nothing is broken. */
export const isOrdinary = (problem: Problem): boolean => problems[problem].next === 'new-code'
