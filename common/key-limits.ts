/** How many keys Latchkey keeps. */
export const MOST_KEYS = 200

/** How many programs may have one key without a question, and in how many files Latchkey writes it. */
export const MOST_PROGRAMS = 50
export const MOST_FILES = 20

/** How long a copied key stays on the clipboard. */
export const CLEARED_AFTER_MS = 60_000
