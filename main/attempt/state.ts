import type { QuestionId } from '../../common/ids.ts'
import type { Account, Problem } from '../../common/sign-in-view.ts'
import type { Pin } from '../plex/port.ts'

/** Why the last request failed, and when (on the clock of `now`) the next one starts. */
export interface Trouble {
  readonly problem: Problem
  readonly retryAt: number
}

/**
 * A PIN that may still be approved, and is therefore polled until its end.
 *
 * `current` is the one on screen. `replaced` was on screen when it ended. `cancelled` is one that the person gave up,
 * or that was still watched when another PIN completed the sign-in: a token from it is a surprise, and the person is
 * asked about it.
 */
export interface Watch {
  readonly pin: Pin
  readonly role: 'current' | 'replaced' | 'cancelled'
  /** The whole life of the PIN as plex.tv first said, in milliseconds. */
  readonly lifeMs: number
  readonly deadline: number
  /** No answer moves the deadline beyond this: a PIN lives no longer than plex.tv first said. */
  readonly latest: number
  /** When the latest poll started; until the first one, when the PIN was issued. */
  readonly polledAt: number
  /** The start of each poll that has no answer yet. */
  readonly looks: readonly number[]
  /** The start of the latest poll that found it waiting for approval. */
  readonly seenAt: number
  /**
   * The latest moment when an approval could have been missed: a failed poll started, the computer woke up or the app
   * started.
   */
  readonly lostAt: number
  /** The start of the poll that found it gone. An earlier poll may still bring its token. */
  readonly goneAt: number | null
  readonly trouble: Trouble | null
}

/** A token that came after its attempt was over, kept until the person has decided about it. */
export interface Claim {
  readonly pinId: number
  /** Null until plex.tv has said whose token it is. */
  readonly account: Account | null
  /** The question to the person; null until it is known whether there is anything to decide. */
  readonly question: QuestionId | null
}

interface Begun {
  /** The number of this attempt: an answer to an earlier one changes nothing. */
  readonly epoch: number
  /** How many codes of this attempt have expired. */
  readonly renewals: number
}

export interface RequestingCode extends Begun {
  readonly kind: 'requesting-code'
  /** A request for a PIN is on its way. */
  readonly asked: boolean
  readonly misses: number
  readonly trouble: Trouble | null
}

export interface AwaitingApproval extends Begun {
  readonly kind: 'awaiting-approval'
}

export type Attempt = RequestingCode | AwaitingApproval

export interface Attempts {
  readonly attempt: Attempt | null
  /** The number of the latest attempt. */
  readonly epoch: number
  /** No PIN is asked for before this moment. */
  readonly mintFrom: number
  /** At most one is `current`, and exactly one while a code is on screen. */
  readonly watches: readonly Watch[]
  readonly claims: readonly Claim[]
}

export const noAttempts: Attempts = { attempt: null, epoch: 0, mintFrom: 0, watches: [], claims: [] }

/** The PIN whose code is on screen. */
export const currentWatch = ({ watches }: Attempts): Watch | undefined =>
  watches.find(({ role }) => role === 'current')
