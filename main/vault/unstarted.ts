import type { Kept } from './port.ts'
import { UnseenError } from './seen.ts'

/**
 * Nobody can be asked for the keychain. `unreadable`: a file that the app was started from has gone or has changed;
 * `unstarted`: the system starts no process, or none that comes to its first line.
 */
export class UnstartedError extends Error {
  override readonly name = 'UnstartedError'
  readonly why: 'unreadable' | 'unstarted'

  constructor(why: UnstartedError['why'], cause?: unknown) {
    super(`What asks the keychain is ${why}: ${String(cause)}`, { cause })
    this.why = why
  }
}

/** Whether that is why something failed, be it said or behind what was said. */
export function unstartedIn(error: unknown): UnstartedError | undefined {
  if (error instanceof UnstartedError) return error
  return error instanceof Error && error.cause !== undefined ? unstartedIn(error.cause) : undefined
}

/** What is to be said of a token that the keychain did not take, or could not be asked about. */
export const whyInMemory = (error: unknown): Kept =>
  error instanceof UnseenError ? 'unseen' : (unstartedIn(error)?.why ?? 'memory')
