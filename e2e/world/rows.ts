/** Whether whole tables are tried, and the longest stories: `npm run test:long`. */
export const isLong = process.env['LONG_TESTS'] === '1'

/** Marks, at the end of a title, a test that only the long run tries: another course of what `npm test` tries too. */
export const longIf = (isOnly: boolean): string => (isOnly ? ' @long' : '')

/** The rows of a table that are tried: all of them in the long run, in `npm test` the first of each kind. */
export function rowsToTry<Row>(rows: readonly Row[], kindOf: (row: Row) => unknown): Row[] {
  if (isLong) return [...rows]
  const seen = new Set<unknown>()
  return rows.filter(row => {
    const kind = kindOf(row)
    return !seen.has(kind) && seen.add(kind)
  })
}
