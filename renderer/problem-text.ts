import type { Problem } from '../common/sign-in-view.ts'
import { whyUnconfirmed } from '../common/why-unconfirmed.ts'
import { longDate, text } from '../common/text.ts'

/** The code ran its course; nothing is broken. */
export const isOrdinary = (problem: Problem): boolean => problem === 'expired' || problem === 'used-elsewhere'

/** What the person can do about it. */
export const problemHint = (problem: Problem): string =>
  text(`problems.${problem}.hint`, { date: longDate(new Date()) })

/** Whether plex.tv still knows the sign-in; `age` is of the last time that it said so, null for never. */
export function confirmationTitle(problem: Problem | null, age: string | null): string {
  if (problem === null) {
    return age === null ? text('window.signedIn.notConfirmed') : text('window.signedIn.confirmed', { age })
  }
  const why = whyUnconfirmed(problem)
  if (why === 'own') return text(`problems.${problem}.title`)
  return age === null
    ? text(`confirmation.neverConfirmed.${why}`)
    : text(`confirmation.lastConfirmed.${why}`, { age })
}
