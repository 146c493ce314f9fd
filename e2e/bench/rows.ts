import { percentile } from './figures.ts'
import type { Which } from './program.ts'

/** One row of the table: what was measured of Latchkey and, where it has the like, of bare Electron. */
export interface Row {
  readonly what: string
  readonly unit: 'ms' | 'MB' | 'KB' | '%' | ''
  readonly latchkey: readonly number[]
  readonly bare: readonly number[]
  /** The most that it may be: of its own, or as a multiple of bare Electron in the same run. */
  readonly line?: { readonly most: number } | { readonly times: number }
}

/** The fewest values that have a median worth its name. */
const fewestForMedian = 10

/** The median, or of fewer than ten values the mean; null of none. */
export function typical(values: readonly number[]): number | null {
  if (values.length === 0) return null
  if (values.length >= fewestForMedian) return percentile(values, 50)
  return values.reduce((total, value) => total + value, 0) / values.length
}

/** How many times bare Electron's it is; null where there is nothing to compare, as in two shares of something else. */
export function ratio(row: Row): number | null {
  if (row.unit === '%') return null
  const own = typical(row.latchkey)
  const bare = typical(row.bare)
  return own === null || bare === null || bare === 0 ? null : own / bare
}

/** Whether the row is on the right side of its line; null where it has none or was not measured. */
export function isHeld(row: Row): boolean | null {
  if (row.line === undefined) return null
  const value = 'most' in row.line ? typical(row.latchkey) : ratio(row)
  return value === null ? null : value <= ('most' in row.line ? row.line.most : row.line.times)
}

/** The cells of a row as people read them. */
export function cells(row: Row): readonly string[] {
  const times = ratio(row)
  return [
    row.what,
    said(row, 'latchkey'),
    said(row, 'bare'),
    times === null ? '' : `${times.toFixed(2)} ×`,
    saidLine(row),
    { true: 'held', false: 'CROSSED', null: '' }[String(isHeld(row)) as 'true' | 'false' | 'null'],
    row.latchkey.length === 0 ? '' : String(row.latchkey.length),
  ]
}

export const columns = ['', 'Latchkey', 'bare Electron', 'ratio', 'line', '', 'n'] as const

function said(row: Row, which: Which): string {
  const value = typical(row[which])
  if (value === null) return which === 'latchkey' ? 'not measured' : ''
  if (row.unit === 'KB' && value >= 10_000) return `${Math.round(value / 1_000)} MB`
  const digits = value !== 0 && Math.abs(value) < 10 && !Number.isInteger(value) ? 1 : 0
  return `${value.toFixed(digits)} ${row.unit}`.trim()
}

function saidLine({ line, unit }: Row): string {
  if (line === undefined) return ''
  return 'most' in line ? `≤ ${line.most} ${unit}`.trim() : `≤ ${line.times} ×`
}
