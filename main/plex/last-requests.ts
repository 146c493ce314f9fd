/**
 * Requests, held until the app ends from when it is to quit. HAZARD: what carries out a request Electron 33.2.1 frees a
 * second time, and crashes, where that is found to be garbage in the app's last turn: none may become garbage any more.
 * https://github.com/electron/electron/pull/45368 mended it.
 */
export function createLastRequests<R extends object>() {
  const made = new Set<WeakRef<R>>()
  const freed = new FinalizationRegistry<WeakRef<R>>(request => made.delete(request))
  let held: Array<R | undefined> | undefined

  return {
    /** Does not hold it before `hold`. */
    add(request: R): R {
      held?.push(request)
      const weak = new WeakRef(request)
      made.add(weak)
      freed.register(request, weak)
      return request
    },
    /** Holds all that are there, and all that come, for good. */
    hold() {
      held ??= [...made].map(request => request.deref())
    },
    /** So many may still be there. */
    count: () => made.size,
  }
}
