import type { Clock } from '../clock.ts'
import type { Mood } from './mood.ts'

interface Options {
  readonly mood: () => Promise<Mood>
  readonly clock: Clock
  /** Whether anything waits for the keychain to open. */
  readonly wanted: () => boolean
  /** Told whenever the keychain is found open while something waits for it; what was tried before may have failed. */
  readonly opened: () => void
}

const FIRST_LOOK_MS = 2_000
const SLOWEST_LOOK_MS = 60_000

/** Looks, silently and ever less often, whether a keychain that something waits for has been opened. */
export function createKeychainWatch({ mood, clock, wanted, opened }: Options) {
  let pause = FIRST_LOOK_MS
  let looking = false
  let hurried = false
  let disposed = false
  let cancel: (() => void) | undefined

  const needed = () => !disposed && wanted()

  function rest() {
    cancel?.()
    cancel = undefined
    pause = FIRST_LOOK_MS
    hurried = false
  }

  function follow() {
    if (!needed()) return rest()
    if (looking || cancel !== undefined) return
    cancel = clock.at(clock.now() + pause, () => void look())
    pause = Math.min(pause * 2, SLOWEST_LOOK_MS)
  }

  async function look() {
    cancel?.()
    cancel = undefined
    const inHurry = hurried
    hurried = false
    looking = true
    const found = await mood()
    looking = false
    if (needed() && (found === 'ready' || (inHurry && found === 'unknown'))) opened()
    // Asked for after this look had begun, which may have come too early.
    if (hurried && needed()) return void look()
    follow()
  }

  return {
    /** To be called after each change of what `wanted` depends on. */
    follow,
    /**
     * Looks now: the computer woke up, its screen was unlocked, the person clicked. Where the mood of the keychain
     * cannot be told, these are the moments to try it.
     */
    hurry() {
      if (!needed()) return
      rest()
      hurried = true
      if (!looking) void look()
    },
    dispose() {
      disposed = true
      rest()
    },
  }
}
