import type { Clock } from '../clock.ts'

/** `open`: a silent try is worth making; `untold`: so it is at the moments that `hurry` names; `shut`: it is not. */
export type Chance = 'open' | 'untold' | 'shut'

interface Options {
  /** What a silent try would meet now, of all that waits for the keychain. Never rejects. */
  readonly reach: () => Promise<Chance>
  readonly clock: Clock
  /** Whether anything waits for the keychain. */
  readonly wanted: () => boolean
  /** Whether the person is being asked: then nothing else asks, not even silently. */
  readonly asking: () => boolean
  /** Called whenever something that waits can be had; earlier tries may have failed. */
  readonly opened: () => void
}

export const FIRST_LOOK_MS = 2_000
export const SLOWEST_LOOK_MS = 60_000

/** Looks, silently and less and less often, whether what waits for the keychain can be had. */
export function createKeychainWatch({ reach, clock, wanted, asking, opened }: Options) {
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
    if (looking || asking() || cancel !== undefined) return
    cancel = clock.at(clock.now() + pause, () => void look())
    pause = Math.min(pause * 2, SLOWEST_LOOK_MS)
  }

  async function look() {
    cancel?.()
    cancel = undefined
    if (asking()) return
    const inHurry = hurried
    hurried = false
    looking = true
    const found = await reach()
    looking = false
    if (needed() && (found === 'open' || (inHurry && found === 'untold'))) opened()
    // Asked for after this look had begun: the look may have been too early.
    if (hurried && needed()) return void look()
    follow()
  }

  return {
    /** Call this after each change of what `wanted` and `asking` depend on. */
    follow,
    /**
     * Looks now: the computer woke up, its screen was unlocked or the person clicked. Where only a try can tell, these
     * are the moments to make one.
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
