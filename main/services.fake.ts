import type { KeyId } from '../common/ids.ts'
import type { KeyRecord } from './keys/record.ts'
import type { KeyRecords } from './keys/book.ts'
import type { KeyClipboard } from './keys/lend.ts'
import type { Remembered } from './services.ts'
import { Failure } from './failure.ts'
import { newMemory } from './memory/memory.ts'
import type { Keychain, Located, Place, SystemKeychain } from './vault/port.ts'

/** `guarded`: open, but the person is asked for each item. `unknown`: as on macOS and Windows, where nothing is told. */
export type Mood = 'ready' | 'locked' | 'guarded' | 'absent' | 'silent' | 'unknown'

interface Options {
  readonly open: () => Keychain
  readonly mood: () => Mood
  /** The items in the keychain, by account. */
  readonly items: ReadonlyMap<string, string>
}

/** A system's keychain with one keyring, which a test controls. */
export function keychainOf({ open, mood, items }: Options): SystemKeychain {
  function demand() {
    if (mood() === 'absent') throw new Failure('keychain-missing')
    if (mood() === 'silent') throw new Failure('keychain-silent')
  }
  function place(account: string): Place {
    if (mood() === 'unknown') return 'untold'
    if (!items.has(account)) return 'missing'
    return mood() === 'locked' || mood() === 'guarded' ? (mood() as Place) : 'readable'
  }
  return {
    open: async () => open(),
    async locate(account): Promise<Located> {
      demand()
      const beyond = mood() === 'unknown' ? 'untold' : place(account) === 'locked' ? 'locked' : 'none'
      return { place: place(account), copies: 1, listable: false, beyond }
    },
    async room() {
      demand()
      if (mood() === 'unknown') return 'untold'
      return mood() === 'locked' ? 'locked' : 'open'
    },
    tidy: async () => {},
    eraseSilently: null,
    async accounts() {
      demand()
      return mood() === 'ready' || mood() === 'guarded' ? [...items.keys()] : []
    },
    process: () => undefined,
    renew() {},
    hold() {},
    isAlive: async () => mood() !== 'silent',
    isMissing: async () => mood() === 'absent',
    whyLate: () => undefined,
    stop: null,
    end: async () => true,
  }
}

/** A keychain that does as it is asked. */
export const keychainIn = (items: Map<string, string>): Keychain => ({
  getPassword: async (_service, account) => items.get(account) ?? null,
  setPassword: async (_service, account, text) => void items.set(account, text),
  deletePassword: async (_service, account) => items.delete(account),
  findCredentials: async () => [...items].map(([account, password]) => ({ account, password })),
})

/** The memory without its file, which outlives a restart of the app. For tests. */
export function createMemory() {
  let remembered: Remembered = newMemory('5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11')
  return {
    get: () => remembered,
    set: (change: Partial<Remembered>) => void (remembered = { ...remembered, ...change }),
  }
}

/** What is remembered of keys, on a disk that may be full. For tests. */
export function createKeyRecords() {
  let records: readonly KeyRecord[] = []
  let kept = records
  let full = false
  return {
    get: () => records,
    set(next: readonly KeyRecord[]): boolean {
      records = next
      if (!full) kept = next
      return !full
    },
    names: (id: KeyId) => records.some(record => record.id === id),
    setFull: (value: boolean) => void (full = value),
    /** A new run reads what is on the disk. */
    reopen: () => void (records = kept),
  } satisfies KeyRecords & Record<string, unknown>
}

export const noClipboard: KeyClipboard = { copy: async () => {}, clearsInMs: () => null }
