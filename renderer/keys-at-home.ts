import type { KeyView } from '../common/keys.ts'

/** How many rows of keys the home has. */
export const MOST_AT_HOME = 3

const needsPerson = ({ state }: KeyView): boolean => state === 'dead' || state === 'missing'

/** Whether it goes before another: what needs the person, then the last handed out, then the newest. */
function before(one: KeyView, other: KeyView): number {
  if (needsPerson(one) !== needsPerson(other)) return needsPerson(one) ? -1 : 1
  if (one.lent !== null && other.lent !== null) return other.lent.at - one.lent.at
  if (one.lent !== null || other.lent !== null) return one.lent === null ? 1 : -1
  return other.madeAt - one.madeAt
}

/** The keys that the home shows beside `others` rows of another kind. */
export const keysAtHome = (list: readonly KeyView[], others: number): readonly KeyView[] =>
  list.toSorted(before).slice(0, Math.max(0, MOST_AT_HOME - others))
