import type { Progress } from '../../common/access-answers.ts'

/** Tells only what has changed; the time that is left passes by itself. */
export function createNews(tell: (progress: Progress) => void) {
  let last = ''
  return (progress: Progress) => {
    const now = JSON.stringify({ ...progress, remainingMs: null })
    if (now === last) return
    last = now
    tell(progress)
  }
}
