import { ada } from '../../common/samples.fake.ts'
import type { QuestionId, SessionId } from '../../common/ids.ts'
import type { LeftOver } from '../attempt/events.ts'
import type { Pin } from '../plex/port.ts'
import { Secret } from '../secret.ts'
import type { Fate } from './draws.fake.ts'
import type { Effect, Event } from './events.ts'

export const token = new Secret('sentinel-token-of-plex-tv')

interface Given {
  /** Whether an earlier run left a token, and what else it left. */
  readonly isHeld: boolean
  readonly left: () => LeftOver
  /** plex.tv refuses every token. */
  readonly isRefused: boolean
  readonly newId: () => string
  readonly newPin: () => Pin
}

/** What plex.tv and the keychain answer to an effect, as it was drawn. */
export function createAnswers({ isHeld, left, isRefused, newId, newPin }: Given) {
  function answerTo(effect: Effect, { goes, ...drawn }: Fate): Event {
    const { kept, chance, lifeMs, problem, retryAfterMs } = drawn
    switch (effect.kind) {
      case 'restore': {
        if (goes === 'badly') return { kind: 'not-restored', problem }
        const found = isHeld && goes === 'well' ? { session: newId() as SessionId, kept } : null
        return { kind: 'restored', found, left: left() }
      }
      case 'request-pin': {
        const { epoch } = effect
        if (goes !== 'well') return { kind: 'mint-missed', epoch, problem, retryAfterMs }
        return { kind: 'pin-issued', epoch, pin: newPin(), lifeMs }
      }
      case 'identify': {
        const { session } = effect
        if (goes === 'badly') return { kind: 'unidentified', session, problem, retryAfterMs, chance }
        if (goes === 'nowhere') return { kind: 'nothing-held', session }
        return isRefused
          ? { kind: 'refused', session }
          : { kind: 'identified', session, account: ada, chance }
      }
      case 'erase':
      case 'sign-out':
        return { kind: 'erased', session: effect.session }
      case 'save':
        return { kind: 'held', session: effect.session, kept }
      case 'adopt-claim': {
        const { session } = effect
        return goes === 'well' ? { kind: 'held', session, kept } : { kind: 'nothing-to-adopt', session }
      }
      case 'hold-claim':
      case 'identify-claim': {
        const { pinId } = effect
        if (goes === 'nowhere') return { kind: 'claim-refused', pinId }
        const account = goes === 'well' ? ada : null
        return { kind: 'claim-identified', pinId, account, question: newId() as QuestionId }
      }
      case 'check-pin':
        return pollAnswer({ pinId: effect.pin.id, askedAt: effect.askedAt }, drawn)
      default:
        return { kind: 'moved', kept }
    }
  }

  function pollAnswer(about: { pinId: number; askedAt: number }, drawn: Omit<Fate, 'goes'>): Event {
    const { lifeMs, problem, retryAfterMs } = drawn
    switch (drawn.poll) {
      case 'pending':
        return { kind: 'poll-pending', ...about, lifeMs }
      case 'missed':
        return { kind: 'poll-missed', ...about, problem, retryAfterMs }
      case 'gone':
        return { kind: 'pin-gone', ...about }
      case 'claimed':
        return { kind: 'pin-claimed', pinId: about.pinId, token, session: newId() as SessionId }
    }
  }

  return answerTo
}
