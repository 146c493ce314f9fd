import { useLayoutEffect, useState } from 'preact/hooks'

/** The longest delay of a timer, in milliseconds. */
const LONGEST_MS = 2 ** 31 - 1

/**
 * Milliseconds since `origin`, a moment of `performance.now()`; negative before it. While the window is visible it is
 * updated after the time that `untilChange` returns for it; never for `Infinity`.
 */
export function useElapsed(origin: number, untilChange: (elapsedMs: number) => number): number {
  const [, setRenewedAt] = useState(0)

  useLayoutEffect(() => {
    let timer: number | undefined
    const tick = () => {
      window.clearTimeout(timer)
      const current = performance.now()
      setRenewedAt(current)
      const waitMs = untilChange(current - origin)
      if (waitMs <= LONGEST_MS && document.visibilityState === 'visible')
        timer = window.setTimeout(tick, waitMs)
    }
    tick()
    document.addEventListener('visibilitychange', tick)
    return () => {
      window.clearTimeout(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [origin, untilChange])

  // Not the moment of the last update: `origin` may be newer.
  return performance.now() - origin
}
