/** A moment of the calendar as scripts read it; null where there is none. Not what time it is, which is the clock's to say. */
export const isoTime = (at: number | null): string | null =>
  // oxlint-disable-next-line no-restricted-globals
  at === null ? null : new Date(at).toISOString()
