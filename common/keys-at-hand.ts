import type { KeyView } from './keys.ts'

/** Whether it can be shown, copied, renamed and taken back. */
export const isAtHand = ({ state }: KeyView): boolean => state === 'alive' || state === 'unconfirmed'

/** Those that a sign-out can take back. */
export const takeable = (list: readonly KeyView[]): number => list.filter(isAtHand).length
