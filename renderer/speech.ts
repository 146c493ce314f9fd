import type { Announcement } from './announcements.ts'
import { sentences } from '../common/text.ts'

/** What the live regions hold: one of them at most. */
export interface Spoken {
  readonly polite: string
  readonly alert: string
}

/** What happens within this time is said together, in milliseconds. */
const TOGETHER_MS = 100
/** How long something is going on before it is worth a word, in milliseconds. */
const LASTS_MS = 1_000
/** How long words must stay to be heard, in milliseconds: a screen reader reads what is there when it comes to it. */
const HEARD_MS = 1_500
/** How long the words stay in the page, in milliseconds: who reads it later would find old news. */
const STAY_MS = 5_000

const nothing: Spoken = { polite: '', alert: '' }
const isProgress = ({ manner }: Announcement): boolean => manner === 'progress'
const isNews = ({ manner }: Announcement): boolean => manner !== 'progress'

/** Puts announcements into words that a screen reader hears once each. */
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
    // HAZARD: Orca takes the same words again for an echo of the first.
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
    /** Takes away what has been said, where it would be heard again. */
    clear,
    tell(next: Announcement): void {
      waiting = [...waiting.filter(isNews), next]
      sayAfter(waiting.every(isProgress) ? LASTS_MS : TOGETHER_MS)
    },
  }
}
