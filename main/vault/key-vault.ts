import * as v from 'valibot'
import { KeyId } from '../../common/ids.ts'
import { Failure } from '../failure.ts'
import { Secret } from '../secret.ts'
import { isToken } from '../token.ts'
import type { KeychainCalls } from './calls.ts'
import { markOf } from './mark.ts'
import type { Asking, ItemKeychain, Kept, Reach, Replacing, StoredHint, SystemKeychain } from './port.ts'
import { createSealedItem, type SealedItem } from './sealed-item.ts'
import { whyInMemory } from './trouble.ts'

interface Options {
  readonly calls: Pick<KeychainCalls, 'ask' | 'asking' | 'subscribe' | 'refuse' | 'refusals' | 'questions'>
  readonly keychain: ItemKeychain & Pick<SystemKeychain, 'accounts'>
  /** What is remembered of the item of each key. */
  readonly hints: { get(key: KeyId): StoredHint; set(key: KeyId, hint: StoredHint): void }
  /** The mark of each key's token: another one is not taken for it. Null while none was stored. */
  readonly marks: { get(key: KeyId): string | null; set(key: KeyId, mark: string): void }
}

export type KeyVault = ReturnType<typeof createKeyVault>

const PREFIX = 'key:'

/** The tokens of the keys, each in a keychain item of its own, `key:ID`, and in memory while the keychain does not take it. */
export function createKeyVault({ calls, keychain, hints, marks }: Options) {
  const items = new Map<KeyId, SealedItem>()
  const inMemory = new Map<KeyId, Kept>()

  function itemOf(key: KeyId): SealedItem {
    const known = items.get(key)
    if (known !== undefined) return known
    const hint = {
      get: () => hints.get(key),
      // A key has one token for ever: one that could not be stored over what may be there is not given up.
      set: (value: StoredHint) =>
        hints.set(key, value === 'given-up' && made.state().kind === 'keeping' ? 'unknown' : value),
    }
    const made: SealedItem = createSealedItem({ account: `${PREFIX}${key}`, calls, keychain, hint })
    items.set(key, made)
    return made
  }

  function tokenIn(key: KeyId, text: string | null): Secret | undefined {
    if (text === null || !isToken(text)) return undefined
    const mark = marks.get(key)
    return mark === null || mark === markOf(text) ? new Secret(text) : undefined
  }

  async function keptAfter(key: KeyId, change: Promise<void>): Promise<Kept> {
    try {
      await change
    } catch (error) {
      inMemory.set(key, whyInMemory(error))
    }
    if (itemOf(key).state().kind !== 'keeping') inMemory.delete(key)
    return inMemory.get(key) ?? 'keychain'
  }

  return {
    /** Rejects with a `Failure` of the keychain: `keychain-emptied` if the token is not there any more. */
    async read(key: KeyId, how: Asking = {}): Promise<Secret> {
      const text = await itemOf(key).read(how)
      const token = tokenIn(key, text)
      if (token === undefined) throw new Failure('keychain-emptied')
      return token
    },
    /** Never loses the token: falls back to memory and says why. */
    write(key: KeyId, token: Secret, how: Asking = {}): Promise<Kept> {
      inMemory.set(key, 'keychain-asking')
      marks.set(key, markOf(token.reveal()))
      return keptAfter(key, itemOf(key).write(token.reveal(), how))
    },
    /** The keys whose items can be seen without a question. Never rejects. */
    async seen(): Promise<readonly KeyId[]> {
      const accounts = await keychain.accounts().catch(() => [])
      return accounts
        .filter(account => account.startsWith(PREFIX))
        .map(account => account.slice(PREFIX.length))
        .filter((id): id is KeyId => v.is(KeyId, id))
    },
    /** Tries again to store a token that is only in memory. */
    keep: (key: KeyId, how: Asking = {}): Promise<Kept> => keptAfter(key, itemOf(key).settle(how)),
    kept: (key: KeyId): Kept => inMemory.get(key) ?? 'keychain',
    /**
     * Erases what is there; each token in it that was not read from here is given an owner before. Resolves with whether it is gone: what the
     * keychain does not let go of now is left to the next try.
     */
    async erase(key: KeyId, how: Asking, owning: Replacing): Promise<boolean> {
      const item = itemOf(key)
      const replacing = async (text: string, isKnown: boolean) => {
        const token = tokenIn(key, text)
        if (!isKnown && token !== undefined) await owning(token)
      }
      inMemory.delete(key)
      await item.erase({ ...how, replacing }).catch(() => {})
      const isGone = item.state().kind === 'empty'
      if (isGone) items.delete(key)
      return isGone
    },
    /** How often the person has said no. */
    refusals: () => calls.refusals(),
    /** What a silent try would meet now. */
    reach: (key: KeyId): Promise<Reach> => itemOf(key).reach(),
  }
}
