import type { SessionId } from '../../common/ids.ts'
import type { Clock } from '../clock.ts'
import { toPause, toProblem } from '../failure.ts'
import type { PlexApi } from '../plex/port.ts'
import type { AttemptEffect, PollAnswer } from './events.ts'
import type { Watch } from './state.ts'

type Check = Extract<AttemptEffect, { kind: 'check-pin' }>

interface Options {
  readonly api: Pick<PlexApi, 'check'>
  readonly clock: Clock
  readonly newSession: () => SessionId
  readonly dispatch: (event: PollAnswer) => void
  readonly observe: (what: string, problem?: unknown) => void
}

/** The poll timer and requests of each watched PIN. */
export function createPollEffects({ api, clock, newSession, dispatch, observe }: Options) {
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

  async function answerTo({ pin, askedAt, withinMs }: Check): Promise<PollAnswer> {
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
          return { kind: 'pin-claimed', pinId, token: status.token, session: newSession() }
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
    check: async (effect: Check) => dispatch(await answerTo(effect)),
    at(pinId: number, at: number) {
      const poll = pollOf(pinId)
      poll.cancel()
      poll.cancel = clock.at(at, () => dispatch({ kind: 'poll-due', pinId }))
    },
    /** Ends what is under way for every PIN that is no longer watched. */
    keepOnly(watches: readonly Watch[]) {
      const known = new Set(watches.map(({ pin }) => pin.id))
      for (const pinId of polls.keys()) if (!known.has(pinId)) forget(pinId)
    },
  }
}
