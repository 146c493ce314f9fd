import type { Clock } from '../clock.ts'
import { toPause, toProblem } from '../failure.ts'
import type { PlexApi } from '../plex/port.ts'
import type { AttemptEffect, AttemptEvent } from './events.ts'

type Mint = Extract<AttemptEffect, { kind: 'request-pin' | 'mint-at' | 'stop-minting' }>

interface Options {
  readonly api: Pick<PlexApi, 'issue'>
  readonly clock: Clock
  readonly dispatch: (event: AttemptEvent) => void
  readonly observe: (what: string, problem?: unknown) => void
}

/** The request for a PIN, and the timer of the next one. A PIN is weak: a person can type its code. */
export function createMintEffects({ api, clock, dispatch, observe }: Options) {
  let work = new AbortController()
  let cancel = () => {}

  async function issue(epoch: number, signal: AbortSignal): Promise<AttemptEvent> {
    try {
      return { kind: 'pin-issued', epoch, ...(await api.issue('weak', signal)) }
    } catch (error) {
      if (!signal.aborted) observe('request-pin failed', error)
      return { kind: 'mint-missed', epoch, problem: toProblem(error), retryAfterMs: toPause(error) }
    }
  }

  function stop() {
    cancel()
    work.abort()
    work = new AbortController()
  }

  return {
    stop,
    async run(effect: Mint): Promise<void> {
      switch (effect.kind) {
        case 'request-pin':
          return dispatch(await issue(effect.epoch, work.signal))
        case 'mint-at':
          cancel()
          cancel = clock.at(effect.at, () => dispatch({ kind: 'mint-due', epoch: effect.epoch }))
          return
        case 'stop-minting':
          return stop()
      }
    },
  }
}
