import { isSameName } from '../common/key-names.ts'
import { readable } from '../common/readable.ts'
import type { KeyView } from '../common/keys.ts'

/** As the contract has it. */
export const LONGEST_NAME = 200

/** Why a key cannot have a name. `dead`: the key that has it is one that Plex refuses. */
export type NameTrouble = 'empty' | 'long' | 'taken' | 'dead'

/** What is wrong with a name beside those of `others`; null if nothing is. */
export function nameTrouble(
  name: string,
  others: ReadonlyArray<{ readonly name: string; readonly state?: KeyView['state'] }>,
): NameTrouble | null {
  if (name.trim().length > LONGEST_NAME) return 'long'
  // As main takes it.
  const line = readable(name)
  if (line === null) return 'empty'
  const other = others.find(each => isSameName(each.name, line))
  if (other === undefined) return null
  return other.state === 'dead' ? 'dead' : 'taken'
}
