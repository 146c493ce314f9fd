import type { Clock } from '../clock.ts'
import { toPause, toProblem } from '../failure.ts'
import type { PlexApi } from '../plex/port.ts'
import type { Effect, Event } from './events.ts'
import type { Watch } from './state.ts'

type Check = Extract<Effect, { kind: 'check-pin' }>

interface Options {
  readonly api: Pick<PlexApi, 'check'>
  readonly clock: Clock
  readonly nextAttempt: () => number
  readonly dispatch: (event: Event) => void
  readonly observe: (what: string, problem?: unknown) => void
}

/** The timer and the requests of each PIN that is asked after. */
export function createPolls({ api, clock, nextAttempt, dispatch, observe }: Options) {
  const polls = new Map<number, { cancel: () => void; readonly work: AbortController }>()

  function pollOf(pinId: number) {
    const poll = polls.get(pinId) ?? { cancel: () => {}, work: new AbortController() }
    polls.set(pinId, poll)
    return poll
  }

  function forget(pinId: number) {
    const poll = pollOf(pinId)
    poll.cancel()
    poll.work.abort()
    polls.delete(pinId)
  }

  async function check({ pin, askedAt, withinMs }: Check): Promise<Event> {
    const pinId = pin.id
    const { signal } = pollOf(pinId).work
    try {
      const status = await api.check(pin, withinMs, signal)
      switch (status.kind) {
        case 'pending':
          return { kind: 'poll-pending', pinId, askedAt, lifeMs: status.lifeMs }
        case 'gone':
          return { kind: 'pin-gone', pinId, askedAt }
        case 'claimed':
          return { kind: 'pin-claimed', pinId, token: status.token, attempt: nextAttempt() }
      }
    } catch (error) {
      if (!signal.aborted) observe('check-pin missed', error)
      return {
        kind: 'poll-missed',
        pinId,
        askedAt,
        problem: toProblem(error),
        retryAfterMs: toPause(error),
      }
    }
  }

  return {
    check,
    at(pinId: number, at: number) {
      const poll = pollOf(pinId)
      poll.cancel()
      poll.cancel = clock.at(at, () => dispatch({ kind: 'poll-due', pinId }))
    },
    /** Ends what is under way for every PIN that is watched no more. */
    keepOnly(watches: readonly Watch[]) {
      const known = new Set(watches.map(({ pin }) => pin.id))
      for (const pinId of polls.keys()) if (!known.has(pinId)) forget(pinId)
    },
  }
}
