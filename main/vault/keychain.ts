import type { Clock } from '../clock.ts'
import { Secret } from '../secret.ts'
import { SignInError, type TokenVault } from '../sign-in/ports.ts'

/** The three calls of keytar this app makes. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

/**
 * Whether a token was stored and never erased: `unknown` in a fresh install and after the settings were lost.
 * A locked Linux keychain answers `null`, just as an empty one does, and only this tells them apart.
 */
export type StoredHint = 'yes' | 'no' | 'unknown'

interface Options {
  readonly clock: Clock
  readonly open: () => Promise<Keychain>
  readonly hint: { get(): StoredHint; set(hint: StoredHint): void }
  /** Longest wait for one call, in milliseconds. A keychain whose unlock prompt is open never answers. */
  readonly timeoutMs?: number
}

export const SERVICE = 'Latchkey'
export const ACCOUNT = 'plex-token'
const MOST_HANGING = 3

/** One token in the system keychain, and in memory for as long as the keychain will not take it. */
export function createKeychainVault({ clock, open, hint, timeoutMs = 5_000 }: Options): TokenVault {
  let held: Secret | undefined
  let wanted: Secret | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let hanging = 0

  /** One call at a time, none of them for ever. keytar has four threads, and one that hangs keeps its own. */
  function ask<T>(call: (keychain: Keychain) => Promise<T>, afterAll = () => {}): Promise<T> {
    const answer = turn.then(() => {
      if (hanging >= MOST_HANGING) throw new Error('Earlier calls to the keychain have not come back')
      return within(call, afterAll)
    })
    turn = answer.catch(() => {})
    return answer
  }

  /** `afterAll` runs when a call that was given up succeeds after all. */
  function within<T>(call: (keychain: Keychain) => Promise<T>, afterAll: () => void): Promise<T> {
    return new Promise((resolve, reject) => {
      let late = false
      const cancel = clock.at(clock.now() + timeoutMs, () => {
        late = true
        hanging++
        reject(new Error(`No answer from the keychain in ${timeoutMs} ms`))
      })
      const settled = () => {
        cancel()
        if (late) hanging--
      }
      Promise.resolve()
        .then(open)
        .then(call)
        .then(
          value => {
            settled()
            if (late) afterAll()
            resolve(value)
          },
          (error: unknown) => {
            settled()
            reject(error)
          },
        )
    })
  }

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
