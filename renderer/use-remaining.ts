import { useLayoutEffect, useState } from 'preact/hooks'
import { remainingUntil, untilNextSecond } from './countdown.ts'

/** Milliseconds left until `deadline`, renewed at each whole second while the window can be seen. */
export function useRemaining(deadline: number): number {
  const [now, setNow] = useState(() => performance.now())

  useLayoutEffect(() => {
    let timer: number | undefined
    const tick = () => {
      window.clearTimeout(timer)
      const current = performance.now()
      setNow(current)
      const remainingMs = remainingUntil(deadline, current)
      if (remainingMs > 0 && document.visibilityState === 'visible') {
        timer = window.setTimeout(tick, untilNextSecond(remainingMs))
      }
    }
    tick()
    document.addEventListener('visibilitychange', tick)
    return () => {
      window.clearTimeout(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [deadline])

  return remainingUntil(deadline, now)
}
