import { describe, expect, it } from 'vitest'
import { columns, cutTo } from './columns.ts'

describe('the columns of a line', () => {
  it.each([
    ['', 0],
    ['Latchkey', 8],
    ['Größe', 5],
    ['Gro\u0308ße', 5],
    ['コードを', 8],
    ['ｺｰﾄﾞ', 4],
    ['“代码”', 6],
    ['코드', 4],
    ['مفتاح', 5],
    ['מַפְתֵּחַ', 4],
    ['𠮷野家', 6],
    ['🔑 key', 6],
    ['\u2068Ada\u2069', 3],
  ])('%s takes %d', (line, taken) => {
    expect(columns(line)).toBe(taken)
  })

  it.each([
    [8, 'Latchkey', 'Latchkey'],
    [7, 'Latchkey', 'Latchke'],
    [8, '残り 09:59', '残り 09:'],
    [3, 'コード', 'コ'],
    [4, 'コード', 'コー'],
    [0, 'コード', ''],
    [3, '🔑🔑', '🔑'],
  ])('%d have room of %s for %s', (most, line, beginning) => {
    expect(cutTo(most, line)).toBe(beginning)
    expect(columns(beginning)).toBeLessThanOrEqual(most)
  })
})
