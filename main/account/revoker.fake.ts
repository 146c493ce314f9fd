import type { Problem } from '../../common/sign-in-view.ts'
import { ManualClock, settle } from '../clock.fake.ts'
import { Secret } from '../secret.ts'
import { Failure } from '../failure.ts'
import { keychainIn, keychainOf } from '../services.fake.ts'
import { createKeychainCalls } from '../vault/calls.ts'
import type { Keychain } from '../vault/port.ts'
import { createUnfinished } from '../vault/unfinished.ts'
import { createRevoker } from './revoker.ts'

export const first = new Secret('first-token')
export const second = new Secret('second-token')

export type Reply = Problem | 'revoked' | Error | Promise<void>

/** A keychain that outlives the app, and what is remembered of its item. */
export function createBench() {
  const items = new Map<string, string>()
  const keychain: { -readonly [N in keyof Keychain]: Keychain[N] } = { ...keychainIn(items) }
  let remembered: 'yes' | 'no' | 'unknown' = 'unknown'
  return {
    keychain,
    /** The item, or null if there is none. */
    get stored() {
      return items.get('unfinished') ?? null
    },
    unfinished() {
      const system = keychainOf({ open: () => keychain, mood: () => 'ready', items })
      return createUnfinished({
        calls: createKeychainCalls({ clock: new ManualClock(), keychain: system }),
        keychain: system,
        hint: { get: () => remembered, set: hint => void (remembered = hint) },
      })
    },
  }
}

/** A revoker with its own keychain, and a plex.tv that answers as the test wants. */
export function setup({ bench = createBench(), reply = (_token: string): Reply => 'revoked' } = {}) {
  const clock = new ManualClock()
  const unfinished = bench.unfinished()
  const asked: string[] = []
  const signals: AbortSignal[] = []
  const seen: Array<string | null> = []
  const observed: unknown[][] = []
  const givenUp: number[] = []
  const plex = { reply }
  const api = {
    async revoke(token: Secret, signal: AbortSignal) {
      asked.push(`${clock.now()} ${token.reveal()}`)
      signals.push(signal)
      const answer = plex.reply(token.reveal())
      if (answer instanceof Promise) return answer
      if (answer instanceof Error) throw answer
      if (answer !== 'revoked') throw new Failure(answer)
    },
  }
  const observe = (...what: unknown[]) => void observed.push(what)
  const revoker = createRevoker({
    api,
    apiFor: () => api,
    unfinished,
    clock,
    givenUp: () => void givenUp.push(clock.now()),
    observe,
  })
  revoker.subscribe(() => void seen.push(revoker.revocation()))
  const owed = () => unfinished.get().owed.map(({ token }) => token.reveal())
  return { bench, clock, unfinished, revoker, asked, signals, seen, observed, givenUp, plex, owed }
}

/** A setup whose plex.tv has given this answer to the first revocation. */
export async function owing(reply: Reply) {
  const parts = setup({ reply: () => reply })
  await parts.revoker.owe(first)
  await settle()
  return parts
}
