import type { Problem } from '../common/sign-in-view.ts'

/** The app's one error: why something failed, as a problem of the contract, with the cause kept inside. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly problem: Problem
  /** How long plex.tv asked us to wait, in milliseconds; 0 if it did not. */
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
  error instanceof Failure ? error.problem : 'unexpected'

const LONGEST_PAUSE_MS = 300_000

/** How long plex.tv asked us to wait, in milliseconds: at most five minutes, even if it asked for more. */
export const toPause = (error: unknown): number =>
  error instanceof Failure ? Math.min(error.retryAfterMs, LONGEST_PAUSE_MS) : 0
