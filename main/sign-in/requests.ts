import type { SessionRecord } from '../account/session-record.ts'
import type { Clock } from '../clock.ts'
import type { Secret } from '../secret.ts'
import type { UnfinishedBusiness } from '../vault/unfinished.ts'
import { toPause, toProblem } from '../failure.ts'
import type { PlexApi } from '../plex/port.ts'
import type { TokenVault } from '../vault/port.ts'
import { leftOver } from './remembered.ts'
import type { Answer, Request } from './events.ts'

interface Ports {
  readonly api: Pick<PlexApi, 'issue' | 'account'>
  readonly vault: TokenVault
  readonly unfinished: Pick<UnfinishedBusiness, 'load'>
  readonly owe: (token: Secret, after?: Promise<void>) => Promise<void>
  readonly clock: Clock
  readonly random: () => number
  readonly record: SessionRecord
  readonly observe: (what: string, problem?: unknown) => void
}

/** What an attempt asks of plex.tv and of the keychain, and what they answer. */
export function createRequests({ api, vault, unfinished, owe, clock, random, record, observe }: Ports) {
  async function answer(effect: Request, signal: AbortSignal): Promise<Answer> {
    const { attempt } = effect
    try {
      switch (effect.kind) {
        case 'restore':
          return await restore(attempt)
        case 'request-pin':
          return { kind: 'pin-issued', attempt, ...(await api.issue('weak', signal)) }
        case 'identify':
          return await identify(attempt, signal)
        case 'revoke':
          await giveUp()
          record.signedOut()
          return { kind: 'erased', attempt }
        case 'erase':
          await vault.erase(owe)
          record.signedOut()
          return { kind: 'erased', attempt }
      }
    } catch (error) {
      if (!signal.aborted) observe(`${effect.kind} failed`, error)
      return { kind: 'failed', attempt, problem: toProblem(error), retryAfterMs: toPause(error) }
    }
  }

  async function restore(attempt: number): Promise<Answer> {
    const found = await vault.read()
    const older = await unfinished.load()
    const isGivenUp = older.owed.some(({ token }) => token.reveal() === found?.token.reveal())
    // A sign-out was cut short after its token was sealed for the revocation: nobody is signed in by that any more.
    if (isGivenUp) {
      observe('A sign-out that was cut short is finished')
      await vault.erase(owe)
      record.signedOut()
    }
    const kept = found === undefined || isGivenUp ? null : found.kept
    return { kind: 'restored', attempt, kept, left: leftOver(older, clock) }
  }

  /** Only plex.tv's own refusal ends a session; an outage merely leaves the account unnamed. */
  async function identify(attempt: number, signal: AbortSignal): Promise<Answer> {
    try {
      const found = await vault.read({ silently: true })
      if (found === undefined) return { kind: 'nothing-held', attempt }
      const account = await api.account(found.token, signal)
      record.confirmed()
      return { kind: 'identified', attempt, account, chance: random() }
    } catch (error) {
      if (!signal.aborted) observe('identify missed', error)
      const problem = toProblem(error)
      if (problem === 'refused') return { kind: 'refused', attempt }
      return { kind: 'unidentified', attempt, problem, retryAfterMs: toPause(error), chance: random() }
    }
  }

  /** Writes first: what it replaces can wait, and no outage can lose the token. */
  async function save(attempt: number, token: Secret): Promise<Answer> {
    const replaced = await vault.replaced()
    const kept = await vault.write(token, owe)
    record.signedIn()
    // The one before belonged to another account, or is dead: revoking it tells.
    if (replaced !== undefined && replaced.reveal() !== token.reveal()) void owe(replaced)
    return { kind: 'held', attempt, kept }
  }

  /**
   * Sealed for its revocation first: whatever happens between, the token has an owner. Revoked last: what is revoked and
   * still in the keychain would be taken for a sign-in by the next start.
   */
  async function giveUp() {
    const found = await vault.read().catch((error: unknown) => {
      if (toProblem(error) !== 'keychain-emptied') throw error
      return undefined
    })
    let tried = () => {}
    const erasing = new Promise<void>(resolve => (tried = resolve))
    if (found !== undefined) await owe(found.token, erasing)
    await vault.erase(owe).finally(tried)
  }

  return { answer, save }
}
