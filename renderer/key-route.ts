import type { Snapshot } from '../common/contract.ts'
import type { KeyId } from '../common/ids.ts'

export type View = 'sign-in' | 'settings' | 'doctor' | 'servers' | 'keys' | 'new-key' | 'key'

/** What the window shows. `key`: whose page it is; in the list, whose page the person comes from. */
export interface Place {
  readonly view: View
  readonly key: KeyId | null
}

/** Where what happens to keys leads from a place; null if the window stays where it is. */
export function nextKeyPlace({ view, key }: Place, before: Snapshot | null, after: Snapshot): Place | null {
  if (before === null) return null
  const was = before.keys.making
  const { making, list } = after.keys
  if (view === 'new-key' && was !== null && making?.id !== was.id && list.some(({ id }) => id === was.id))
    return { view: 'key', key: was.id }
  const needsPerson = making !== null && making.byHand !== null && (was?.byHand ?? null) === null
  const isBegun = making !== null && was === null && view === 'keys'
  if (needsPerson || isBegun) return { view: 'new-key', key: null }
  return view === 'key' && !list.some(({ id }) => id === key) ? { view: 'keys', key: null } : null
}
