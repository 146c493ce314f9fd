import type { Clock } from '../clock.ts'

/** No computer that runs this release has a calendar before it. */
const RELEASED = 1_793_491_200_000 // 2026-11-01
const FAR_OFF_MS = 24 * 3_600_000

export type LocalClock = ReturnType<typeof createLocalClock>

/**
 * Whether this computer's calendar is far off. A certificate whose dates do not fit proves nothing alone: it may be
 * the certificate that is old. But plex.tv's own `Date` of an earlier answer, or a calendar before this release, tells.
 */
export function createLocalClock(clock: Clock) {
  let plexAhead: number | undefined
  return {
    /** `date`: the header of an answer that came over a trusted connection. */
    compare: (date: string | null) => {
      // oxlint-disable-next-line no-restricted-globals
      const theirs = Date.parse(date ?? '')
      if (Number.isFinite(theirs)) plexAhead = theirs - clock.calendar()
    },
    looksWrong: (): boolean =>
      clock.calendar() < RELEASED || (plexAhead !== undefined && Math.abs(plexAhead) > FAR_OFF_MS),
  }
}
