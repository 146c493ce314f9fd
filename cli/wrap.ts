import { stripVTControlCharacters } from 'node:util'
import { columns } from './columns.ts'
import { piecesOf, unmarked } from './line-breaks.ts'
import type { Output } from './surroundings.ts'

const columnsOf = (words: string) => columns(stripVTControlCharacters(words))

/** Pieces in lines of so many columns, as far as each piece fits. The lines after the first begin further right. */
export function wrapped(pieces: readonly string[], width: number, indent = 0): string {
  const lines: string[] = []
  let line = ''
  for (const piece of pieces) {
    if (line.trim() === '' || columnsOf((line + piece).trimEnd()) <= width) line += piece
    else {
      lines.push(line.trimEnd())
      line = ' '.repeat(indent) + piece.trimStart()
    }
  }
  return [...lines, line.trimEnd()].join('\n')
}

/** Up to what stands below the beginning of a line: behind its first column, or its indent, and before what is whole. */
// oxlint-disable-next-line no-control-regex -- The mark of `whole`.
const HEAD = /^(?:[^\u0001]*?\S)??\s{2,}/u
const LEAST_INDENT = 2

function indentOf(line: string, width: number): number {
  const [head = ''] = HEAD.exec(line) ?? []
  const indent = columnsOf(head)
  return indent <= width / 2 ? indent : LEAST_INDENT
}

/**
 * A text for whoever reads it: on a terminal, lines end between words, since a terminal breaks them anywhere. In a pipe
 * they are as they are.
 */
export function fitted(text: string, { isTTY, columns: width }: Pick<Output, 'isTTY' | 'columns'>): string {
  if (!isTTY) return unmarked(text)
  return text
    .split('\n')
    .map(line => wrapped(piecesOf(line), width, indentOf(line, width)))
    .join('\n')
}
