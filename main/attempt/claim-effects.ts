import type { QuestionId } from '../../common/ids.ts'
import { toProblem } from '../failure.ts'
import type { PlexApi } from '../plex/port.ts'
import type { Secret } from '../secret.ts'
import type { UnfinishedBusiness } from '../vault/unfinished.ts'
import type { ClaimAnswer } from './events.ts'

interface Options {
  readonly api: Pick<PlexApi, 'account'>
  readonly unfinished: UnfinishedBusiness
  readonly owe: (token: Secret) => Promise<void>
  /** Whether this token is the one that is held, or one whose revocation is owed or was done in this run. */
  readonly isKnown: (token: Secret) => Promise<boolean>
  readonly newQuestion: () => QuestionId
  /** Aborts the requests to plex.tv when the app ends. */
  readonly signal: AbortSignal
}

/** Late claims: their tokens stay in the keychain until the person has decided about them. */
export function createClaimEffects({ api, unfinished, owe, isKnown, newQuestion, signal }: Options) {
  const held = (pinId: number) => unfinished.get().claims.filter(claim => claim.pinId === pinId)
  const drop = (pinId: number) =>
    unfinished.update(({ claims }) => ({ claims: claims.filter(claim => claim.pinId !== pinId) }))

  async function identify(pinId: number): Promise<ClaimAnswer> {
    const about = { kind: 'claim-identified', pinId, question: newQuestion() } as const
    for (const { token } of held(pinId)) {
      // The app ended after it had stored or given up this very token, but before it had noted that.
      if (await isKnown(token)) break
      try {
        return { ...about, account: await api.account(token, signal) }
      } catch (error) {
        if (toProblem(error) !== 'refused') return { ...about, account: null }
      }
    }
    await drop(pinId)
    return { kind: 'claim-refused', pinId }
  }

  /** A later approval for the same account ends an earlier token. It counts as alive unless plex.tv says otherwise. */
  const isAlive = (token: Secret): Promise<boolean> =>
    api.account(token, signal).then(
      () => true,
      error => toProblem(error) !== 'refused',
    )

  return {
    identify,
    async hold(pinId: number, token: Secret): Promise<ClaimAnswer> {
      await unfinished.update(({ claims }) => ({ claims: [...claims, { pinId, token }] }))
      return identify(pinId)
    },
    /** Hands the token over unless it is dead. The claim stays until it is dropped. */
    async adopt<T>(pinId: number, save: (token: Secret) => Promise<T>): Promise<T | undefined> {
      let saved: T | undefined
      for (const { token } of held(pinId)) {
        if (await isAlive(token)) saved = await save(token)
      }
      return saved
    },
    drop,
    /** The revocation is owed before the claim is dropped, so the token has an owner whatever happens in between. */
    async revoke(pinId: number): Promise<void> {
      for (const { token } of held(pinId)) await owe(token)
      await drop(pinId)
    },
  }
}
