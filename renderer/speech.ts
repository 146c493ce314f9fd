import type { Announcement } from './announcement.ts'
import { sentences } from '../common/text.ts'

/** The text of the live regions; at most one of them has any. */
export interface Spoken {
  readonly polite: string
  readonly alert: string
}

/** Changes within this time are announced together, in milliseconds. */
const TOGETHER_MS = 100
/** How long something must last before its progress is announced, in milliseconds. */
const LASTS_MS = 1_000
/** How long words must stay to be heard, in milliseconds: a screen reader reads what is there when its turn comes. */
const HEARD_MS = 1_500
/** How long the words stay in the page, in milliseconds: later they would be old news. */
const STAY_MS = 5_000

const nothing: Spoken = { polite: '', alert: '' }
const isProgress = ({ manner }: Announcement): boolean => manner === 'progress'
const isNews = ({ manner }: Announcement): boolean => manner !== 'progress'

/** Has a screen reader say each announcement once. */
export function createSpeech(show: (spoken: Spoken) => void) {
  let waiting: readonly Announcement[] = []
  let last = ''
  let saidAt = -Infinity
  let nextTimer: ReturnType<typeof setTimeout> | undefined
  let endTimer: ReturnType<typeof setTimeout> | undefined

  function say() {
    const news = waiting.filter(isNews)
    const due = news.length > 0 ? news : waiting
    waiting = waiting.filter(each => !due.includes(each))
    const words = sentences(...new Set(due.map(({ text }) => text)))
    // HAZARD: Orca takes the same words, said again, for an echo.
    last = words === last ? `${words}\u00a0` : words
    saidAt = performance.now()
    show({ ...nothing, [due.some(({ manner }) => manner === 'alert') ? 'alert' : 'polite']: last })
    clearTimeout(endTimer)
    endTimer = setTimeout(clear, STAY_MS)
    if (waiting.length > 0) sayAfter(LASTS_MS)
  }

  function clear() {
    clearTimeout(endTimer)
    show(nothing)
  }

  function sayAfter(delayMs: number) {
    clearTimeout(nextTimer)
    nextTimer = setTimeout(say, Math.max(delayMs, saidAt + HEARD_MS - performance.now()))
  }

  return {
    /** Removes what has been said, which might be read again. */
    clear,
    tell(next: Announcement): void {
      waiting = [...waiting.filter(isNews), next]
      sayAfter(waiting.every(isProgress) ? LASTS_MS : TOGETHER_MS)
    },
  }
}
