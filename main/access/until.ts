import type { Clock } from '../clock.ts'

interface Options {
  readonly clock: Pick<Clock, 'now' | 'at'>
  /** Calls back after each change of anything that is waited for. */
  readonly subscribe: (changed: () => void) => void
}

interface Limits {
  readonly gone: AbortSignal
  readonly withinMs?: number
}

export type Until = ReturnType<typeof createUntil>

/** Waits for what `look` finds: undefined once whoever waits has gone, or after `withinMs`. */
export function createUntil({ clock, subscribe }: Options) {
  const looks = new Set<() => void>()
  subscribe(() => {
    for (const look of looks) look()
  })
  return <T>(look: () => T | undefined, { gone, withinMs = Infinity }: Limits): Promise<T | undefined> =>
    new Promise(resolve => {
      let cancel = () => {}
      const end = (found: T | undefined) => {
        looks.delete(again)
        gone.removeEventListener('abort', stop)
        cancel()
        resolve(found)
      }
      let isLooking = false
      const again = () => {
        // What it does may itself be a change.
        if (isLooking) return
        isLooking = true
        const found = look()
        isLooking = false
        if (found !== undefined) end(found)
      }
      const stop = () => end(undefined)
      if (gone.aborted) return resolve(undefined)
      looks.add(again)
      gone.addEventListener('abort', stop)
      if (withinMs !== Infinity) cancel = clock.at(clock.now() + withinMs, stop)
      again()
    })
}
