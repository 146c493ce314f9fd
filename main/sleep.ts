import type { Clock } from './clock.ts'

/** How long the computer slept: by the calendar, since the monotonic clock stood still. */
export function createSleep(clock: Clock) {
  let before: { readonly calendar: number; readonly now: number } | undefined
  return {
    suspended: () => {
      before = { calendar: clock.calendar(), now: clock.now() }
    },
    /** Milliseconds; 0 if the sleep was not announced, or the calendar was set back during it. */
    resumed: (): number => {
      if (before === undefined) return 0
      const slept = clock.calendar() - before.calendar - (clock.now() - before.now)
      before = undefined
      return Math.max(0, slept)
    },
  }
}
