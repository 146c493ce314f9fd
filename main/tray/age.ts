import { text } from '../../common/text.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How long ago something was, in whole units: it changes rarely, so that an open menu is not rebuilt all the time. */
export function age(agoMs: number): string {
  if (agoMs < MINUTE_MS) return text('tray.age.now')
  if (agoMs < HOUR_MS) return text('tray.age.minutes', { count: Math.floor(agoMs / MINUTE_MS) })
  if (agoMs < DAY_MS) return text('tray.age.hours', { count: Math.floor(agoMs / HOUR_MS) })
  return text('tray.age.days', { count: Math.floor(agoMs / DAY_MS) })
}
