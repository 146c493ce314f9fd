import { setTimeout as pause } from 'node:timers/promises'

type Missing = null | undefined | false

/** Milliseconds: more than what takes a second alone needs on a computer that is busy with much else. */
export const PATIENCE_MS = 20_000

interface Patience {
  /** Milliseconds until the wait fails. */
  readonly within?: number
  /** Milliseconds between two reads. Without it they come further apart the longer it takes. */
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
  const { within = PATIENCE_MS, every, seen } = patience
  const begun = performance.now()
  const deadline = begun + within
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
    // Each read costs the app time that it has better use for.
    await pause(every ?? Math.min(100, 20 + (performance.now() - begun) / 10))
  }
  const instead = seen === undefined ? '' : `; there was ${JSON.stringify(await seen())}`
  throw new Error(`waited ${within} ms for ${what}${instead}`, { cause: failure })
}
