import type { KeyId, SessionId } from '../../common/ids.ts'
import type { Problem } from '../../common/sign-in-view.ts'
import type { LeftOver } from '../attempt/events.ts'
import { currentWatch } from '../attempt/state.ts'
import type { Clock } from '../clock.ts'
import type { PlexFor } from '../plex/port.ts'
import type { Secret } from '../secret.ts'
import type { UnfinishedBusiness } from '../vault/unfinished.ts'
import { createMakingEffects, type MakingEffects } from './making-effects.ts'
import {
  beginMaking,
  cancelMaking,
  hurryMaking,
  isOver,
  isTokenDue,
  type Making,
  makingStep,
  type MakingStep,
  resumeMaking,
  sleepMaking,
} from './making.ts'
import type { KeyRecord } from './record.ts'

interface Ports {
  readonly clock: Clock
  readonly unfinished: UnfinishedBusiness
  readonly apiFor: PlexFor
  readonly link: (key: KeyRecord, code: string, signal: AbortSignal) => Promise<void>
  /** Keeps the token of a key. `isOld`: of an earlier run. `byHand`: it may be anybody's, since a person approved its code. */
  readonly claimed: (
    key: KeyRecord,
    token: Secret,
    how: { readonly isOld: boolean; readonly byHand: boolean },
  ) => Promise<void>
  readonly surplus: (key: KeyRecord, token: Secret) => Promise<void>
  /** The wait for it has ended without a token. */
  readonly failed: (key: KeyRecord, problem: Problem | null) => void
  /** Nothing can come of it any more. */
  readonly over: (key: KeyRecord) => void
  readonly changed: () => void
  readonly observe: (what: string, problem?: unknown) => void
}

export type Makings = ReturnType<typeof createMakings>

interface Begun {
  readonly record: KeyRecord
  readonly effects: MakingEffects
  making: Making
  /** Its code is shown where a command was typed, and not in the window. */
  readonly isElsewhere: boolean
  /** Left by an earlier run. */
  readonly isOld: boolean
  /** Ends when the keychain has its token, or did not take it. */
  saving: Promise<void> | null
  /** Whether the token that is being stored is the key's. */
  isKeeping: boolean
}

/** How long a quit waits for the token of a code that Latchkey has approved: plex.tv hands it out for ten seconds alone. */
const DUE_WITHIN_MS = 1_500
const LOOK_EVERY_MS = 50

