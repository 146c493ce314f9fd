import type { KeyId } from '../../common/ids.ts'
import { isSameName } from '../../common/key-names.ts'
import type { KeyRecord } from './record.ts'

/** What is remembered of keys. */
export interface KeyRecords {
  get(): readonly KeyRecord[]
  /** False if it could not be written down: it is then known until the app quits. */
  set(records: readonly KeyRecord[]): boolean
  /** Whether anything is remembered under that id, be it that nobody here understands it. */
  names(id: KeyId): boolean
}

export type Book = ReturnType<typeof createBook>

/** The records of all keys, of which each change is told. */
export function createBook(records: KeyRecords) {
  const listeners = new Set<() => void>()

  function write(next: readonly KeyRecord[]): boolean {
    const isWritten = records.set(next)
    for (const listener of listeners) listener()
    return isWritten
  }

  return {
    all: () => records.get(),
    names: (id: KeyId) => records.names(id),
    find: (id: KeyId) => records.get().find(record => record.id === id),
    /** False if a later run would not know of it. */
    add: (record: KeyRecord) => write([...records.get(), record]),
    change: (id: KeyId, next: Partial<KeyRecord>): void =>
      void write(records.get().map(record => (record.id === id ? { ...record, ...next } : record))),
    /** Changes all in one step, so that a crash cannot come between. */
    changeAll: (next: (record: KeyRecord) => KeyRecord): void => void write(records.get().map(next)),
    drop: (id: KeyId): void => void write(records.get().filter(record => record.id !== id)),
    /** Those that the person may know of. */
    listed: () => records.get().filter(({ givenUp }) => !givenUp),
    /** Whether another key has this name: one that is listed, or `shown`, which is being made. */
    isTaken: (name: string, { except, shown }: { readonly except?: KeyId; readonly shown?: KeyId } = {}) =>
      records.get().some(other => {
        const isListed = (other.stage !== 'making' && !other.givenUp) || other.id === shown
        return isListed && other.id !== except && isSameName(other.name, name)
      }),
    subscribe: (listener: () => void) => void listeners.add(listener),
  }
}
