import type { Clock } from '../clock.ts'

/** No answer came in time from where a file lies: a mount whose server is gone, say. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/** Whether it is that, whichever bundle made it. */
export const isNoAnswer = (error: unknown): boolean => error instanceof Error && error.name === 'NoAnswer'

export type FileWork = ReturnType<typeof createFileWork>

interface Piece {
  readonly name: string
  /** Does it, and resolves with what tells of it. */
  readonly run: () => Promise<() => void>
}

/** A disk that has to spin up, and a share that has to be mounted, may take that long, and so may a computer that starts. */
export const PATIENCE_MS = 5_000

/** Of the four threads by which Node does all work with files, so many may be held for ever. */
const MOST_AT_ONCE = 2

/**
 * Work with files that others can write or lead elsewhere. HAZARD: a call to a file system that does not answer cannot be
 * ended, and holds a thread for as long as that lasts. So there is a limit to how long it is waited for and to how many
 * are under way, and what is of one name is not begun again before it has ended.
 */
export function createFileWork(clock: Pick<Clock, 'now' | 'at'>) {
  const underWay = new Set<string>()
  let waiting: readonly Piece[] = []

  function begin() {
    const next = waiting.find(({ name }) => !underWay.has(name))
    if (next === undefined || underWay.size === MOST_AT_ONCE) return
    waiting = waiting.filter(piece => piece !== next)
    underWay.add(next.name)
    void next.run().then(tell => {
      underWay.delete(next.name)
      tell()
      begin()
    })
    begin()
  }

  return {
    /**
     * What `work` comes to, which uses one thread at a time; rejects with `NoAnswer` where that takes longer. It may come
     * to an end long after that: `late` is aborted then, and nothing is to be changed any more.
     */
    within: <T>(ms: number, name: string, work: (late: AbortSignal) => Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        const late = new AbortController()
        const cancel = clock.at(clock.now() + ms, () => {
          waiting = waiting.filter(each => each !== piece)
          late.abort(new NoAnswer(name))
          reject(late.signal.reason)
        })
        const run = () =>
          work(late.signal)
            .then(
              value => () => resolve(value),
              (error: unknown) => () => reject(error),
            )
            .finally(cancel)
        const piece: Piece = { name, run }
        waiting = [...waiting, piece]
        begin()
      }),
    /** Whether all of it has ended within so many milliseconds: a process cannot end by itself before its threads can. */
    ended: (ms: number): Promise<boolean> =>
      new Promise(resolve => {
        const latest = clock.now() + ms
        const look = () => {
          if (underWay.size === 0 || clock.now() >= latest) resolve(underWay.size === 0)
          else clock.at(clock.now() + LOOK_EVERY_MS, look)
        }
        look()
      }),
  }
}

const LOOK_EVERY_MS = 10
