/** How many keys Latchkey keeps. */
export const MOST_KEYS = 200
