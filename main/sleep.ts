import type { Clock } from './clock.ts'

/** How long the computer slept: the calendar went on while the monotonic clock stood still. */
export function createSleep(clock: Clock) {
  let before: { readonly calendar: number; readonly now: number } | undefined
  return {
    suspended: () => {
      before = { calendar: clock.calendar(), now: clock.now() }
    },
    /** Milliseconds; 0 when nobody was told of the sleep, or the calendar was set back in it. */
    resumed: (): number => {
      if (before === undefined) return 0
      const slept = clock.calendar() - before.calendar - (clock.now() - before.now)
      before = undefined
      return Math.max(0, slept)
    },
  }
}
