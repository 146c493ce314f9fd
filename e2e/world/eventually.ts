import { setTimeout as pause } from 'node:timers/promises'

type Missing = null | undefined | false

interface Patience {
  /** Milliseconds until the wait fails. */
  readonly within?: number
  /** Milliseconds between two reads. */
  readonly every?: number
  /** What was there instead, for the error message. */
  readonly seen?: () => unknown
}

/**
 * Reads until the answer is not null, undefined or false, and returns it; throws an error that names what was awaited.
 */
export async function eventually<T>(
  what: string,
  read: () => T | Promise<T>,
  patience: Patience = {},
): Promise<Exclude<T, Missing>> {
  const { within = 10_000, every = 25, seen } = patience
  const deadline = performance.now() + within
  let failure: unknown
  for (;;) {
    try {
      failure = undefined
      const answer = await read()
      if (answer !== null && answer !== undefined && answer !== false) return answer as Exclude<T, Missing>
    } catch (error) {
      failure = error
    }
    if (performance.now() > deadline) break
    await pause(every)
  }
  const instead = seen === undefined ? '' : `; there was ${JSON.stringify(await seen())}`
  throw new Error(`waited ${within} ms for ${what}${instead}`, { cause: failure })
}
