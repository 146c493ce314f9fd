interface Line<S> {
  readonly session: S
  requests: number
}

interface Options<S> {
  /** Makes the session of that number, which counts from one. */
  readonly open: (number: number) => S
  /** Drops all connections of a session. */
  readonly close: (session: S) => Promise<void>
  /** What a session learns once: when it changes, those so far are of no use. */
  readonly stamp: () => string
}

/** A session is never freed. More than these are in use only when none of them lets go of its connections. */
const MOST = 6

/**
 * Sessions for requests. One serves for as long as its requests are answered: the request after one that was not goes
 * over connections of its own, whatever became of those before. (One that is frozen stays with its session, and every
 * request would wait for it.) When the last request of the old session has ended, its connections are dropped, and it
 * may serve again.
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
    /** Lets `work` make one request. It was answered if `work` does not fail. */
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
    /** None of the sessions so far is of use any more. */
    forget,
  }
}
