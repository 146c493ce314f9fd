import type { Measure } from './measure.ts'

type Quantity = 'memory' | 'heap' | 'buffers' | 'files' | 'processes'

export interface Growth {
  readonly what: string
  readonly first: number
  readonly last: number
  /** The largest `last` that is no growth. */
  readonly most: number
  /** What `last` is more than `first`, by kind of process or file. */
  readonly kinds?: Readonly<Record<string, number>>
}

const names: Readonly<Record<Quantity, string>> = {
  memory: 'memory of all processes, in KB',
  heap: 'heap of the main process, in KB',
  buffers: 'buffers of the main process, in KB',
  files: 'open files of the main process',
  processes: 'processes',
}

/**
 * What counts as no growth, as a part of the first value. Two moments at rest differ by as much as this with nothing
 * leaked: memory and heap by what V8 and Chromium's allocators give back only later, files by kept connections and by
 * Chromium's blocks of shared memory. What leaks once in a sign-in, a window or a check does so dozens of times.
 */
const noise: Readonly<Record<Quantity, number>> = {
  memory: 0.05,
  heap: 0.05,
  buffers: 0.05,
  files: 0.15,
  processes: 0,
}

/**
 * Leaves out the first quarter, in which caches fill; compares the first third of what is left with the least of the
 * last: what is merely given back late is gone from one of them, and what leaks from none.
 */
export function growths(measures: readonly Measure[]): readonly Growth[] {
  const warm = measures.slice(Math.ceil(measures.length / 4))
  const third = Math.floor(warm.length / 3)
  if (third === 0) throw new Error('too few measures to see growth in')
  const ends = (read: (measure: Measure) => number) => ({
    first: median(warm.slice(0, third).map(read)),
    last: Math.min(...warm.slice(-third).map(read)),
  })
  const kindsOf = (quantity: 'memory' | 'files') => {
    const kinds = new Set(warm.flatMap(({ parts }) => Object.keys(parts[quantity])))
    const changes = [...kinds].map(kind => {
      const { first, last } = ends(({ parts }) => parts[quantity][kind] ?? 0)
      return [kind, last - first] as const
    })
    return Object.fromEntries(changes.filter(([, change]) => change !== 0))
  }
  return (Object.keys(names) as Quantity[]).map(quantity => {
    const { first, last } = ends(measure => measure[quantity])
    return {
      what: names[quantity],
      first,
      last,
      most: first * (1 + noise[quantity]),
      ...((quantity === 'memory' || quantity === 'files') && { kinds: kindsOf(quantity) }),
    }
  })
}

export const hasGrown = ({ last, most }: Growth): boolean => last > most

export function tellGrowth({ what, first, last, most, kinds = {} }: Growth): string {
  const parts = Object.entries(kinds).map(([kind, more]) => `${kind} ${more > 0 ? '+' : ''}${more}`)
  const where = parts.length === 0 ? '' : ` (${parts.join(', ')})`
  return `${what}: from ${first} to ${last}${where}; up to ${Math.round(most)} is no growth`
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = sorted.length % 2 === 1 ? [middle, middle] : [middle - 1, middle]
  return ((sorted[low] ?? 0) + (sorted[high] ?? 0)) / 2
}
