import { unbrokenAge, untilOlder } from '../common/age.ts'
import { useElapsed } from './use-elapsed.ts'
import { useText } from './use-text.ts'

const never = () => Infinity

/** How long ago `moment` (of `performance.now()`) was, in words on one line that are kept up to date; null for null. */
export function useAge(moment: number | null): string | null {
  const text = useText()
  const ageMs = useElapsed(moment ?? 0, moment === null ? never : untilOlder)
  return moment === null ? null : unbrokenAge(text, ageMs)
}
