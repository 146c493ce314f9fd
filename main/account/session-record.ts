import type { SessionId } from '../../common/ids.ts'
import type { Clock } from '../clock.ts'

/** What is remembered about a session apart from its token, by the calendar clock. */
export interface SessionRecord {
  signedIn(session: SessionId): void
  confirmed(session: SessionId): void
  signedOut(session: SessionId): void
}

/** Milliseconds since 1970; null if it has not happened, or is unknown. */
interface Dates {
  readonly signedInAt: number | null
  readonly confirmedAt: number | null
}

interface Remembered extends Dates {
  /** Whose dates these are; null if an earlier release wrote them: then they belong to the session that is found. */
  readonly session: SessionId | null
}

interface Memory {
  get(): Remembered
  set(change: Partial<Remembered>): void
}

const UNKNOWN: Dates = { signedInAt: null, confirmedAt: null }

/**
 * When a session began and when plex.tv last confirmed it, kept in a file for later runs. If the calendar was set back
 * since then, it is not believed: it would make something long ago look recent.
 */
export function createSessionRecord(memory: Memory, clock: Pick<Clock, 'calendar' | 'now'>) {
  /** On the clock that nobody can set, but which stops during sleep. */
  let confirmedInThisRun: number | null = null

  function datesOf(id: SessionId): Dates {
    const { session, signedInAt, confirmedAt } = memory.get()
    return session === null || session === id ? { signedInAt, confirmedAt } : UNKNOWN
  }

  function note(session: SessionId | null, dates: Dates, confirmedNow: number | null = null) {
    confirmedInThisRun = confirmedNow
    memory.set({ session, ...dates })
  }

  const record: SessionRecord = {
    signedIn: id => note(id, { signedInAt: clock.calendar(), confirmedAt: null }),
    confirmed: id => note(id, { ...datesOf(id), confirmedAt: clock.calendar() }, clock.now()),
    signedOut(id) {
      const { session } = memory.get()
      if (session === null || session === id) note(null, UNKNOWN)
    },
  }

  return {
    ...record,
    /** Milliseconds since 1970; null if unknown. */
    signedInAt(id: SessionId): number | null {
      const { signedInAt } = datesOf(id)
      return signedInAt !== null && signedInAt <= clock.calendar() ? signedInAt : null
    },
    /** Milliseconds; null if it was never confirmed, or nobody knows when. */
    confirmedAgoMs(id: SessionId): number | null {
      const { confirmedAt } = datesOf(id)
      if (confirmedAt === null) return null
      const ago = clock.calendar() - confirmedAt
      if (confirmedInThisRun !== null) return Math.max(ago, clock.now() - confirmedInThisRun)
      return ago < 0 ? null : ago
    },
  }
}
