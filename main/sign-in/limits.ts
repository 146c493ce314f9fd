/** A sign-in waits no longer than this to hear whether there is a keychain. */
export const LONGEST_LOOK_MS = 500
/**
 * plex.tv keeps a claimed PIN for about this long; a token that was not seen by then is lost. It alone sets the pace, for
 * every PIN that may still be approved, on screen or not:
 *
 * - Polls start 1.5 s apart, whether or not the ones before have an answer. Wherever an approval falls between two, the
 *   fifth after it starts within 5 × 1.5 = 7.5 s: four in a row may fail, and 2.5 s are left for the way to plex.tv.
 * - A poll is given up after 5 s. That is before the fifth, 6 s after it, so what held the first of four does not hold that.
 * - Only a 429 slows them, to 4 s: the second poll after an approval starts within 2 × 4 = 8 s.
 */
export const CLAIM_LIVES_MS = 10_000
export const POLL_EVERY_MS = 1_500
export const POLL_WITHIN_MS = 5_000
export const SLOWEST_POLL_MS = 4_000
/** After a wake-up, or when the person asks. */
export const FASTEST_POLL_MS = 1_250
/** How long a PIN is asked after beyond its end: one approved in its last second lives on, and its answer takes a while. */
export const GRACE_MS = CLAIM_LIVES_MS + POLL_WITHIN_MS
/** plex.tv counts PINs per address; asking for them faster ends in 429. */
export const MINT_EVERY_MS = 5_000
export const SLOWEST_MINT_RETRY_MS = 30_000
export const LONGEST_PAUSE_MS = 300_000
/** About a quarter of an hour of trying for a code. */
export const MOST_MINT_MISSES = 30
/** An expired code is replaced this often without being asked. */
export const MOST_RENEWALS = 3
/** A cancelled PIN with less than this left is not shown again. */
export const WORTH_REUSING_MS = 60_000
export const CHECK_EVERY_MS = 24 * 3_600_000
/** Part of a pause by which it may be longer or shorter, so that many companions do not knock together. */
export const CHECK_JITTER = 0.1
export const LEAST_BETWEEN_CHECKS_MS = 300_000
export const FIRST_CHECK_RETRY_MS = 5_000
export const SLOWEST_CHECK_RETRY_MS = 300_000
/** A refusal counts once it is repeated, this much later. */
export const CONFIRM_REFUSAL_MS = 10_000
/** A computer that wakes up has its network a little later, and it is seldom the only one. */
export const CHECK_SPREAD_MS = 10_000
