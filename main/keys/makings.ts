import type { KeyId, SessionId } from '../../common/ids.ts'
import type { LeftOver } from '../attempt/events.ts'
import { currentWatch } from '../attempt/state.ts'
import {
  beginMaking,
  cancelMaking,
  hurryMaking,
  isByHand,
  isTokenDue,
  type Making,
  type MakingStep,
  resumeMaking,
  sleepMaking,
} from './making.ts'
import type { KeyRecord } from './record.ts'
import { type MakingPorts, runMaking, type RunningMaking } from './run-making.ts'

export type Makings = ReturnType<typeof createMakings>

/** How long a quit waits for the token of a code that Latchkey has approved: plex.tv hands it out for ten seconds alone. */
const DUE_WITHIN_MS = 1_500
const LOOK_EVERY_MS = 50

/** The keys that have no token yet, and those whose code was given up but may still be approved. */
export function createMakings(ports: MakingPorts) {
  const { clock } = ports
  const all = new Map<KeyId, RunningMaking>()
  const open = new Set<Promise<unknown>>()
  let isEnded = false
  /** Whether it is known which codes an earlier run left. */
  let isResumed = false

  function track(work: Promise<unknown>): void {
    open.add(work)
    void work.finally(() => open.delete(work))
  }

  function over(record: KeyRecord) {
    all.delete(record.id)
    ports.over(record)
  }

  function start(record: KeyRecord, isOld: boolean, first: MakingStep) {
    if (isEnded) return
    const running = runMaking({ ...ports, record, isOld, first, track, over })
    all.set(record.id, running)
    running.begin()
  }

  const shown = (): RunningMaking | undefined =>
    [...all.values()].find(running => running.isAwaited() && !running.isElsewhere)

  const each = (move: (making: Making) => MakingStep) => {
    for (const running of all.values()) running.step(move)
  }

  return {
    begin: (record: KeyRecord, approval: 'ours' | 'theirs' = 'ours') =>
      start(record, false, beginMaking(clock.now(), approval)),
    /** What an earlier run left of a key. */
    resume(record: KeyRecord, left: LeftOver) {
      if (!all.has(record.id)) start(record, true, resumeMaking(left, clock.now()))
    },
    /** All that an earlier run left has been resumed. */
    resumed: () => void (isResumed = true),
    has: (id: KeyId) => all.has(id),
    /** Whether a token of that key may still come: it has a code, or an earlier run may have left one. */
    mayBring: (id: KeyId) => all.has(id) || !isResumed,
    /** Those whose code Latchkey was about to approve for a session that is over. */
    without: (session: SessionId | null): readonly KeyId[] =>
      [...all.values()]
        .filter(({ record, making }) => making().approval === 'ours' && record.session !== session)
        .map(({ record }) => record.id),
    /** Has what still comes of its codes taken back. Resolves when no token is being stored. */
    async cancel(id: KeyId): Promise<void> {
      const running = all.get(id)
      running?.step(making => cancelMaking(making, clock.now()))
      await running?.saved()
    },
    /** Those that somebody waits for. */
    awaited: () => [...all.values()].filter(({ isAwaited }) => isAwaited()).map(({ record }) => record),
    making: (id: KeyId): Making | undefined => all.get(id)?.making(),
    /** The one that the person waits for. */
    shown: () => {
      const running = shown()
      return running && { record: running.record, making: running.making() }
    },
    /** The code that the person is to approve. */
    code: (): string | undefined => {
      const making = shown()?.making()
      return making && isByHand(making) ? currentWatch(making.attempts)?.pin.code : undefined
    },
    hurry: () => each(making => hurryMaking(making, clock.now())),
    slept: (ms: number) => each(making => hurryMaking(sleepMaking(making, ms, clock.now()), clock.now())),
    /** Stops all timers and requests; resolves when every token is kept or owed. */
    async dispose() {
      const until = clock.now() + DUE_WITHIN_MS
      while (clock.now() < until && [...all.values()].some(({ making }) => isTokenDue(making())))
        await new Promise<void>(resolve => clock.at(clock.now() + LOOK_EVERY_MS, resolve))
      isEnded = true
      for (const running of all.values()) running.stop()
      while (open.size > 0) await Promise.allSettled(open)
    },
  }
}
