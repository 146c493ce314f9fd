import type { QuestionId, SessionId } from '../../common/ids.ts'
import type { Clock } from '../clock.ts'
import type { PlexApi } from '../plex/port.ts'
import type { Secret } from '../secret.ts'
import type { UnfinishedBusiness } from '../vault/unfinished.ts'
import { createClaimEffects } from './claim-effects.ts'
import type { AttemptEffect, AttemptEvent } from './events.ts'
import { createMintEffects } from './mint-effects.ts'
import { createPollEffects } from './poll-effects.ts'
import { sealedPins } from './remembered.ts'
import type { Watch } from './state.ts'

interface Options {
  readonly api: Pick<PlexApi, 'issue' | 'check' | 'account'>
  readonly unfinished: UnfinishedBusiness
  readonly owe: (token: Secret) => Promise<void>
  readonly isKnown: (token: Secret) => Promise<boolean>
  readonly clock: Clock
  readonly newSession: () => SessionId
  readonly newQuestion: () => QuestionId
  readonly dispatch: (event: AttemptEvent) => void
  readonly observe: (what: string, problem?: unknown) => void
  /** Registers work that must finish before the app may end. */
  readonly track: <T>(work: Promise<T>) => Promise<T>
}

/** Does what an attempt asks for, and dispatches what comes of it. */
export function createAttemptEffects(options: Options) {
  const { api, unfinished, owe, isKnown, clock, newSession, newQuestion, dispatch, observe, track } = options
  const life = new AbortController()
  const polls = createPollEffects({ api, clock, newSession, dispatch, observe })
  const mints = createMintEffects({ api, clock, dispatch, observe })
  const claims = createClaimEffects({ api, unfinished, owe, isKnown, newQuestion, signal: life.signal })
  let watched: readonly Watch[] = []

  return {
    claims,
    async run(effect: AttemptEffect): Promise<void> {
      switch (effect.kind) {
        case 'request-pin':
        case 'mint-at':
        case 'stop-minting':
          return mints.run(effect)
        case 'check-pin':
          return polls.check(effect)
        case 'poll-at':
          return polls.at(effect.pinId, effect.at)
        case 'hold-claim':
          return dispatch(await track(claims.hold(effect.pinId, effect.token)))
        case 'identify-claim':
          return dispatch(await claims.identify(effect.pinId))
        case 'revoke-claim':
          return track(claims.revoke(effect.pinId))
      }
    },
    /** Stores the PINs that are watched now in the keychain, once `after` is over, and stops polling others. */
    remember(before: readonly Watch[], now: readonly Watch[], after?: Promise<unknown>): void {
      polls.keepOnly(now)
      watched = now
      const names = (watches: readonly Watch[]) =>
        sealedPins(watches, clock)
          .map(({ id, role }) => `${id} ${role}`)
          .join()
      if (names(now) === names(before)) return
      const store = () => unfinished.update(() => ({ pins: sealedPins(watched, clock) }))
      // At once, where it can be: with a claim that is held, the end of its PIN is one change.
      void track(after === undefined ? store() : after.then(store))
    },
    stop() {
      mints.stop()
      life.abort()
      polls.keepOnly([])
    },
  }
}
