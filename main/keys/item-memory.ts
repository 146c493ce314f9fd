import type { KeyId } from '../../common/ids.ts'
import type { StoredHint } from '../vault/port.ts'
import type { KeyRecords } from './book.ts'

/**
 * A key that is no longer remembered has nothing in the keychain. One that is held has its token there: where the
 * keychain cannot be looked into, it is not gone.
 */
export const keyHints = (records: KeyRecords) => ({
  get(id: KeyId): StoredHint {
    const record = records.get().find(other => other.id === id)
    if (record === undefined) return 'no'
    return record.stored === 'unknown' && record.stage !== 'making' ? 'yes' : record.stored
  },
  set: (id: KeyId, stored: StoredHint): void =>
    void records.set(records.get().map(record => (record.id === id ? { ...record, stored } : record))),
})

export const keyMarks = (records: KeyRecords) => ({
  get: (id: KeyId): string | null => records.get().find(other => other.id === id)?.mark ?? null,
  set: (id: KeyId, mark: string): void =>
    void records.set(records.get().map(record => (record.id === id ? { ...record, mark } : record))),
})
