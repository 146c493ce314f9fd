import type { SessionId } from '../common/ids.ts'
import type { Clock } from './clock.ts'
import type { KeyRecords } from './keys/book.ts'
import { keyHints, keyMarks } from './keys/item-memory.ts'
import type { Memory } from './memory/memory.ts'
import { createKeychainCalls } from './vault/calls.ts'
import { createItemAccess } from './vault/item-access.ts'
import { createKeyVault } from './vault/key-vault.ts'
import type { SystemKeychain } from './vault/port.ts'
import { createTokenVault } from './vault/token-vault.ts'
import { createUnfinished } from './vault/unfinished.ts'

/** What is remembered of the items of the sign-in. */
type Remembered = Pick<Memory, 'tokenStored' | 'tokenSession' | 'tokenMark' | 'unfinishedStored'>

interface Ports {
  readonly clock: Clock
  readonly keychain: SystemKeychain
  readonly memory: { get(): Remembered; set(change: Partial<Remembered>): void }
  readonly keyRecords: KeyRecords
  /** Makes a UUID. */
  readonly newId: () => string
  readonly observe: (what: string, problem?: unknown) => void
}

/** All that Latchkey has in the keychain, behind one line of calls: the token, the keys and what is unfinished. */
export function createOwnItems({ clock, keychain, memory, keyRecords, newId, observe }: Ports) {
  const calls = createKeychainCalls({ clock, keychain })
  const reached = { calls, keychain }
  return {
    calls,
    vault: createTokenVault({
      ...reached,
      stored: {
        get: () => ({ hint: memory.get().tokenStored, session: memory.get().tokenSession }),
        set: ({ hint, session }) => memory.set({ tokenStored: hint, tokenSession: session }),
      },
      mark: { get: () => memory.get().tokenMark, set: tokenMark => memory.set({ tokenMark }) },
      newSession: () => newId() as SessionId,
    }),
    keyVault: createKeyVault({ ...reached, hints: keyHints(keyRecords), marks: keyMarks(keyRecords) }),
    unfinished: createUnfinished({
      ...reached,
      hint: {
        get: () => memory.get().unfinishedStored,
        set: unfinishedStored => memory.set({ unfinishedStored }),
      },
      observe,
    }),
    /** One of its own, to try the keychain with. */
    testItem: createItemAccess({ ...reached, account: 'doctor', hint: () => 'no' }),
    /** Waits up to `ms` milliseconds for open calls; resolves with whether this process can then end by itself. */
    close: async (ms: number): Promise<boolean> => {
      const answered = await calls.close(ms)
      return (await keychain.end()) || answered
    },
  }
}
