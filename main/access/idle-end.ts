import type { Clock } from '../clock.ts'

interface Options {
  readonly clock: Pick<Clock, 'now' | 'at'>
  readonly end: () => void
  /** Whether nothing is left to do of what was begun. */
  readonly mayEnd: () => boolean
}

export const ENDS_AFTER_MS = 60_000

/** Ends an app that was started for commands, some time after the last of them. */
export function createIdleEnd({ clock, end, mayEnd }: Options) {
  let callers = 0
  let disposed = false
  let cancel = () => {}

  function wait() {
    cancel()
    if (!disposed && callers === 0)
      cancel = clock.at(clock.now() + ENDS_AFTER_MS, () => (mayEnd() ? end() : wait()))
  }
  wait()

  return {
    came() {
      callers++
      cancel()
    },
    went() {
      callers--
      wait()
    },
    dispose() {
      disposed = true
      cancel()
    },
  }
}
