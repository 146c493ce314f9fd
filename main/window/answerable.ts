import type { Clock } from '../clock.ts'

/** As long as a person needs to see that something else is under their hands now. */
export const DEAD_FOR_MS = 500

/** From when on a question may be answered: not in the moment in which it appears under a click or a key. */
export function createAnswerable(clock: Pick<Clock, 'now'>) {
  let isShown = false
  let from = 0

  return {
    /** The window came up, or shows another question. */
    begins() {
      from = clock.now() + DEAD_FOR_MS
    },
    shown(is: boolean) {
      isShown = is
    },
    /** How long no answer counts yet; null while nothing is shown. */
    inMs: (): number | null => (isShown ? Math.max(0, from - clock.now()) : null),
  }
}
