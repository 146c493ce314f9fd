import type { Secret } from '../secret.ts'
import type { UnfinishedBusiness } from '../vault/unfinished.ts'
import { toProblem } from '../failure.ts'
import type { PlexApi } from '../plex/port.ts'
import type { TokenVault } from '../vault/port.ts'
import type { Answer, PinAnswer } from './events.ts'

interface Ports {
  readonly api: Pick<PlexApi, 'account'>
  readonly vault: TokenVault
  readonly unfinished: UnfinishedBusiness
  readonly owe: (token: Secret) => Promise<void>
  /** Ends the questions to plex.tv when the app ends. */
  readonly signal: AbortSignal
}

/** Tokens that nobody waits for: sealed in the keychain until the person has said what becomes of them. */
export function createClaims({ api, vault, unfinished, owe, signal }: Ports) {
  const held = (pinId: number) => unfinished.get().claims.filter(claim => claim.pinId === pinId)
  const drop = (pinId: number) =>
    unfinished.update(({ claims }) => ({ claims: claims.filter(claim => claim.pinId !== pinId) }))

  async function hold(pinId: number, token: Secret): Promise<PinAnswer> {
    await unfinished.update(({ claims }) => ({ claims: [...claims, { pinId, token }] }))
    return identify(pinId)
  }

  async function identify(pinId: number): Promise<PinAnswer> {
    for (const { token } of held(pinId)) {
      // The app had ended after storing this very token and before forgetting where it came from.
      if (await isHeld(token)) break
      try {
        return { kind: 'claim-identified', pinId, account: await api.account(token, signal) }
      } catch (error) {
        if (toProblem(error) !== 'refused') return { kind: 'claim-identified', pinId, account: null }
      }
    }
    await drop(pinId)
    return { kind: 'claim-refused', pinId }
  }

  const isHeld = async (token: Secret): Promise<boolean> => {
    const found = await vault.read().catch(() => undefined)
    return found?.token.reveal() === token.reveal()
  }

  /** A later approval for the same account has ended this one. While plex.tv cannot say so it is taken for alive. */
  const isAlive = (token: Secret): Promise<boolean> =>
    api.account(token, signal).then(
      () => true,
      error => toProblem(error) !== 'refused',
    )

  /** Where nothing is left to adopt, whatever was held before is held still. */
  async function adopt(
    attempt: number,
    pinId: number,
    save: (attempt: number, token: Secret) => Promise<Answer>,
  ): Promise<Answer> {
    for (const { token } of held(pinId)) {
      if (!(await isAlive(token))) continue
      const saved = await save(attempt, token)
      await drop(pinId)
      return saved
    }
    await drop(pinId)
    try {
      const found = await vault.read()
      return found === undefined
        ? { kind: 'nothing-held', attempt }
        : { kind: 'held', attempt, kept: found.kept }
    } catch (error) {
      return { kind: 'failed', attempt, problem: toProblem(error), retryAfterMs: 0 }
    }
  }

  /** Owed before it is dropped: whatever happens between, the token has an owner. */
  async function revoke(pinId: number): Promise<void> {
    for (const { token } of held(pinId)) await owe(token)
    await drop(pinId)
  }

  return { hold, identify, adopt, revoke }
}
