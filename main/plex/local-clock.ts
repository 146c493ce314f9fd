import type { Clock } from '../clock.ts'

/** The calendar of a computer that runs this release cannot be earlier. */
const RELEASED = 1_793_491_200_000 // 2026-11-01
const FAR_OFF_MS = 24 * 3_600_000

export type LocalClock = ReturnType<typeof createLocalClock>

/**
 * Tells whether this computer's calendar is far off. A certificate with the wrong dates proves nothing, since it may
 * itself be old. But plex.tv's `Date` in an earlier answer does, and so does a calendar earlier than this release.
 */
export function createLocalClock(clock: Clock) {
  let plexAhead: number | undefined
  return {
    /** `date`: the header of an answer over a trusted connection. */
    compare: (date: string | null) => {
      // oxlint-disable-next-line no-restricted-globals
      const theirs = Date.parse(date ?? '')
      if (Number.isFinite(theirs)) plexAhead = theirs - clock.calendar()
    },
    looksWrong: (): boolean =>
      clock.calendar() < RELEASED || (plexAhead !== undefined && Math.abs(plexAhead) > FAR_OFF_MS),
  }
}
