import type { Clock } from '../clock.ts'
import type { Word } from './x-owner.ts'

/** What a thread says: that it runs, and what its owner does. */
export type Told = Word | 'started'

export type Outcome = Exclude<Word, 'given-up'> | 'silent'

export type Question = { readonly kind: 'take'; readonly text: string } | { readonly kind: 'give-up' }

/** Has the clipboard without Electron, for as long as nobody else takes it. */
export interface Holder {
  /** Puts a text there, instead of the one before. Answers within seconds; after any word but `held` this has ended. */
  readonly take: (text: string) => Promise<Outcome>
  readonly isHolding: () => boolean
  /** Takes off what is still there, within a second, and ends this. */
  readonly giveUp: () => Promise<void>
  /** The same without waiting for a word of it. */
  readonly drop: () => void
}

/** The thread that does it, which may end at any time. */
export interface Thread {
  readonly ask: (question: Question) => void
  readonly end: () => void
}

interface Options {
  readonly clock: Pick<Clock, 'now' | 'at'>
  readonly start: (told: (told: Told) => void) => Thread
  /** Called once the clipboard is somebody else's, or what it is on has gone. */
  readonly lost: () => void
}

/** A computer that is busy takes most of a second for it. */
const STARTS_WITHIN_MS = 5_000
const ANSWERS_WITHIN_MS = 1_000

/** Asks a thread, and waits for its word. */
export function createHolder({ clock, start, lost }: Options): Holder {
  let isHolding = false
  let ended = false
  let taken: (outcome: Outcome) => void = () => {}
  let patience = STARTS_WITHIN_MS
  let hurry = () => {}
  let givenUp: () => void = () => {}
  const thread = start(word => {
    if (ended) return
    if (word === 'started') {
      patience = ANSWERS_WITHIN_MS
      hurry()
    } else if (word === 'held') {
      isHolding = true
      taken('held')
    } else over(word === 'given-up' ? 'taken-away' : word)
  })

  function over(outcome: Outcome) {
    if (ended) return
    const wasHolding = isHolding
    ended = true
    isHolding = false
    thread.end()
    taken(outcome)
    givenUp()
    if (wasHolding) lost()
  }

  function giveUp(): Promise<void> {
    if (ended) return Promise.resolve()
    return new Promise(resolve => {
      isHolding = false
      const cancel = clock.at(clock.now() + ANSWERS_WITHIN_MS, () => over('silent'))
      givenUp = () => {
        cancel()
        resolve()
      }
      thread.ask({ kind: 'give-up' })
    })
  }

  return {
    take: text =>
      new Promise(resolve => {
        if (ended) return resolve('unreachable')
        const wait = () => clock.at(clock.now() + patience, () => over('silent'))
        let cancel = wait()
        hurry = () => {
          cancel()
          cancel = wait()
        }
        taken = outcome => {
          taken = hurry = () => {}
          cancel()
          resolve(outcome)
        }
        thread.ask({ kind: 'take', text })
      }),
    isHolding: () => isHolding,
    giveUp,
    drop() {
      isHolding = false
      over('unreachable')
    },
  }
}
