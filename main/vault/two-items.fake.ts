import { createKeychainCalls, type KeychainCalls } from './calls.ts'
import { type Account, ACCOUNTS } from './history-draws.fake.ts'
import type { Keyrings } from './keyrings.fake.ts'
import type { StoredHint } from './port.ts'
import { createSealedItem, type SealedItem } from './sealed-item.ts'

export type TwoItems = ReturnType<typeof createTwoItems>

/** An app with two items, and what it remembers of them when it ends. For tests. */
export function createTwoItems(keyrings: Keyrings, hint: StoredHint) {
  const { clock } = keyrings
  const hints = new Map<Account, StoredHint>(ACCOUNTS.map(each => [each, hint]))
  const marks = new Map<Account, string>()
  let app = boot()

  function boot() {
    const run = keyrings.boot()
    const calls = createKeychainCalls({ clock, keychain: run.keychain })
    let alive = true
    const itemOf = (each: Account) =>
      createSealedItem({
        account: each,
        calls,
        keychain: run.keychain,
        hint: {
          get: () => hints.get(each) ?? 'unknown',
          set: value => void (alive && hints.set(each, value)),
        },
        mark: {
          get: () => marks.get(each) ?? null,
          set(mark) {
            if (alive && mark === null) marks.delete(each)
            else if (alive && mark !== null) marks.set(each, mark)
          },
        },
      })
    const items = new Map(ACCOUNTS.map(each => [each, itemOf(each)]))
    return {
      calls,
      item: (each: Account): SealedItem => items.get(each)!,
      crash() {
        alive = false
        run.crash()
      },
    }
  }

  return {
    calls: (): KeychainCalls => app.calls,
    item: (each: Account) => app.item(each),
    hint: (each: Account) => hints.get(each),
    /** It ends at once, and another run begins: with what it remembers, or with nothing. */
    crash({ forgetful }: { readonly forgetful: boolean }) {
      app.crash()
      if (forgetful) for (const each of ACCOUNTS) hints.set(each, 'unknown')
      if (forgetful) marks.clear()
      app = boot()
    },
  }
}
