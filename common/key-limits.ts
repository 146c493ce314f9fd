/** How many keys Latchkey keeps. */
export const MOST_KEYS = 200

/** How long a copied key stays on the clipboard. */
export const CLEARED_AFTER_MS = 60_000
