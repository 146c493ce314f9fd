import { Secret } from '../secret.ts'
import { Failure } from '../failure.ts'
import type { TokenVault } from './port.ts'
import type { Kept } from './port.ts'
import { isToken } from '../token.ts'
import type { KeychainCalls } from './calls.ts'
import { certainly, locked } from './item.ts'
import type { Mood } from './mood.ts'
import { whyInMemory } from './unstarted.ts'

/**
 * Whether a token was stored and never erased: `unknown` in a fresh install and after the settings were lost.
 * A locked Linux keychain answers `null`, just as an empty one does.
 */
export type StoredHint = 'yes' | 'no' | 'unknown'

interface Options {
  readonly calls: Pick<KeychainCalls, 'ask'>
  /** Whether the keychain, which has just answered, is known to be open, so that its null means nothing is there. */
  readonly isOpen: () => Promise<boolean>
  readonly mood: () => Promise<Mood>
  /** Told when the keychain has taken the token that was kept in memory, having been given up before. */
  readonly keptAfterAll?: () => void
  readonly hint: { get(): StoredHint; set(hint: StoredHint): void }
}

export const SERVICE = 'Latchkey'
export const ACCOUNT = 'plex-token'

/** Stands for a moment where a token was, and is none. */
const NOTHING = 'signed-out'

/** One token in the system keychain, and in memory for as long as the keychain will not take it. */
export function createKeychainVault({
  calls: { ask },
  isOpen,
  mood,
  hint,
  keptAfterAll = () => {},
}: Options): TokenVault {
  let held: Secret | undefined
  let wanted: Secret | undefined
  let erasing = 0
  /** The keychain did not tell which token the one in memory is to replace. */
  let unseen = false
  /** Why the token in memory is nowhere else. */
  let inMemory: Kept = 'memory'

  const get = () => ask(keychain => keychain.getPassword(SERVICE, ACCOUNT))
  const put = (token: Secret) =>
    ask(keychain => keychain.setPassword(SERVICE, ACCOUNT, token.reveal()), repair)
  const remove = () => ask(keychain => keychain.deletePassword(SERVICE, ACCOUNT), repair)

  /**
   * A locked Linux keychain deletes nothing and answers as one does that holds nothing (libsecret,
   * `secret_password_clear`). Writing asks the person to unlock it, and fails while it is locked.
   */
  async function removeLocked() {
    await ask(keychain => keychain.setPassword(SERVICE, ACCOUNT, NOTHING), repair)
    if (wanted === undefined) await remove()
  }

  /** A call that was given up has changed the keychain after all: it is made to hold what was wanted last. */
  function repair() {
    const token = wanted
    const repaired = token === undefined ? remove() : put(token)
    repaired.then(
      () => {
        if (wanted !== token) return
        hint.set(token === undefined ? 'no' : 'yes')
        if (token === undefined || held !== token) return
        held = undefined
        keptAfterAll()
      },
      () => {},
    )
  }

  async function store(token: Secret): Promise<Kept> {
    hint.set('unknown')
    try {
      await put(token)
    } catch (error) {
      inMemory = whyInMemory(error)
      return wanted === token && held === undefined ? 'keychain' : inMemory
    }
    hint.set('yes')
    if (held === token) held = undefined
    return 'keychain'
  }

  async function find(stored: StoredHint): Promise<string | null> {
    try {
      return await (stored === 'yes' ? certainly(get, isOpen) : get())
    } catch (error) {
      if (stored === 'yes' && held === undefined) throw error
      return null
    }
  }

  async function look(replacing: (token: Secret) => Promise<void>) {
    const found = await seen()
    if (isToken(found) && found !== NOTHING && found !== held?.reveal()) await replacing(new Secret(found))
  }

  async function seen(): Promise<string | null> {
    try {
      const found = await certainly(get, isOpen)
      unseen = false
      return found
    } catch (error) {
      unseen = true
      inMemory = whyInMemory(error)
      return null
    }
  }

  /** Whatever lies behind the lock is not the token in memory, and not to be deleted in its place. */
  const hidesAnother = () => unseen && held !== undefined

  /** The app had ended in the middle of an erasure. */
  async function finishErasure() {
    if (wanted !== undefined) return
    await remove().catch(() => {})
    if (wanted === undefined) hint.set('no')
  }

  return {
    async read({ silently = false } = {}) {
      if (held !== undefined) return { token: held, kept: inMemory }
      const stored = hint.get()
      if (stored === 'no') return undefined
      if (silently && (await mood()) === 'locked') throw locked(new Error('Reading would ask for a password'))
      const found = await find(stored).catch(async (error: unknown) => {
        throw (await mood()) === 'absent' ? new Failure('keychain-missing', { cause: error }) : error
      })
      // What came in the meantime is newer than what was found.
      if (held !== undefined) return { token: held, kept: inMemory }
      if (found === NOTHING) {
        await finishErasure()
        return undefined
      }
      if (found === null && stored === 'unknown') return undefined
      if (!isToken(found)) throw new Failure('keychain-emptied')
      if (stored !== 'yes') hint.set('yes')
      return { token: new Secret(found), kept: 'keychain' }
    },

    replaced: async () => {
      // Of a fresh install nothing is known, and its keychain is not opened to look.
      if (held !== undefined || hint.get() !== 'yes') return held
      const found = await seen()
      return isToken(found) && found !== NOTHING ? new Secret(found) : undefined
    },

    async write(token, replacing = async () => {}) {
      held = token
      wanted = token
      inMemory = 'memory'
      if (unseen) {
        await look(replacing)
        // A password that comes only now would have the one that nobody has seen overwritten: `keep` looks first.
        if (unseen) hint.set('unknown')
        if (unseen || held !== token || erasing > 0) return inMemory
      }
      return store(token)
    },

    async keep(replacing = async () => {}) {
      if (held !== undefined && unseen) await look(replacing)
      if (held === undefined) return 'keychain'
      if (erasing > 0) return inMemory
      wanted = held
      return store(held)
    },

    async erase(replacing = async () => {}) {
      wanted = undefined
      erasing++
      try {
        // Only where it asks nobody for a password: not every erasure is a click.
        if (hidesAnother() && (await mood()) === 'ready') await look(replacing)
        if (hint.get() !== 'no' && !hidesAnother()) {
          const removed = await remove()
          if (!removed && hint.get() === 'yes') await removeLocked()
          // A locked keychain deletes nothing: what is in it must be found again.
          const left = !removed && hint.get() === 'unknown' && (await mood()) === 'locked'
          if (wanted === undefined && !left) hint.set('no')
        }
      } catch (error) {
        if (hint.get() === 'yes') throw locked(error)
      } finally {
        erasing--
      }
      if (wanted === undefined) held = undefined
    },
  }
}
