import type { Problem } from '../../common/sign-in-view.ts'
import type { Clock } from '../clock.ts'
import type { PlexFor } from '../plex/port.ts'
import type { Secret } from '../secret.ts'
import type { UnfinishedBusiness } from '../vault/unfinished.ts'
import { createMakingEffects } from './making-effects.ts'
import { isByHand, isOver, type Making, type MakingEffect, makingStep, type MakingStep } from './making.ts'
import type { KeyRecord } from './record.ts'

/** What comes of the making of keys. */
export interface MakingPorts {
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

interface Options extends MakingPorts {
  readonly record: KeyRecord
  readonly first: MakingStep
  /** Left by an earlier run. */
  readonly isOld: boolean
  /** Called with all that a quit has to wait for. */
  readonly track: (work: Promise<unknown>) => void
}

export type RunningMaking = ReturnType<typeof runMaking>

/** Runs the making of one key, from its first step until nothing can come of it any more. */
export function runMaking({ record, first: [first, ...begun], isOld, track, ...ports }: Options) {
  const { clock, changed } = ports
  let making = first
  /** Ends when the keychain has its token, or did not take it. */
  let saving: Promise<void> | null = null
  /** Whether the token that is being stored is the key's. */
  let isKeeping = false
  let isStopped = false
  // Its code is shown where a command was typed, and not in the window.
  const isElsewhere = first.approval === 'theirs'
  const effects = createMakingEffects({
    ...ports,
    record,
    api: ports.apiFor(record),
    link: (code, signal) => ports.link(record, code, signal),
    dispatch: event => step(now => makingStep(now, event, clock.now())),
    claimed: token => ports.claimed(record, token, { isOld, byHand: isOld || isByHand(making) }),
    surplus: token => ports.surplus(record, token),
    ended: ({ problem }) => ports.failed(record, problem),
  })

  function step(move: (making: Making) => MakingStep) {
    if (isStopped) return
    const before = making
    const [next, ...wanted] = move(before)
    making = next
    const isLeft = pinsOf(before) !== pinsOf(next)
    const hasToken = wanted.some(bringsToken)
    const remember = () => effects.remember(making)
    effects.keepOnly(next)
    // Before its effects: what is approved must be known to a later run.
    if (isLeft && !hasToken) track(remember())
    const work = Promise.allSettled([saving, ...run(wanted)])
    if (hasToken) {
      const latest: Promise<void> = work.then(() => saved(latest))
      saving = latest
      isKeeping ||= wanted.some(({ kind }) => kind === 'claimed')
      // After them: until its token is kept, a later run needs the PIN.
      track(latest.then(remember))
    } else if (isOver(next) && saving === null) end()
    changed()
  }

  function saved(latest: Promise<void>) {
    if (saving !== latest) return
    saving = null
    isKeeping = false
    if (isOver(making)) end()
    changed()
  }

  function end() {
    isStopped = true
    ports.over(record)
  }

  const run = (wanted: readonly MakingEffect[]) =>
    wanted.map(effect => {
      const work = effects.run(effect)
      if (bringsToken(effect)) track(work)
      return work
    })

  return {
    record,
    begin: () => void Promise.all(run(begun)),
    step,
    making: () => making,
    /** Whether somebody waits for it. */
    isAwaited: () => isKeeping || making.attempts.attempt !== null,
    isElsewhere,
    /** Resolves when no token is being stored. */
    saved: async () => void (await saving),
    /** Stops its timers and requests. */
    stop() {
      isStopped = true
      effects.stop()
    },
  }
}

const bringsToken = ({ kind }: MakingEffect): boolean => kind === 'claimed' || kind === 'surplus'

const pinsOf = ({ attempts: { watches } }: Making): string =>
  watches.map(({ pin, role }) => `${pin.id} ${role}`).join()
