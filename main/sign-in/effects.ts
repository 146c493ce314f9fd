import type { Clock } from '../clock.ts'
import type { Secret } from '../secret.ts'
import type { Unfinished, UnfinishedBusiness } from '../vault/unfinished.ts'
import { createClaims } from './claims.ts'
import { createPolls } from './polls.ts'
import type { PlexApi } from '../plex/port.ts'
import type { TokenVault } from '../vault/port.ts'
import { leftOver, sealedPins } from './remembered.ts'
import type { SessionRecord } from '../account/session-record.ts'
import { createRequests } from './requests.ts'
import type { Effect, Event } from './events.ts'
import type { State } from './state.ts'

/** What of the world a sign-in takes. */
export interface Surroundings {
  readonly api: Omit<PlexApi, 'revoke' | 'servers'>
  readonly vault: TokenVault
  readonly unfinished: UnfinishedBusiness
  /** Takes a token that is given up, seals it, and sees to it that plex.tv hears of it. */
  readonly owe: (token: Secret, after?: Promise<void>) => Promise<void>
  readonly clock: Clock
}

interface Ports extends Surroundings {
  readonly random: () => number
  readonly record: SessionRecord
  readonly observe: (what: string, problem?: unknown) => void
  readonly nextAttempt: () => number
  readonly dispatch: (event: Event) => void
}

/** Does what the machine asks for, and dispatches what comes of it. */
export function createEffects(ports: Ports) {
  const { api, vault, unfinished, owe, clock, random, record, observe, nextAttempt, dispatch } = ports
  let work = new AbortController()
  const life = new AbortController()
  let cancelWake = () => {}
  const saving = new Set<Promise<unknown>>()
  const requests = createRequests({
    api,
    vault,
    unfinished,
    owe: (token, after) => track(owe(token, after)),
    clock,
    random,
    record,
    observe,
  })
  const polls = createPolls({ api, clock, nextAttempt, dispatch, observe })
  const claims = createClaims({ api, vault, unfinished, owe, signal: life.signal })

  /** What must be done before the app may end. */
  function track<T>(work: Promise<T>): Promise<T> {
    saving.add(work)
    return work.finally(() => saving.delete(work))
  }

  const tellOf = (older: Unfinished) => dispatch({ kind: 'left-over', left: leftOver(older, clock) })
  unfinished.whenLoaded(tellOf)

  async function run(effect: Effect): Promise<void> {
    switch (effect.kind) {
      case 'wake-at':
        cancelWake()
        cancelWake = clock.at(effect.at, () => dispatch({ kind: 'woken', attempt: effect.attempt }))
        return
      case 'poll-at':
        return polls.at(effect.pinId, effect.at)
      case 'stop':
        cancelWake()
        work.abort()
        work = new AbortController()
        return
      case 'save':
        return dispatch(await track(requests.save(effect.attempt, effect.token)))
      case 'adopt-claim':
        return dispatch(await track(claims.adopt(effect.attempt, effect.pinId, requests.save)))
      case 'hold-claim':
        return dispatch(await track(claims.hold(effect.pinId, effect.token)))
      case 'identify-claim':
        return dispatch(await claims.identify(effect.pinId))
      case 'revoke-claim':
        return await track(claims.revoke(effect.pinId))
      case 'check-pin':
        return dispatch(await polls.check(effect))
      case 'erase':
      case 'revoke':
        return dispatch(await track(requests.answer(effect, work.signal)))
      case 'keep':
        return dispatch({ kind: 'moved', kept: await track(vault.keep(owe)) })
      default: {
        const answer = await requests.answer(effect, work.signal)
        dispatch(answer)
        // What was loaded in the meantime was told to a machine that expected it with this answer.
        if (effect.kind === 'restore' && answer.kind === 'failed') tellOf(unfinished.get())
      }
    }
  }

  return {
    run,
    /** Seals the PINs that are watched now, and asks after no others. */
    remember(before: State, { watches }: State): void {
      polls.keepOnly(watches)
      const pins = sealedPins(watches, clock)
      const changed = sealedPins(before.watches, clock)
        .map(({ id, role }) => `${id} ${role}`)
        .join()
      if (pins.map(({ id, role }) => `${id} ${role}`).join() !== changed) {
        void track(unfinished.update(() => ({ pins })))
      }
    },
    /** Stops every timer and request; resolves once what is being stored or given up is. */
    async dispose() {
      cancelWake()
      work.abort()
      life.abort()
      polls.keepOnly([])
      // What is being stored may call for more: the token that it replaced is to be revoked.
      while (saving.size > 0) await Promise.allSettled(saving)
    },
  }
}
