/** Time as the simulator sees it. All values are milliseconds. */
export interface Clock {
  /** True time since the epoch; runs with real time and jumps by `advance` and `pass`. */
  now(): number
  /** What the `Date` header, `createdAt` and `expiresAt` are written from: `now()` plus the skew. */
  shown(milliseconds: number): number
  /** Stamps the request log: jumps by `pass` alone. */
  monotonic(): number
  advance(milliseconds: number): void
  pass(milliseconds: number): void
  setSkew(milliseconds: number): void
  /** From now on real time does not count: only `advance` and `pass` move the clock. Returns what lets it count again. */
  stop(): () => void
}

/** A clock that starts at real time. */
export function createClock(): Clock {
  const origin = Date.now() - performance.now()
  let real = () => performance.now()
  let advanced = 0
  let passed = 0
  let skew = 0
  return {
    now: () => origin + real() + advanced + passed,
    shown: milliseconds => milliseconds + skew,
    monotonic: () => real() + passed,
    advance: milliseconds => {
      advanced += milliseconds
    },
    pass: milliseconds => {
      passed += milliseconds
    },
    setSkew: milliseconds => {
      skew = milliseconds
    },
    stop: () => {
      const stopped = real()
      real = () => stopped
      return () => {
        const ahead = stopped - performance.now()
        real = () => performance.now() + ahead
      }
    },
  }
}
