/** One thing that was measured, once a round. */
export interface Measured {
  readonly what: string
  readonly unit: 'ms' | ''
  readonly values: readonly number[]
}

/** The value that so many of a hundred do not exceed (nearest rank). Throws where there is none. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  const value = sorted[Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1)]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}

/** A table for a terminal, one line each. */
export function table(measured: readonly Measured[]): string {
  const columns = ['', 'p50', 'p95', 'least', 'most', 'rounds']
  const lines = measured.map(({ what, unit, values }) => [
    unit === '' ? what : `${what}, ${unit}`,
    ...[
      percentile(values, 50),
      percentile(values, 95),
      Math.min(...values),
      Math.max(...values),
      values.length,
    ].map(value => String(Math.round(value))),
  ])
  return aligned([columns, ...lines])
}

/** Rows of cells below each other, the first column to the left and the others to the right. */
export function aligned(rows: ReadonlyArray<readonly string[]>): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]!.length)))
  return rows
    .map(row =>
      row.map((cell, at) => (at === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[at]!))).join('  '),
    )
    .join('\n')
}

export const print = (text: string): void => void process.stdout.write(`${text}\n`)
