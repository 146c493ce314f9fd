import type { Snapshot } from '../common/contract.ts'
import type { KeyId } from '../common/ids.ts'
import { MOST_KEYS } from '../common/key-limits.ts'
import type { Text } from '../common/text.ts'

/** Why no key can be made now, or in the place of a dead one; undefined if one can. */
export function whyNoKey(
  text: Text,
  { keys, session }: Pick<Snapshot, 'keys' | 'session'>,
  instead?: KeyId,
): string | undefined {
  if (instead === undefined && keys.list.length >= MOST_KEYS)
    return text('window.keys.most', { count: MOST_KEYS })
  return session?.kind === 'signed-in' ? undefined : text('window.keys.signInFirst')
}
