import { untilOlder, wholeAge } from './age.ts'
import { text } from './text.ts'
import { useElapsed } from './use-elapsed.ts'

const never = () => Infinity

/** How long ago `moment` of `performance.now()` was, in words that keep up with the time, all on one line; null for null. */
export function useAge(moment: number | null): string | null {
  const ageMs = useElapsed(moment ?? 0, moment === null ? never : untilOlder)
  return moment === null ? null : ageText(ageMs)
}

function ageText(ageMs: number): string {
  const age = wholeAge(ageMs)
  const words =
    age === null ? text('window.age.justNow') : text(`window.age.${age.unit}`, { count: age.count })
  return words.replaceAll(' ', '\u00a0')
}
