import type { Problem } from '../common/sign-in-view.ts'

/** The one error of the app that says why something is not to be had: a problem of the contract, with the cause kept inside. */
export class Failure extends Error {
  override readonly name = 'Failure'
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
  error instanceof Failure ? error.problem : 'unexpected'

/** How long plex.tv asked to be left alone, in milliseconds. */
export const toPause = (error: unknown): number => (error instanceof Failure ? error.retryAfterMs : 0)
