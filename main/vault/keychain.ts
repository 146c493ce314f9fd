import { Secret } from '../secret.ts'
import { SignInError, type TokenVault } from '../sign-in/ports.ts'
import type { KeychainCalls } from './calls.ts'

/**
 * Whether a token was stored and never erased: `unknown` in a fresh install and after the settings were lost.
 * A locked Linux keychain answers `null`, just as an empty one does, and only this tells them apart.
 */
export type StoredHint = 'yes' | 'no' | 'unknown'

interface Options {
  readonly calls: Pick<KeychainCalls, 'ask'>
  /** Told when the keychain has taken the token that was kept in memory, having been given up before. */
  readonly keptAfterAll?: () => void
  readonly hint: { get(): StoredHint; set(hint: StoredHint): void }
}

export const SERVICE = 'Latchkey'
export const ACCOUNT = 'plex-token'

/** Stands for a moment where a token was, and is none. */
const NOTHING = 'signed-out'

/** One token in the system keychain, and in memory for as long as the keychain will not take it. */
export function createKeychainVault({ calls: { ask }, hint, keptAfterAll = () => {} }: Options): TokenVault {
  let held: Secret | undefined
  let wanted: Secret | undefined

  async function get(): Promise<Secret | null> {
    const found = await ask(keychain => keychain.getPassword(SERVICE, ACCOUNT))
    return found === null || found === '' || found === NOTHING ? null : new Secret(found)
  }

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

  return {
    async read() {
      if (held !== undefined) return { token: held, kept: 'memory' }
      const stored = hint.get()
      if (stored === 'no') return undefined
      const found = await get().catch((error: unknown) => {
        if (stored === 'yes') throw locked(error)
        return null
      })
      if (found !== null) {
        if (stored !== 'yes') hint.set('yes')
        return { token: found, kept: 'keychain' }
      }
      if (stored === 'yes') throw locked(new Error('The keychain did not return the stored token'))
      return undefined
    },

    replaced: async () => {
      // Of a fresh install nothing is known, and its keychain is not opened to look.
      if (held === undefined && hint.get() !== 'yes') return undefined
      return held ?? (await get().catch(() => null)) ?? undefined
    },

    async write(token) {
      held = token
      wanted = token
      hint.set('unknown')
      try {
        await put(token)
      } catch {
        return 'memory'
      }
      hint.set('yes')
      if (held === token) held = undefined
      return 'keychain'
    },

    async erase() {
      wanted = undefined
      const stored = hint.get()
      if (stored !== 'no') {
        try {
          if (!(await remove()) && stored === 'yes') await removeLocked()
          if (wanted === undefined) hint.set('no')
        } catch (error) {
          if (stored === 'yes') throw locked(error)
        }
      }
      if (wanted === undefined) held = undefined
    },
  }
}

const locked = (cause: unknown) => new SignInError('keychain-locked', { cause })
