import type { Remembered } from './services.ts'
import { defaults } from './settings/settings.ts'
import type { Mood } from './vault/mood.ts'
import type { Keychain, SystemKeychain } from './vault/port.ts'

interface Options {
  readonly open: () => Keychain
  readonly mood: () => Mood
  /** What is in the keychain, by account. */
  readonly items: ReadonlyMap<string, string>
}

/** The keychain of a system in the hands of a test. */
export const keychainOf = ({ open, mood, items }: Options): SystemKeychain => ({
  open: async () => open(),
  mood: async () => mood(),
  isOpen: async () => mood() === 'ready',
  isThere: async (_service, account) => items.has(account),
  whyLate: () => undefined,
  end: async () => true,
})

/** What is remembered in a file, without the file: it outlives an app that is started anew. For tests. */
export function createMemory() {
  let remembered: Remembered = defaults('')
  return {
    get: () => remembered,
    set: (change: Partial<Remembered>) => void (remembered = { ...remembered, ...change }),
  }
}
