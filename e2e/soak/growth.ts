import type { Measure } from './measure.ts'

export interface Growth {
  readonly what: 'memory' | 'heap' | 'files' | 'processes'
  readonly first: number
  readonly last: number
  /** The largest `last` that is no growth. */
  readonly most: number
}

/**
 * What counts as no growth, as a part of the first value. Two moments at rest differ by as much as this with nothing
 * leaked: memory and heap by what V8 and Chromium's allocators give back only later, files by a kept connection or two.
 * What leaks once in a sign-in, a window or a check does so dozens of times.
 */
const noise = { memory: 0.05, heap: 0.05, files: 0.05, processes: 0 } as const

/** Leaves out the first quarter, in which caches fill; compares the first with the last third of what is left. */
export function growths(measures: readonly Measure[]): readonly Growth[] {
  const warm = measures.slice(Math.ceil(measures.length / 4))
  const third = Math.floor(warm.length / 3)
  if (third === 0) throw new Error('too few measures to see growth in')
  return (['memory', 'heap', 'files', 'processes'] as const).map(what => {
    const first = median(warm.slice(0, third).map(each => each[what]))
    const last = median(warm.slice(-third).map(each => each[what]))
    return { what, first, last, most: first * (1 + noise[what]) }
  })
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = sorted.length % 2 === 1 ? [middle, middle] : [middle - 1, middle]
  return ((sorted[low] ?? 0) + (sorted[high] ?? 0)) / 2
}
