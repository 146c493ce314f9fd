export const CHECK_EVERY_MS = 24 * 3_600_000
/** The share by which a pause varies at random, so that not all companions ask plex.tv at once. */
export const CHECK_JITTER = 0.1
export const LEAST_BETWEEN_CHECKS_MS = 300_000
export const FIRST_CHECK_RETRY_MS = 5_000
export const SLOWEST_CHECK_RETRY_MS = 300_000
/** A refusal counts only when it is repeated this much later. */
export const CONFIRM_REFUSAL_MS = 10_000
/** A computer that wakes up has its network a little later, and many wake up at the same time. */
export const CHECK_SPREAD_MS = 10_000
