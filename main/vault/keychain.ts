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
  readonly hint: { get(): StoredHint; set(hint: StoredHint): void }
}

export const SERVICE = 'Latchkey'
export const ACCOUNT = 'plex-token'

/** One token in the system keychain, and in memory for as long as the keychain will not take it. */
export function createKeychainVault({ calls: { ask }, hint }: Options): TokenVault {
  let held: Secret | undefined
  let wanted: Secret | undefined

  const put = (token: Secret) =>
    ask(keychain => keychain.setPassword(SERVICE, ACCOUNT, token.reveal()), repair)
  const remove = () => ask(keychain => keychain.deletePassword(SERVICE, ACCOUNT), repair)

  /** A call that was given up has changed the keychain after all: it is made to hold what was wanted last. */
  function repair() {
    const token = wanted
    const repaired = token === undefined ? remove() : put(token)
    repaired.then(
      () => wanted === token && hint.set(token === undefined ? 'no' : 'yes'),
      () => {},
    )
  }

  return {
    async read() {
      if (held !== undefined) return { token: held, kept: 'memory' }
      const stored = hint.get()
      if (stored === 'no') return undefined
      const found = await ask(keychain => keychain.getPassword(SERVICE, ACCOUNT)).catch((error: unknown) => {
        if (stored === 'yes') throw locked(error)
        return null
      })
      if (found !== null && found !== '') {
        if (stored !== 'yes') hint.set('yes')
        return { token: new Secret(found), kept: 'keychain' }
      }
      if (stored === 'yes') throw locked(new Error('The keychain did not return the stored token'))
      return undefined
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
          await remove()
          hint.set('no')
        } catch (error) {
          if (stored === 'yes') throw locked(error)
        }
      }
      held = undefined
    },
  }
}

const locked = (cause: unknown) => new SignInError('keychain-locked', { cause })
