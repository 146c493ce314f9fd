import type { QuestionId, SessionId } from '../../common/ids.ts'
import type { SessionRecord } from '../account/session-record.ts'
import { createAttemptEffects } from '../attempt/effects.ts'
import type { LeftOver } from '../attempt/events.ts'
import { ofBefore } from '../attempt/left-over.ts'
import { leftOver } from '../attempt/remembered.ts'
import type { Clock } from '../clock.ts'
import { Failure, toProblem } from '../failure.ts'
import type { PlexApi } from '../plex/port.ts'
import type { Secret } from '../secret.ts'
import { createSessionEffects } from '../session/effects.ts'
import type { Asks } from '../session/events.ts'
import type { TokenVault } from '../vault/port.ts'
import type { UnfinishedBusiness } from '../vault/unfinished.ts'
import type { Unfinished } from '../vault/unfinished-text.ts'
import type { Effect, Event } from './events.ts'
import type { State } from './state.ts'

/** What a sign-in needs from outside. */
export interface Surroundings {
  readonly api: Pick<PlexApi, 'issue' | 'check' | 'account'>
  readonly vault: TokenVault
  readonly unfinished: UnfinishedBusiness
  /** Queues the revocation of a token: stores it at once, then tells plex.tv. */
  readonly owe: (token: Secret) => Promise<void>
  /** Whether a token whose revocation is owed may be forgotten elsewhere; waits a few seconds for that. */
  readonly isSafe: (token: Secret) => Promise<boolean>
  /** Whether the revocation of a token is owed, or was done in this run. */
  readonly isOver: (token: Secret) => boolean
  readonly clock: Clock
  /** Makes a UUID. */
  readonly newId: () => string
}

interface Options extends Surroundings {
  readonly random: () => number
  readonly record: SessionRecord
  readonly observe: (what: string, problem?: unknown) => void
  readonly dispatch: (event: Event) => void
}

/** Does what the machine asks for, and dispatches what comes of it. */
export function createEffects(options: Options) {
  const { vault, unfinished, clock, newId, record, observe, dispatch } = options
  const saving = new Set<Promise<unknown>>()
  /** Ends when each new token is in the keychain: until then a later run needs its PIN. */
  let storing: Promise<unknown> | undefined

  /** Registers work that must finish before the app may end. */
  function track<T>(work: Promise<T>): Promise<T> {
    saving.add(work)
    return work.finally(() => saving.delete(work))
  }

  const owe = (token: Secret) => track(options.owe(token))

  /** Owes a token that is about to be lost; fails, so that it is not, if that debt could not be kept. */
  async function replacing(token: Secret) {
    // An earlier run may have owed it already, and plex.tv have been told by now.
    if (!options.isOver(token)) await owe(token)
    if (!(await options.isSafe(token))) throw new Failure('keychain-locked')
  }

  let mayAsk = false
  const session = createSessionEffects({ ...options, owe, replacing, mayAsk: () => mayAsk, track })
  const attempt = createAttemptEffects({
    ...options,
    owe,
    newSession: () => newId() as SessionId,
    newQuestion: () => newId() as QuestionId,
    track,
    async isKnown(token) {
      if (options.isOver(token)) return true
      const found = await vault.read({ silently: true }).catch(() => undefined)
      return found?.token.reveal() === token.reveal()
    },
  })

  /** The run before this one ended with a sign-out that the keychain did not hear of. */
  const wasSignedOut = vault.isGivenUp()

  function leftBy(older: Unfinished): LeftOver {
    const left = leftOver(older, clock)
    return wasSignedOut ? ofBefore(left) : left
  }

  const tellOf = (older: Unfinished) => dispatch({ kind: 'left-over', left: leftBy(older) })
  unfinished.whenLoaded(tellOf)

  async function restore(asks: Asks): Promise<Event> {
    try {
      await vault.clear(replacing)
      const found = await vault.read({ silently: asks === 'for-nothing' })
      const older = await unfinished.load({ silently: asks !== 'for-all' })
      const left = leftBy(older)
      if (found === undefined) return { kind: 'restored', found: null, left }
      const isGivenUp = older.owed.some(({ token }) => token.reveal() === found.token.reveal())
      if (!isGivenUp) return { kind: 'restored', found, left }
      // A sign-out was cut short after its revocation was queued: the token no longer signs anybody in.
      observe('A sign-out that was cut short is finished')
      await vault.erase({ silently: true }, replacing)
      record.signedOut(found.session)
      return { kind: 'restored', found: null, left: ofBefore(left) }
    } catch (error) {
      observe('restore failed', error)
      return { kind: 'not-restored', problem: toProblem(error) }
    }
  }

  /** Claims whose token is held in memory alone: a later run needs them. */
  const adopted = new Set<number>()

  async function dropAdopted() {
    for (const pinId of adopted) {
      adopted.delete(pinId)
      await attempt.claims.drop(pinId)
    }
  }

  async function adopt(pinId: number, id: SessionId) {
    const saved = await attempt.claims.adopt(pinId, token => session.save(id, token))
    await dropAdopted()
    if (saved?.kind === 'held' && saved.kept !== 'keychain') adopted.add(pinId)
    else await attempt.claims.drop(pinId)
    return saved
  }

  return {
    async run(effect: Effect): Promise<void> {
      switch (effect.kind) {
        case 'restore': {
          mayAsk ||= effect.asks !== 'for-nothing'
          const answer = await restore(effect.asks)
          dispatch(answer)
          // The machine ignored what was loaded meanwhile, since it expected it with this answer.
          if (answer.kind === 'not-restored') tellOf(unfinished.get())
          return
        }
        case 'request-pin':
          // Somebody has clicked for it.
          mayAsk = true
          return attempt.run(effect)
        case 'adopt-claim': {
          mayAsk = true
          const saved = await track(adopt(effect.pinId, effect.session))
          return dispatch(saved ?? { kind: 'nothing-to-adopt', session: effect.session })
        }
        case 'keep': {
          const kept = await track(vault.keep({ silently: effect.silently }, replacing))
          if (kept === 'keychain') await track(dropAdopted())
          return dispatch({ kind: 'moved', kept })
        }
        case 'save': {
          const saved = session.run(effect)
          const all = Promise.allSettled([storing, saved]).then(async () => {
            if (storing === all) storing = undefined
            await dropAdopted()
          })
          storing = all
          return saved
        }
        case 'sign-out':
        case 'erase':
          await session.run(effect)
          return track(dropAdopted())
        case 'identify':
        case 'check-at':
        case 'stop-checking':
          return session.run(effect)
        default:
          return attempt.run(effect)
      }
    },
    /** Removes from the keychain what a session that is over left there. */
    clear: () => track(vault.clear(replacing)),
    /** Stores the PINs that are watched now in the keychain, and stops polling others. */
    remember: (before: State, now: State) =>
      attempt.remember(before.attempts.watches, now.attempts.watches, storing),
    /** Stops all timers and requests; resolves when everything is stored or given up. */
    async dispose() {
      session.stop()
      attempt.stop()
      // Storing a token can lead to more work: the token that it replaces has to be revoked.
      while (saving.size > 0) await Promise.allSettled(saving)
    },
  }
}
