import type { SessionId } from '../../common/ids.ts'
import type { SessionRecord } from '../account/session-record.ts'
import type { Clock } from '../clock.ts'
import { toPause, toProblem } from '../failure.ts'
import type { PlexApi } from '../plex/port.ts'
import type { Secret } from '../secret.ts'
import type { TokenVault } from '../vault/port.ts'
import type { SessionEffect, SessionEvent } from './events.ts'

interface Options {
  readonly api: Pick<PlexApi, 'account'>
  readonly vault: TokenVault
  /** Queues the revocation of a token: stores it at once, then tells plex.tv. */
  readonly owe: (token: Secret) => Promise<void>
  /** Owes a token that is about to be lost; resolves once that debt is kept, fails if it could not be. */
  readonly replacing: (token: Secret) => Promise<void>
  /** Whether the person has done something in this run that the keychain may ask about. */
  readonly mayAsk: () => boolean
  readonly clock: Clock
  readonly random: () => number
  readonly record: SessionRecord
  readonly dispatch: (event: SessionEvent) => void
  readonly observe: (what: string, problem?: unknown) => void
  /** Registers work that must finish before the app may end. */
  readonly track: <T>(work: Promise<T>) => Promise<T>
}

type OwnEffect = Exclude<SessionEffect, { kind: 'restore' | 'adopt-claim' | 'keep' }>

/** Does what a session asks for, and dispatches what comes of it. */
export function createSessionEffects(options: Options) {
  const { api, vault, owe, replacing, mayAsk, clock, random, record, dispatch, observe, track } = options
  let work = new AbortController()
  let cancelCheck = () => {}

  function stopChecking() {
    cancelCheck()
    work.abort()
    work = new AbortController()
  }

  /** Only plex.tv's own refusal ends a session; in an outage the account just has no name yet. */
  async function identify(session: SessionId, signal: AbortSignal): Promise<SessionEvent> {
    try {
      const found = await vault.read({ silently: true })
      if (found === undefined) return { kind: 'nothing-held', session }
      const account = await api.account(found.token, signal)
      if (!signal.aborted) record.confirmed(session)
      return { kind: 'identified', session, account, chance: random() }
    } catch (error) {
      if (!signal.aborted) observe('identify missed', error)
      const problem = toProblem(error)
      if (problem === 'refused') return { kind: 'refused', session }
      return { kind: 'unidentified', session, problem, retryAfterMs: toPause(error), chance: random() }
    }
  }

  /**
   * The token before belongs to another account or is already dead: either way it is owed, and that before it is
   * overwritten, so that it has an owner whatever happens in between. A later run still has the PIN or the claim that the
   * new one came by.
   */
  async function save(session: SessionId, token: Secret): Promise<SessionEvent> {
    const before = vault.held()
    if (before !== undefined && before.reveal() !== token.reveal()) await owe(before)
    const kept = await vault.write({ session, token }, replacing, { silently: !mayAsk() })
    record.signedIn(session)
    return { kind: 'held', session, kept }
  }

  /**
   * The token signs nobody in from here on. It is owed at once, and erased only once that is kept. The session is then
   * over, whether or not the keychain lets go of its token now.
   */
  async function giveUp() {
    const token = vault.held()
    vault.giveUp()
    if (token !== undefined) await owe(token)
    await vault.erase({}, replacing)
  }

  /** plex.tv has ended the token that is held, which needs no owner any more. */
  function eraseDead(): Promise<void> {
    const dead = vault.held()?.reveal()
    return vault.erase({ silently: true }, async other => {
      if (other.reveal() !== dead) await replacing(other)
    })
  }

  async function erased(session: SessionId, erase: () => Promise<void>): Promise<SessionEvent> {
    await erase()
    record.signedOut(session)
    return { kind: 'erased', session }
  }

  return {
    save,
    async run(effect: OwnEffect): Promise<void> {
      switch (effect.kind) {
        case 'save':
          return dispatch(await track(save(effect.session, effect.token)))
        case 'identify': {
          const { signal } = work
          const answer = await identify(effect.session, signal)
          // The same session may have asked again meanwhile, and waits for that answer.
          return signal.aborted ? undefined : dispatch(answer)
        }
        case 'sign-out':
          return dispatch(await track(erased(effect.session, giveUp)))
        case 'erase':
          return dispatch(await track(erased(effect.session, eraseDead)))
        case 'check-at':
          cancelCheck()
          cancelCheck = clock.at(effect.at, () => dispatch({ kind: 'check-due', session: effect.session }))
          return
        case 'stop-checking':
          return stopChecking()
      }
    },
    stop: stopChecking,
  }
}
