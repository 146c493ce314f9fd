import type { Clock } from './clock.ts'

interface Options {
  /** Whether the computer has a network. */
  readonly isOnline: () => boolean
  readonly clock: Clock
  /** Called when it has one again. */
  readonly back: () => void
}

const LOOK_EVERY_MS = 5_000

/**
 * Looks again and again for the network, but only while it is missed: the system does not tell a main process of its
 * return.
 */
export function createNetworkWatch({ isOnline, clock, back }: Options) {
  let looking = false
  let wasOnline = true
  let cancel = () => {}

  function look() {
    const online = isOnline()
    const returned = online && !wasOnline
    wasOnline = online
    cancel = clock.at(clock.now() + LOOK_EVERY_MS, look)
    if (returned) back()
  }

  return {
    /** Whether something waits for the network. */
    follow(missed: boolean) {
      if (missed === looking) return
      looking = missed
      wasOnline = true
      if (missed) look()
      else cancel()
    },
    dispose: () => cancel(),
  }
}
