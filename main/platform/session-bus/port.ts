import type { Value, Variant } from './read.ts'

/** The values of an answer or a signal, by signature. Answers with other signatures are not accepted. */
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
  readonly ssv: readonly [string, string, Variant]
  readonly aoao: readonly [readonly string[], readonly string[]]
  readonly 'a{sv}': readonly [ReadonlyMap<string, Variant>]
}
export type Known = keyof Answers

export interface Question<S extends Known> {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  /** The signature of `values`. */
  readonly signature?: string
  readonly values?: readonly Value[]
  /** The signature of the answer. */
  readonly returns: S
  /** Whether a service that is not running may be started for it. */
  readonly start?: boolean
  /** The longest wait for an answer, in milliseconds. */
  readonly within?: number
}

/**
 * `code`: the D-Bus name of the error, or one of ours. `no-bus`: the bus cannot be joined, or has ended. `no-reply`: no
 * answer came in time. `odd-reply`: the answer has another type.
 */
export class BusError extends Error {
  override readonly name = 'BusError'
  readonly code: string

  constructor(code: string, cause?: unknown) {
    super(code, { cause })
    this.code = code
  }
}

/** The code of a `BusError` from whichever bundle; null for any other error. */
export const busErrorCode = (error: unknown): string | null =>
  error instanceof Error && error.name === 'BusError' ? (error as BusError).code : null

/** An answer, and the unique name of the program that gave it. */
export interface Reply<S extends Known> {
  readonly sender: string
  readonly values: Answers[S]
}

/** Asks a program on the session bus of a Linux desktop. Rejects with a `BusError`. */
export type AskSessionBus = <S extends Known>(question: Question<S>) => Promise<Reply<S>>
