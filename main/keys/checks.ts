import type { KeyId } from '../../common/ids.ts'
import type { Account, Problem } from '../../common/sign-in-view.ts'
import type { Clock } from '../clock.ts'

export const CHECK_EVERY_MS = 24 * 3_600_000
/** Checks are this much sooner or later, so that not all computers ask at the same time. */
const JITTER = 0.1
/** Never more than one request in this time, however many keys there are. */
export const LEAST_APART_MS = 2_000
/** A key that plex.tv refuses is asked about once more after this time. */
export const CONFIRM_REFUSAL_MS = 10_000
export const FIRST_RETRY_MS = 600_000
/** More keys than this are not checked at all. */
export const MOST_CHECKED = 50

/** What plex.tv says of a key. */
export type Verdict =
  | { readonly kind: 'alive'; readonly account: Account }
  | { readonly kind: 'refused' }
  | { readonly kind: 'missed'; readonly problem: Problem; readonly retryAfterMs: number }

interface Ports {
  readonly clock: Clock
  /** From 0 to 1. */
  readonly random: () => number
  /** Asks plex.tv about a key. Never rejects. */
  readonly ask: (key: KeyId) => Promise<Verdict>
  /** Called with each verdict that counts; a first refusal does not. */
  readonly told: (key: KeyId, verdict: Verdict) => void
}

/** A key to check, and how long ago plex.tv confirmed it. */
export interface Checked {
  readonly id: KeyId
  /** Milliseconds; null if it never did. */
  readonly confirmedAgoMs: number | null
}

interface Due {
  at: number
  misses: number
  refused: boolean
}

/** Asks plex.tv once a day about each key, one after the other. */
export function createKeyChecks({ clock, random, ask, told }: Ports) {
  const dues = new Map<KeyId, Due>()
  let asking = false
  let from = 0
  let disposed = false
  let cancel = () => {}

  const spread = (ms: number) => ms * (1 + JITTER * (2 * random() - 1))

  function schedule() {
    cancel()
    cancel = () => {}
    if (asking || disposed || dues.size === 0 || dues.size > MOST_CHECKED) return
    const next = Math.min(...[...dues.values()].map(({ at }) => at))
    cancel = clock.at(Math.max(next, from), () => void checkNext())
  }

  async function checkNext() {
    const [first] = [...dues].toSorted(([, one], [, other]) => one.at - other.at)
    if (first === undefined) return
    const [id, due] = first
    asking = true
    const verdict = await ask(id)
    asking = false
    from = clock.now() + LEAST_APART_MS
    if (!disposed && dues.get(id) === due) heard(id, due, verdict)
    schedule()
  }

  function heard(id: KeyId, due: Due, verdict: Verdict) {
    const isFirstRefusal = verdict.kind === 'refused' && !due.refused
    due.refused = verdict.kind === 'refused'
    due.misses = verdict.kind === 'missed' ? due.misses + 1 : 0
    due.at = clock.now() + pauseAfter(verdict, due.misses)
    if (!isFirstRefusal) told(id, verdict)
  }

  function pauseAfter(verdict: Verdict, misses: number): number {
    if (verdict.kind === 'alive') return spread(CHECK_EVERY_MS)
    if (verdict.kind === 'refused') return CONFIRM_REFUSAL_MS
    const backOff = Math.min(FIRST_RETRY_MS * 2 ** (misses - 1), CHECK_EVERY_MS)
    return Math.max(spread(backOff), verdict.retryAfterMs)
  }

  return {
    /** The keys that there are: new ones are checked when they are due, others no more. */
    follow(keys: readonly Checked[]) {
      const known = new Set(keys.map(({ id }) => id))
      for (const id of dues.keys()) if (!known.has(id)) dues.delete(id)
      for (const { id, confirmedAgoMs } of keys) {
        if (dues.has(id)) continue
        // What is overdue at a start is spread over some minutes.
        const inMs = confirmedAgoMs === null ? 0 : spread(CHECK_EVERY_MS) - confirmedAgoMs
        const at = clock.now() + (inMs > 0 ? inMs : random() * FIRST_RETRY_MS)
        dues.set(id, { at, misses: 0, refused: false })
      }
      schedule()
    },
    /** Asks now about a key that has just been made, or that plex.tv has refused for another request. */
    now(id: KeyId) {
      const due = dues.get(id)
      if (due !== undefined) due.at = clock.now()
      schedule()
    },
    /** The network or the keychain is back: what could not be asked is asked soon. */
    hurry() {
      for (const due of dues.values()) {
        if (due.misses > 0) due.at = Math.min(due.at, clock.now() + random() * LEAST_APART_MS)
      }
      schedule()
    },
    /** The computer slept. */
    slept(ms: number) {
      for (const due of dues.values()) due.at -= ms
      schedule()
    },
    dispose() {
      disposed = true
      cancel()
    },
  }
}
