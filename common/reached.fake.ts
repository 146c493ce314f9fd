/**
 * Counts how often a property reached its assertion: one that never does would hold whatever the product does. For
 * tests.
 */
export function countReached() {
  let times = 0
  return {
    again: () => void times++,
    /**
     * Call this after the property has held. Fails if its assertion was reached fewer times than this, which has to be far
     * below what is usual (five times its square root at the least): the inputs are others in each run.
     */
    atLeast(least: number) {
      if (times < least) throw new Error(`Reached ${times} times, which is less than ${least}`)
    },
  }
}
