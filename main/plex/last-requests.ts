/**
 * Keeps requests from being garbage-collected while the app quits. HAZARD: Electron 33.2.1 frees a request's loader
 * twice, and crashes, if it is collected in the app's last turn. Fixed by
 * https://github.com/electron/electron/pull/45368
 */
export function createLastRequests<R extends object>() {
  const made = new Set<WeakRef<R>>()
  const freed = new FinalizationRegistry<WeakRef<R>>(request => made.delete(request))
  let held: Array<R | undefined> | undefined

  return {
    /** Holds it only weakly until `hold`. */
    add(request: R): R {
      held?.push(request)
      const weak = new WeakRef(request)
      made.add(weak)
      freed.register(request, weak)
      return request
    },
    /** From now on holds all requests, present and new. */
    hold() {
      held ??= [...made].map(request => request.deref())
    },
    /** How many may still exist. */
    count: () => made.size,
  }
}
