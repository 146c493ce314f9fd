import type { Problem } from '../../common/sign-in-view.ts'
import { ManualClock, settle } from '../clock.manual.ts'
import { Secret } from '../secret.ts'
import { Failure } from '../failure.ts'
import { createBench, inTheOpen } from '../vault/keychain.bench.ts'
import { createRevoker } from './revoker.ts'

export const first = new Secret('first-token')
export const second = new Secret('second-token')

export type Reply = Problem | 'revoked' | Error | Promise<void>

/** A revoker over a keychain of its own, and a plex.tv that says what the test wants. */
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
    unfinished,
    clock,
    givenUp: () => void givenUp.push(clock.now()),
    observe,
  })
  revoker.subscribe(() => void seen.push(revoker.revocation()))
  const owed = () => inTheOpen(unfinished.get()).owed.map(({ token }) => token)
  return { bench, clock, unfinished, revoker, asked, signals, seen, observed, givenUp, plex, owed }
}

/** A setup whose plex.tv has answered so to the revocation of the first token. */
export async function owing(reply: Reply) {
  const parts = setup({ reply: () => reply })
  await parts.revoker.owe(first)
  await settle()
  return parts
}
