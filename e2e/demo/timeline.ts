/** What happens, printed as it happens. */
export interface Timeline {
  /** Prints a line with the seconds since the timeline began. */
  readonly step: (text: string) => void
  /** Starts a stopwatch, which says how many milliseconds it has run. */
  readonly stopwatch: () => () => number
}

/** A timeline that begins now and prints to stdout. */
export function createTimeline(): Timeline {
  const began = performance.now()
  return {
    step(text) {
      const seconds = ((performance.now() - began) / 1000).toFixed(2)
      process.stdout.write(`${seconds.padStart(6)} s  ${text}\n`)
    },
    stopwatch() {
      const started = performance.now()
      return () => Math.round(performance.now() - started)
    },
  }
}
