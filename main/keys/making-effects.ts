import type { SessionId } from '../../common/ids.ts'
import { createMintEffects } from '../attempt/mint-effects.ts'
import { createPollEffects } from '../attempt/poll-effects.ts'
import { sealedPins } from '../attempt/remembered.ts'
import type { Clock } from '../clock.ts'
import { toProblem } from '../failure.ts'
import type { PlexApi } from '../plex/port.ts'
import type { Secret } from '../secret.ts'
import type { UnfinishedBusiness } from '../vault/unfinished.ts'
import type { Making, MakingEffect, MakingEvent } from './making.ts'
import type { KeyRecord } from './record.ts'

interface Options {
  readonly record: Pick<KeyRecord, 'id'>
  /** As the key's own program. */
  readonly api: Pick<PlexApi, 'issue' | 'check'>
  /** Approves a code for the account that is signed in. */
  readonly link: (code: string, signal: AbortSignal) => Promise<void>
  readonly unfinished: UnfinishedBusiness
  readonly clock: Clock
  readonly dispatch: (event: MakingEvent) => void
  readonly claimed: (token: Secret) => Promise<void>
  /** Has plex.tv end a token that nobody waits for. */
  readonly surplus: (token: Secret) => Promise<void>
  readonly ended: (problem: MakingEffect & { kind: 'ended' }) => void
  readonly observe: (what: string, problem?: unknown) => void
}

/** How long after the press the keychain may ask the person. */
const ASKS_WITHIN_MS = 15_000

/** The attempt's events name the session that may follow; here none does. */
const NO_SESSION = '00000000-0000-4000-8000-000000000000' as SessionId

export type MakingEffects = ReturnType<typeof createMakingEffects>

/** Does what the making of one key asks for. */
export function createMakingEffects(options: Options) {
  const { record, api, link, unfinished, clock, dispatch, observe } = options
  const polls = createPollEffects({ api, clock, newSession: () => NO_SESSION, dispatch, observe })
  const mints = createMintEffects({ api, clock, dispatch, observe })
  const life = new AbortController()
  // A code that comes much later is no reason for a question that nobody expects.
  const asksUntil = clock.now() + ASKS_WITHIN_MS

  /** An approved code has a token, so it must be known to a later run before it is approved. */
  async function approve(code: string): Promise<MakingEvent> {
    await unfinished.load({ silently: true })
    if (!unfinished.isSettled() && clock.now() < asksUntil) await unfinished.load()
    const problem = unfinished.whyUnsettled()
    if (problem !== null) return { kind: 'unsealed', problem }
    try {
      await link(code, life.signal)
      return { kind: 'linked' }
    } catch (error) {
      if (!life.signal.aborted) observe('Plex did not let us approve a code', error)
      return { kind: 'not-linked', problem: toProblem(error) }
    }
  }

  return {
    async run(effect: MakingEffect): Promise<void> {
      switch (effect.kind) {
        case 'request-pin':
        case 'mint-at':
        case 'stop-minting':
          return mints.run(effect)
        case 'check-pin':
          return polls.check(effect)
        case 'poll-at':
          return polls.at(effect.pinId, effect.at)
        case 'link':
          return dispatch(await approve(effect.pin.code))
        case 'claimed':
          return options.claimed(effect.token)
        case 'surplus':
          return options.surplus(effect.token)
        case 'ended':
          return options.ended(effect)
      }
    },
    /** Stops polling what is no longer watched, and stores what is; resolves when that has been tried. */
    remember({ attempts: { watches } }: Making): Promise<void> {
      polls.keepOnly(watches)
      const mine = sealedPins(watches, clock).map(pin => ({ key: record.id, ...pin }))
      return unfinished.update(({ keyPins }) => ({
        keyPins: [...keyPins.filter(({ key }) => key !== record.id), ...mine],
      }))
    },
    keepOnly: ({ attempts: { watches } }: Making) => polls.keepOnly(watches),
    stop() {
      mints.stop()
      life.abort()
      polls.keepOnly([])
    },
  }
}
