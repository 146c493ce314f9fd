/**
 * The process that asks the keychain could not be started. `unreadable`: a file that the app was started from is gone
 * or has changed; `unstarted`: the system starts no process, or none that reaches its first line.
 */
export class UnstartedError extends Error {
  override readonly name = 'UnstartedError'
  readonly why: 'unreadable' | 'unstarted'

  constructor(why: UnstartedError['why'], cause?: unknown) {
    super(`What asks the keychain is ${why}: ${String(cause)}`, { cause })
    this.why = why
  }
}

/** The `UnstartedError` behind an error: the error itself, or one of its causes. */
export function unstartedIn(error: unknown): UnstartedError | undefined {
  if (error instanceof UnstartedError) return error
  return error instanceof Error && error.cause !== undefined ? unstartedIn(error.cause) : undefined
}
