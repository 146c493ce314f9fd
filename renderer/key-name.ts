import { isSameName } from '../common/key-names.ts'
import type { KeyView } from '../common/keys.ts'

/** As the contract has it. */
export const LONGEST_NAME = 200

/** Why a key cannot have a name. `dead`: the key that has it is one that Plex refuses. */
export type NameTrouble = 'empty' | 'long' | 'taken' | 'dead'

/** What is wrong with a name beside those of `others`; null if nothing is. */
export function nameTrouble(
  name: string,
  others: readonly Pick<KeyView, 'name' | 'state'>[],
): NameTrouble | null {
  const trimmed = name.trim()
  if (trimmed === '') return 'empty'
  if (trimmed.length > LONGEST_NAME) return 'long'
  const other = others.find(each => isSameName(each.name, trimmed))
  if (other === undefined) return null
  return other.state === 'dead' ? 'dead' : 'taken'
}
