/**
 * plex.tv keeps a claimed PIN for about this long; a token that was not fetched by then is lost. This sets the pace of
 * polling every PIN that may still be approved, on screen or not:
 *
 * - Polls start 1.5 s apart, whether or not the ones before have an answer. The fifth poll after an approval starts at
 *   most 5 × 1.5 = 7.5 s after it: four in a row may fail, and 2.5 s are left for the way to plex.tv.
 * - A poll is given up after 5 s. The fifth poll starts 6 s after the first, so what blocked the first does not block
 *   it.
 * - Only a 429 slows them, to 4 s: the second poll after an approval starts within 2 × 4 = 8 s.
 */
export const CLAIM_LIVES_MS = 10_000
export const POLL_EVERY_MS = 1_500
export const POLL_WITHIN_MS = 5_000
export const SLOWEST_POLL_MS = 4_000
/**
 * The least time between two polls after a wake-up, or when the person asks. The one before may have been held up on
 * its way by 0.4 s, and plex.tv still has a second between them.
 */
export const FASTEST_POLL_MS = 1_400
/**
 * How long a PIN is polled after its end: one approved in its last second still has a token, and the answer takes a
 * while.
 */
export const GRACE_MS = CLAIM_LIVES_MS + POLL_WITHIN_MS
/** plex.tv counts PINs per address; asking for them faster ends in 429. */
export const MINT_EVERY_MS = 5_000
export const SLOWEST_MINT_RETRY_MS = 30_000
/** About a quarter of an hour of trying for a code. */
export const MOST_MINT_MISSES = 30
/** How often an expired code is replaced by itself. */
export const MOST_RENEWALS = 3
/** A cancelled PIN with less than this left is not shown again. */
export const WORTH_REUSING_MS = 60_000
