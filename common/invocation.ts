import type { Environment } from './given-environment.ts'

/** A command line with a verb, and what is known of the process that was started with it. */
export interface Invocation {
  /** The arguments from the verb on, or from the first option before it. */
  readonly command: readonly string[]
  /** The folder in which the app has its lock; null if this person has no home. */
  readonly home: string | null
  /** The folder with everything that was bundled. */
  readonly files: string
  readonly version: string
  readonly given: Environment
  /** The program of this process, and what has to come before a verb or a switch of the app. */
  readonly program: string
  readonly start: readonly string[]
  readonly packaged: boolean
}

/** What the bundle of the verbs gives. */
export interface Verbs {
  /** Does what the verb says, and returns the exit code. */
  readonly runVerb: (invocation: Invocation) => Promise<number>
}
