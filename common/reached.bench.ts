/**
 * Counts how often a property came to its assertion: one that never comes there holds whatever the product does. For tests.
 */
export function countReached() {
  let times = 0
  return {
    again: () => void times++,
    /** To be asked once the property has held. Fails where its assertion was reached less often. */
    atLeast(least: number) {
      if (times < least) throw new Error(`Reached ${times} times, which is less than ${least}`)
    },
  }
}
