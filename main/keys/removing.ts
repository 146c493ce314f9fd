import type { KeyId } from '../../common/ids.ts'
import type { KeyVault } from '../vault/key-vault.ts'
import type { Asking } from '../vault/port.ts'
import type { Book } from './book.ts'
import type { Makings } from './makings.ts'
import { givenUp, type KeyRecord } from './record.ts'
import type { Taken } from './taking-back.ts'

interface Ports {
  readonly book: Book
  readonly makings: Pick<Makings, 'cancel' | 'has' | 'mayBring'>
  readonly takeBack: (record: KeyRecord, how: Asking) => Promise<Taken>
  readonly vault: Pick<KeyVault, 'refusals'>
  readonly changed: () => void
}

/** Gives keys up: what is known of each stays until nothing of it can live any more. */
export function createRemoving({ book, makings, takeBack, vault, changed }: Ports) {
  const removals = new Map<KeyId, Promise<void>>()

  /** Takes it back, and off the list once that is done. One at a time for each key. */
  function remove(id: KeyId, how: Asking = {}): Promise<void> {
    const removal = removals.get(id) ?? removed(id, how).finally(() => removals.delete(id))
    removals.set(id, removal)
    return removal
  }

  async function removed(id: KeyId, how: Asking): Promise<void> {
    book.changeAll(record => (record.id === id ? givenUp(record) : record))
    await makings.cancel(id)
    const record = book.find(id)
    // Its codes are watched to their end, which takes it off the books.
    if (record === undefined || record.stage === 'making') return
    const taken = await takeBack(record, how)
    if (taken === 'waiting') return changed()
    // It stays on the list until it is known whether an earlier run left a code of it: settling.ts tries again.
    if (taken === 'missing' && !record.givenUp && !makings.has(id))
      return makings.mayBring(id) ? changed() : book.change(id, { stage: 'missing' })
    // One of its codes may still bring a token.
    if (makings.mayBring(id)) book.change(id, { stage: 'making', givenUp: true })
    else book.drop(id)
  }

  /** All at once, so that a crash leaves none of them in use. */
  async function removeAll(which: (record: KeyRecord) => boolean) {
    const isMeant = (record: KeyRecord) =>
      record.stage !== 'missing' && record.stage !== 'dead' && which(record)
    const meant = book.all().filter(isMeant)
    book.changeAll(record => (isMeant(record) ? givenUp(record) : record))
    // Who has said no to one is not asked about the next.
    const before = vault.refusals()
    for (const { id } of meant) await remove(id, { silently: vault.refusals() !== before })
  }

  return {
    remove,
    removeAll,
    /** Takes a key off the list that cannot be taken back, or is dead. */
    forget: (id: KeyId) => {
      const stage = book.find(id)?.stage
      if (stage !== 'missing' && stage !== 'dead') return
      book.change(id, { ...(stage === 'missing' ? { stage: 'leaving' } : {}), givenUp: true })
      void remove(id, { silently: true })
    },
  }
}
