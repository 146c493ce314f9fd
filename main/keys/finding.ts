import type { KeyId } from '../../common/ids.ts'
import { MOST_KEYS } from '../../common/key-limits.ts'
import * as v from 'valibot'
import type { KeyVault } from '../vault/key-vault.ts'
import type { Book } from './book.ts'
import { KeyRecord } from './record.ts'

interface Ports {
  readonly book: Pick<Book, 'add' | 'names' | 'listed'>
  readonly vault: Pick<KeyVault, 'seen' | 'recall'>
  /** The client identifier of this Latchkey. */
  readonly owner: () => string
  readonly observe: (what: string, problem?: unknown) => void
}

/**
 * Lists again each key of this computer that is in the keychain, and that nothing is remembered of: a disk may be full, a
 * file damaged, a backup older than its keys. Nobody is asked. Those of another computer, which has the same keychain,
 * are left alone.
 */
export function createFinding({ book, vault, owner, observe }: Ports) {
  async function look(id: KeyId): Promise<void> {
    const known = v.safeParse(KeyRecord, await vault.recall(id))
    if (!known.success || known.output.id !== id || known.output.owner !== owner()) return
    if (book.names(id) || book.listed().length >= MOST_KEYS) return
    const { once, stage } = known.output
    book.add({ ...known.output, stage: once ? 'leaving' : stage, stored: 'yes' })
    observe('A key in the keychain was not remembered, and is listed again')
  }

  return async function find(): Promise<void> {
    for (const id of await vault.seen()) if (!book.names(id)) await look(id)
  }
}
