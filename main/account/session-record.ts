import type { Clock } from '../clock.ts'
import type { Settings } from '../settings/settings.ts'

/** What is remembered of a sign-in beside its token, by the calendar clock. */
export interface SessionRecord {
  signedIn(): void
  confirmed(): void
  signedOut(): void
}

type Dates = Pick<Settings, 'signedInAt' | 'confirmedAt'>

/**
 * When the sign-in began and when plex.tv last confirmed it, kept in a file: a later run tells it too. A calendar
 * that was set back since is not believed, since it would call what is long ago just now.
 */
export function createSessionRecord(
  memory: { get(): Dates; set(change: Partial<Dates>): void },
  clock: Pick<Clock, 'calendar' | 'now'>,
) {
  /** On the clock that nobody can set, but which stands still in sleep. */
  let confirmedInThisRun: number | null = null

  const record: SessionRecord = {
    signedIn: () => note({ signedInAt: clock.calendar(), confirmedAt: null }),
    confirmed() {
      note({ confirmedAt: clock.calendar() })
      confirmedInThisRun = clock.now()
    },
    signedOut: () => note({ signedInAt: null, confirmedAt: null }),
  }

  function note(change: Partial<Dates>) {
    confirmedInThisRun = null
    memory.set(change)
  }

  return {
    ...record,
    /** Milliseconds since 1970; null when nobody knows. */
    signedInAt(): number | null {
      const { signedInAt } = memory.get()
      return signedInAt !== null && signedInAt <= clock.calendar() ? signedInAt : null
    },
    /** Milliseconds; null when it was not confirmed, or nobody knows when. */
    confirmedAgoMs(): number | null {
      const { confirmedAt } = memory.get()
      if (confirmedAt === null) return null
      const ago = clock.calendar() - confirmedAt
      if (confirmedInThisRun !== null) return Math.max(ago, clock.now() - confirmedInThisRun)
      return ago < 0 ? null : ago
    },
  }
}
