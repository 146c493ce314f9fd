import type { Value, Variant } from './read.ts'

/** What the values of an answer or a signal are, by their signature. Others are not understood, and so not believed. */
export interface Answers {
  readonly '': readonly []
  readonly b: readonly [boolean]
  readonly o: readonly [string]
  readonly s: readonly [string]
  readonly u: readonly [number]
  readonly v: readonly [Variant]
  readonly as: readonly [readonly string[]]
  readonly us: readonly [number, string]
  readonly uu: readonly [number, number]
  readonly sss: readonly [string, string, string]
  readonly aoao: readonly [readonly string[], readonly string[]]
  readonly 'a{sv}': readonly [ReadonlyMap<string, Variant>]
}
export type Known = keyof Answers

export interface Question<S extends Known> {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  /** Of `values`; none where there are none. */
  readonly signature?: string
  readonly values?: readonly Value[]
  /** The signature of the answer. */
  readonly returns: S
  /** Whether a service that is not there may be started for it. */
  readonly start?: boolean
  /** Longest wait for an answer, in milliseconds. */
  readonly within?: number
}

/**
 * `code`: the D-Bus name of the error. `no-bus`: it cannot be joined, or ended. `no-reply`: none came in time.
 * `odd-reply`: one of another type.
 */
export class BusError extends Error {
  override readonly name = 'BusError'
  readonly code: string

  constructor(code: string, cause?: unknown) {
    super(code, { cause })
    this.code = code
  }
}

/** The code of a `BusError`, whichever bundle made it; null for all else. */
export const busErrorCode = (error: unknown): string | null =>
  error instanceof Error && error.name === 'BusError' ? (error as BusError).code : null

/** Asks somebody on the session bus of a Linux desktop. Rejects with a `BusError`. */
export type AskSessionBus = <S extends Known>(question: Question<S>) => Promise<Answers[S]>
