import { unbrokenAge, untilOlder } from '../common/age.ts'
import { useElapsed } from './use-elapsed.ts'

const never = () => Infinity

/** How long ago `moment` of `performance.now()` was, in words that keep up with the time, all on one line; null for null. */
export function useAge(moment: number | null): string | null {
  const ageMs = useElapsed(moment ?? 0, moment === null ? never : untilOlder)
  return moment === null ? null : unbrokenAge(ageMs)
}
