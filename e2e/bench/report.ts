import { aligned } from './figures.ts'
import { cells, columns, isHeld, type Row } from './rows.ts'

export interface Result {
  /** The computer and the versions, a line each. */
  readonly machine: readonly string[]
  readonly rows: readonly Row[]
}

const note = 'Medians; of fewer than ten values the mean. n: how often.'

/** For a terminal. */
export const terminal = ({ machine, rows }: Result): string =>
  [...machine, '', aligned([columns, ...rows.map(cells)]), '', note].join('\n')

/** For the README: the machine, the plot and the table. */
export function markdown({ machine, rows }: Result, plotFile: string): string {
  const line = (parts: readonly string[]): string => `| ${parts.join(' | ')} |`
  const alignment = columns.map((_, at) => (at === 0 ? '---' : '---:'))
  return [
    `${machine.join('; ')}. ${note}`,
    `![Latchkey beside bare Electron](${plotFile})`,
    [line(columns), line(alignment), ...rows.map(row => line(cells(row)))].join('\n'),
  ].join('\n\n')
}

const start = '<!-- bench -->'
const end = '<!-- /bench -->'

/** The text with what stands between the markers replaced. Throws where they are missing. */
export function between(text: string, content: string): string {
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error(`there is no ${start} … ${end}`)
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`
}

/** The rows whose line is crossed, and those with a line that could not be measured. */
export const crossed = ({ rows }: Result): readonly Row[] =>
  rows.filter(row => row.line !== undefined && isHeld(row) !== true)
