import type { Clock } from '../clock.ts'

/** The disk did not answer in time: for example a mount whose server is gone. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/** Whether it is a `NoAnswer`, from whichever bundle. */
export const isNoAnswer = (error: unknown): boolean => error instanceof Error && error.name === 'NoAnswer'

export type FileWork = ReturnType<typeof createFileWork>

interface Piece {
  readonly name: string
  /** Does the work, and resolves with a function that reports the result. */
  readonly run: () => Promise<() => void>
}

/** A disk that spins up, a share that is being mounted or a computer that is starting may take this long. */
export const PATIENCE_MS = 5_000

/** How many of the four threads that Node uses for files may hang. */
const MOST_AT_ONCE = 2

/**
 * Work with files that others can write or redirect. HAZARD: a call to a file system that does not answer cannot be
 * ended, and holds a thread as long as it lasts. So there is a limit to the wait and to how much work is under way, and
 * work of one name does not start again before it has ended.
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
     * The result of `work`, which must use one thread at a time; rejects with `NoAnswer` after `ms`. The work may go on
     * long after that: `late` is then aborted, and it must not change anything any more.
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
    /** Whether all work has ended within `ms` milliseconds: a process cannot end by itself while a thread hangs. */
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
