import { unbrokenAge } from '../common/age.ts'
import { type Problem, whyUnconfirmed } from '../common/problems.ts'
import type { Text } from '../common/text.ts'

/** What the person can do about it. */
export const problemHint = (text: Text, problem: Problem): string =>
  text(`problems.${problem}.hint`, { date: text.longDate(new Date()) })

/** Whether plex.tv still knows the sign-in. `age`: how long ago it last said so; null for never. */
export function confirmationTitle(text: Text, problem: Problem | null, age: string | null): string {
  if (problem === null) {
    return age === null ? text('window.signedIn.notConfirmed') : text('window.signedIn.confirmed', { age })
  }
  const why = whyUnconfirmed(problem)
  // Right after it was confirmed, what went wrong since says more than when that was.
  if (why === 'own' || age === unbrokenAge(text, 0)) return text(`problems.${problem}.title`)
  return age === null
    ? text(`confirmation.neverConfirmed.${why}`)
    : text(`confirmation.lastConfirmed.${why}`, { age })
}
