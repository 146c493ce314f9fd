/**
 * Counts how often a property reached its assertion: one that never does would hold whatever the product does. For
 * tests.
 */
export function countReached() {
  let times = 0
  return {
    again: () => void times++,
    /** Call this after the property has held. Fails if its assertion was reached fewer times than this. */
    atLeast(least: number) {
      if (times < least) throw new Error(`Reached ${times} times, which is less than ${least}`)
    },
  }
}
