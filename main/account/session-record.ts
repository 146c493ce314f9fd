import type { Clock } from '../clock.ts'
import type { SettingsFile } from '../settings/file.ts'
import type { SessionRecord } from '../sign-in/requests.ts'

/** When the sign-in began and when plex.tv last confirmed it, kept in the settings: a later run tells it too. */
export const createSessionRecord = (
  settings: Pick<SettingsFile, 'set'>,
  clock: Pick<Clock, 'calendar'>,
): SessionRecord => ({
  signedIn: () => settings.set({ signedInAt: clock.calendar(), confirmedAt: null }),
  confirmed: () => settings.set({ confirmedAt: clock.calendar() }),
  signedOut: () => settings.set({ signedInAt: null, confirmedAt: null }),
})
