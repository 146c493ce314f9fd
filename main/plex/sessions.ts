interface Line<S> {
  readonly session: S
  requests: number
}

interface Options<S> {
  /** Makes a session. `number` counts from one. */
  readonly open: (number: number) => S
  /** Drops all connections of a session. */
  readonly close: (session: S) => Promise<void>
  /** Something that a session reads only once: when it changes, the sessions so far are of no use. */
  readonly stamp: () => string
}

/** Sessions are never freed, so there are at most these, and one more for each that cannot close its connections. */
const MOST = 6

/**
 * Sessions for requests. One session is used as long as its requests are answered. After a request that was not, the
 * next one uses another session, and so new connections: a frozen connection stays with its session, and every request
 * there would wait for it. When the last request of the old session has ended, its connections are dropped and it may
 * be used again.
 */
export function createSessions<S>({ open, close, stamp }: Options<S>) {
  let opened = 0
  let known = new Set<Line<S>>()
  let rested: Line<S>[] = []
  let current: Line<S> | undefined
  let stamped = stamp()

  function forget() {
    known = new Set()
    rested = []
    current = undefined
  }

  function line(): Line<S> {
    const now = stamp()
    if (now !== stamped) forget()
    stamped = now
    current ??= rested.pop() ?? { session: open(++opened), requests: 0 }
    known.add(current)
    return current
  }

  async function rest(ended: Line<S>) {
    if (!known.has(ended)) return
    await close(ended.session)
    if (known.has(ended)) rested.push(ended)
  }

  return {
    /** Has `work` make one request, which counts as answered if `work` does not fail. */
    async use<T>(work: (session: S) => Promise<T>): Promise<T> {
      const mine = line()
      mine.requests++
      try {
        return await work(mine.session)
      } catch (error) {
        if (mine === current && (rested.length > 0 || known.size < MOST)) current = undefined
        throw error
      } finally {
        if (--mine.requests === 0 && mine !== current) rest(mine).catch(() => known.delete(mine))
      }
    },
    /** Stops using all sessions so far. */
    forget,
  }
}
