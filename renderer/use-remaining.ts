import { untilNextSecond } from './countdown.ts'
import { useElapsed } from './use-elapsed.ts'

const untilSecond = (elapsedMs: number): number => (elapsedMs < 0 ? untilNextSecond(-elapsedMs) : Infinity)
const untilEnd = (elapsedMs: number): number => (elapsedMs < 0 ? -elapsedMs : Infinity)

/** Milliseconds left until `deadline`, updated every whole second while the window is visible. */
export const useRemaining = (deadline: number): number => Math.max(0, -useElapsed(deadline, untilSecond))

/** Whether `deadline` is over. */
export const useIsOver = (deadline: number): boolean => useElapsed(deadline, untilEnd) >= 0
