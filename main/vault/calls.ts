import type { Clock } from '../clock.ts'
import type { Keychain } from './port.ts'

interface Options {
  readonly clock: Clock
  readonly open: () => Promise<Keychain>
  /** More than a name for it, where there is one: why a call is not answered. */
  readonly whyLate?: () => Error | undefined
  /** Longest wait for one call, in milliseconds. A keychain whose unlock prompt is open never answers. */
  readonly timeoutMs?: number
}

export type KeychainCalls = ReturnType<typeof createKeychainCalls>

const MOST_HANGING = 3

/** Calls to the keychain, one at a time and none of them for ever. keytar has four threads; one that hangs keeps its own. */
export function createKeychainCalls({ clock, open, whyLate = () => undefined, timeoutMs = 5_000 }: Options) {
  let turn: Promise<unknown> = Promise.resolve()
  let hanging = 0
  let closed = false
  const unanswered = new Set<Promise<unknown>>()

  /** `afterAll` runs when a call that was given up succeeds after all. */
  function ask<T>(call: (keychain: Keychain) => Promise<T>, afterAll = () => {}): Promise<T> {
    if (closed) return Promise.reject(new Error('The app is ending'))
    const answer = turn.then(() => {
      if (hanging >= MOST_HANGING)
        throw whyLate() ?? new Error('Earlier calls to the keychain have not come back')
      return within(call, afterAll)
    })
    turn = answer.catch(() => {})
    return answer
  }

  function within<T>(call: (keychain: Keychain) => Promise<T>, afterAll: () => void): Promise<T> {
    return new Promise((resolve, reject) => {
      let late = false
      const cancel = clock.at(clock.now() + timeoutMs, () => {
        late = true
        hanging++
        reject(whyLate() ?? new Error(`No answer from the keychain in ${timeoutMs} ms`))
      })
      const work = Promise.resolve().then(open).then(call)
      const settled = () => {
        cancel()
        unanswered.delete(work)
        if (late) hanging--
      }
      unanswered.add(work)
      work.then(
        value => {
          settled()
          if (late) afterAll()
          resolve(value)
        },
        (error: unknown) => {
          settled()
          reject(error)
        },
      )
    })
  }

  return {
    ask,
    /**
     * Takes no more calls: one in the middle of which Node ends takes the process down. Resolves with whether all were
     * answered within `ms` milliseconds: a process cannot end while one is not.
     */
    close(ms: number): Promise<boolean> {
      closed = true
      return new Promise(resolve => {
        const cancel = clock.at(clock.now() + ms, () => resolve(false))
        void Promise.allSettled([turn, ...unanswered]).then(() => {
          cancel()
          resolve(true)
        })
      })
    },
  }
}