/** The keys that have no token yet, and those whose code was given up but may still be approved. */
export function createMakings(ports: Ports) {
  const { clock, unfinished, apiFor, link, changed, observe } = ports
  const all = new Map<KeyId, Begun>()
  const saving = new Set<Promise<unknown>>()
  let ended = false

  function track(work: Promise<unknown>): void {
    saving.add(work)
    void work.finally(() => saving.delete(work))
  }

  function start(record: KeyRecord, isOld: boolean, [making, ...effects]: MakingStep) {
    const begun: Begun = {
      record,
      making,
      isElsewhere: making.approval === 'theirs',
      isOld,
      saving: null,
      isKeeping: false,
      effects: createMakingEffects({
        record,
        api: apiFor(record),
        link: (code, signal) => link(record, code, signal),
        unfinished,
        clock,
        observe,
        dispatch: event => step(begun, making => makingStep(making, event, clock.now())),
        claimed: token => ports.claimed(record, token, { isOld, byHand: isOld || isByHand(begun.making) }),
        surplus: token => ports.surplus(record, token),
        ended: ({ problem }) => ports.failed(record, problem),
      }),
    }
    all.set(record.id, begun)
    void Promise.all(run(begun, effects))
  }

  function step(begun: Begun, move: (making: Making) => MakingStep) {
    if (ended || all.get(begun.record.id) !== begun) return
    const before = begun.making
    const [next, ...effects] = move(before)
    begun.making = next
    const isLeft = pinsOf(before) !== pinsOf(next)
    const hasToken = effects.some(({ kind }) => kind === 'claimed' || kind === 'surplus')
    const remember = () => begun.effects.remember(begun.making)
    begun.effects.keepOnly(next)
    // Before its effects: what is approved must be known to a later run.
    if (isLeft && !hasToken) track(remember())
    const work = Promise.allSettled([begun.saving, ...run(begun, effects)])
    if (hasToken) {
      const saving: Promise<void> = work.then(() => saved(begun, saving))
      begun.saving = saving
      begun.isKeeping ||= effects.some(({ kind }) => kind === 'claimed')
      // After them: until its token is kept, a later run needs the PIN.
      track(saving.then(remember))
    } else if (isOver(next) && begun.saving === null) end(begun)
    changed()
  }

  function saved(begun: Begun, saving: Promise<void>) {
    if (begun.saving !== saving) return
    begun.saving = null
    begun.isKeeping = false
    if (isOver(begun.making)) end(begun)
    changed()
  }

  function end(begun: Begun) {
    all.delete(begun.record.id)
    ports.over(begun.record)
  }

  function run(begun: Begun, effects: MakingStep extends readonly [unknown, ...infer E] ? E : never) {
    return effects.map(effect => {
      const work = begun.effects.run(effect)
      if (effect.kind === 'claimed' || effect.kind === 'surplus') track(work)
      return work
    })
  }

  const isAwaited = ({ making, isKeeping }: Begun) => isKeeping || making.attempts.attempt !== null

  const shown = (): Begun | undefined =>
    [...all.values()].find(begun => isAwaited(begun) && !begun.isElsewhere)

  const each = (move: (making: Making) => MakingStep) => {
    for (const begun of all.values()) step(begun, move)
  }

  return {
    begin: (record: KeyRecord, approval: 'ours' | 'theirs' = 'ours') =>
      start(record, false, beginMaking(clock.now(), approval)),
    /** What an earlier run left of a key. */
    resume(record: KeyRecord, left: LeftOver) {
      if (!all.has(record.id)) start(record, true, resumeMaking(left, clock.now()))
    },
    has: (id: KeyId) => all.has(id),
    /** Those whose code Latchkey was about to approve for a session that is over. */
    without: (session: SessionId | null): readonly KeyId[] =>
      [...all.values()]
        .filter(({ record, making }) => making.approval === 'ours' && record.session !== session)
        .map(({ record }) => record.id),
    /** Has what still comes of its codes taken back. Resolves when no token is being stored. */
    async cancel(id: KeyId): Promise<void> {
      const begun = all.get(id)
      if (begun === undefined) return
      step(begun, making => cancelMaking(making, clock.now()))
      await begun.saving
    },
    /** Those that somebody waits for. */
    awaited: () => [...all.values()].filter(isAwaited).map(({ record }) => record),
    making: (id: KeyId): Making | undefined => all.get(id)?.making,
    /** The one that the person waits for. */
    shown: () => {
      const begun = shown()
      return begun && { record: begun.record, making: begun.making }
    },
    /** The code that the person is to approve. */
    code: (): string | undefined => {
      const begun = shown()
      return begun && isByHand(begun.making) ? currentWatch(begun.making.attempts)?.pin.code : undefined
    },
    hurry: () => each(making => hurryMaking(making, clock.now())),
    slept: (ms: number) => each(making => hurryMaking(sleepMaking(making, ms, clock.now()), clock.now())),
    /** Stops all timers and requests; resolves when every token is kept or owed. */
    async dispose() {
      const until = clock.now() + DUE_WITHIN_MS
      while (clock.now() < until && [...all.values()].some(({ making }) => isTokenDue(making)))
        await new Promise<void>(resolve => clock.at(clock.now() + LOOK_EVERY_MS, resolve))
      ended = true
      for (const { effects } of all.values()) effects.stop()
      while (saving.size > 0) await Promise.allSettled(saving)
    },
  }
}

/** Whether the person has to approve the code. */
export const isByHand = ({ approval }: Making): boolean => approval !== 'ours' && approval !== 'done'

const pinsOf = ({ attempts: { watches } }: Making): string =>
  watches.map(({ pin, role }) => `${pin.id} ${role}`).join()
