import { ManualClock, settle } from '../clock.manual.ts'
import type { TokenVault } from './port.ts'
import { createKeychainCalls } from './calls.ts'
import type { Keychain } from './port.ts'
import { createKeychainVault, type StoredHint } from './keychain.ts'
import type { Mood } from './mood.ts'
import { createUnfinished, type Unfinished } from './unfinished.ts'

type Calls = {
  -readonly [N in keyof Keychain]: (...parameters: Parameters<Keychain[N]>) => ReturnType<Keychain[N]>
}

/** A keychain in memory, a clock that stands still and a hint that remembers what it was. For tests. */
export function createBench() {
  const clock = new ManualClock()
  const calls: string[] = []
  const hints: StoredHint[] = []
  const bench = {
    clock,
    calls,
    hints,
    stored: null as string | null,
    hint: 'unknown' as StoredHint,
    keptAfterAll: 0,
    /** Whether anybody can tell that the keychain is open. */
    open: false,
    mood: 'unknown' as Mood,
    vault,
    unfinished,
    givenUp,
  }

  const working: Calls = {
    async getPassword(service, account) {
      calls.push(`get ${service} ${account}`)
      return bench.stored
    },
    async setPassword(service, account, password) {
      calls.push(`set ${service} ${account} ${password}`)
      bench.stored = password
    },
    async deletePassword(service, account) {
      calls.push(`delete ${service} ${account}`)
      const was = bench.stored
      bench.stored = null
      return was !== null
    },
  }
  const keychain = { ...working }

  const hint = {
    get: () => bench.hint,
    set(next: StoredHint) {
      bench.hint = next
      hints.push(next)
    },
  }

  function vault(open: () => Promise<Keychain> = async () => keychain) {
    return createKeychainVault({
      calls: createKeychainCalls({ clock, open }),
      isOpen: async () => bench.open,
      mood: async () => bench.mood,
      hint,
      keptAfterAll: () => void bench.keptAfterAll++,
    })
  }

  function unfinished() {
    return createUnfinished({
      calls: createKeychainCalls({ clock, open: async () => keychain }),
      isOpen: async () => bench.open,
      mood: async () => bench.mood,
      hint,
    })
  }

  /** What comes of an operation when the keychain has had its five seconds. */
  async function givenUp<T>(operation: Promise<T>): Promise<T> {
    operation.catch(() => {})
    await settle()
    await clock.advance(5_000)
    return operation
  }

  return Object.assign(bench, { keychain, working })
}

/** What a vault holds, with its token in the open: two secrets always look alike. */
export async function found(vault: TokenVault) {
  const held = await vault.read()
  return held && { token: held.token.reveal(), kept: held.kept }
}

/** What is unfinished, with its tokens in the open. */
export const inTheOpen = ({ pins, claims, owed }: Unfinished) => ({
  pins,
  claims: claims.map(({ pinId, token }) => ({ pinId, token: token.reveal() })),
  owed: owed.map(({ token, since }) => ({ token: token.reveal(), since })),
})

export const never = () => new Promise<never>(() => {})

export const refuse = () => Promise.reject(new Error('Cannot create an item in a locked collection'))

/** A call whose answers come when the test says so. */
export function answerLater<T>() {
  const answers: Array<{ resolve: (value: T) => void; reject: (error: Error) => void }> = []
  return { answers, call: () => new Promise<T>((resolve, reject) => answers.push({ resolve, reject })) }
}
