import type { Progress } from '../../common/access-answers.ts'
import type { Clock } from '../clock.ts'

/** By less than this an end does not move: rounding, and the way to the command. */
const SAME_END_MS = 1_000

/** Tells only what has changed. The time that is left passes by itself, but for what moves its end: sleep, and plex.tv. */
export function createNews(tell: (progress: Progress) => void, clock: Pick<Clock, 'now'>) {
  let last = ''
  let lastEnd = 0
  return (progress: Progress) => {
    const now = JSON.stringify({ ...progress, remainingMs: null })
    const end = 'remainingMs' in progress ? clock.now() + progress.remainingMs : 0
    if (now === last && Math.abs(end - lastEnd) <= SAME_END_MS) return
    last = now
    lastEnd = end
    tell(progress)
  }
}
