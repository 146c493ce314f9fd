import type { Invocation } from '../common/invocation.ts'
import type { Text } from '../common/text.ts'
import type { Parsed } from './parse.ts'
import type { Signals } from './signals.ts'

/** Where a command writes: a stream of this process, or what a test looks at. */
export interface Output {
  readonly isTTY: boolean
  readonly columns: number
  /** Whether it may be coloured: a terminal of a person who did not say no. */
  readonly coloured: boolean
  /** Throws a `Failure` where it cannot be written. */
  write(text: string): Promise<void>
}

export interface Terminal {
  readonly stdout: Output
  readonly stderr: Output
  readonly signals: Signals
  /** Undoes what was changed of this process, which a program that it starts would inherit. */
  readonly restore: () => void
}

/** What a verb finds around it. */
export interface Surroundings extends Invocation, Terminal {
  readonly text: Text
  readonly json: boolean
  readonly stopped: AbortSignal
}

/** What a verb has to say at its end: the object of `--json`, or text. */
export interface Said {
  readonly data: object
  readonly text: string
  /** A script or a key: it is written as it is, however long its lines are. */
  readonly isVerbatim?: true
  /** Why it did not all go well, where there is something to say all the same. */
  readonly failure?: Error | undefined
}

/** Does what a verb says. A number is the exit code, where everything was said. */
export type Work = (around: Surroundings, parsed: Parsed) => Promise<Said | number>
