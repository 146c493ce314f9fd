import fc from 'fast-check'
import { setImmediate as turn } from 'node:timers/promises'
import { it } from 'vitest'

const LONGEST_MS = 3_600_000
const TURN_EVERY = 500

/** A few inputs wherever the unit tests run; `npm run fuzz` asks for many, and for the seed of an earlier run. */
const numRuns = Number(process.env['FUZZ_INPUTS'] ?? 1_000)
const seed = process.env['FUZZ_SEED']

/**
 * Holds a property against inputs from a seed, which is told with what breaks it, made as small as can be; against a share
 * of many, where each takes long.
 */
export function fuzz<T>(
  name: string,
  inputs: fc.Arbitrary<T>,
  holds: (input: T) => void | Promise<void>,
  share = 1,
) {
  it(
    name,
    async () => {
      const started = performance.now()
      let count = 0
      const property = fc.asyncProperty(inputs, async input => {
        // Nothing here waits for anything: timers, and all that hangs on them, would never be let go.
        if (++count % TURN_EVERY === 0) await turn()
        await holds(input)
      })
      const told = await fc.check(property, {
        numRuns: Math.max(Math.min(numRuns, 1_000), Math.ceil(numRuns * share)),
        ...(seed === undefined ? {} : { seed: Number(seed) }),
      })
      if (process.env['FUZZ_INPUTS'] !== undefined) {
        const seconds = ((performance.now() - started) / 1_000).toFixed(1)
        console.log(`${name}: ${told.numRuns.toLocaleString('en')} inputs in ${seconds} s, seed ${told.seed}`)
      }
      if (told.failed) throw new Error(fc.defaultReportMessage(told), { cause: told.errorInstance })
    },
    LONGEST_MS,
  )
}
